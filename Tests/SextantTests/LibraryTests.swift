import Digests
import Sextant
import SystemSupport
import TestSupport
import Testing
import Vocab

@Suite struct LibraryTests {
    @Test func `status counts papers, languages, months and categories`() throws {
        let index = try TestIndex()
        try index.add(
            Digest.lines(0..<9) + #"{"id": "2601.00001", "title": "Glacier", "categories": ["cs.CL", "cs.CV"]}"# + "\n"
                + #"{"_id": "x", "title": "", "text": "oven"}"# + "\n",
            as: "a.jsonl")
        let status = try index.open().status()
        #expect(status.papers == 11 && status.segments == 1 && status.undated == 1)
        #expect(status.languages.map(\.papers) == [11, 9])
        #expect(status.months.map { "\($0.month) \($0.papers)" } == ["2026-01 1", "2026-03 9"])
        #expect(
            status.categories.map { "\($0.category) \($0.papers)" } == [
                "cs.CL 4", "cs.LG 3", "math-ph 3", "cs.CV 1",
            ])
        #expect(status.dimensions == 11 && status.terms > 30 && status.bytes > 0)
        #expect(status.capturedEnergy > 0.5 && status.capturedEnergy <= 1)
    }

    @Test func `an open library stays as it was while others write`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<10), as: "2026-03-01.jsonl")
        let library = try index.open()
        let before = try library.search("glacier ice").hits
        try index.add(Digest.lines(0..<40, version: 1), as: "2026-03-02.jsonl")
        var refit = index.builder
        refit.refit = true
        _ = try refit.index([index.folder.path + "/digests"])
        #expect(try library.search("glacier ice").hits == before && library.corpus.count == 10)
        #expect(try library.paper(at: library.location(of: Digest.id(3))).text(.title) == Digest.title(3))
        #expect(try index.open().corpus.count == 40)
    }

    @Test func `vectors are written as NumPy reads them`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "a.jsonl")
        let library = try index.open()
        let locations = Array(library.corpus.locations().dropFirst())
        let bytes = library.vectorsAsNPY(locations)
        #expect(Array(bytes.prefix(8)) == [0x93] + Array("NUMPY".utf8) + [1, 0])
        let length = Int(bytes[8]) + Int(bytes[9]) << 8
        #expect((10 + length) % 64 == 0)
        let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
        let columns = library.corpus.dimensions
        #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (4, \(columns)), }"))
        #expect(header.hasSuffix("\n"))
        let data = bytes[(10 + length)...]
        #expect(data.count == 4 * 4 * columns)
        var values: [Float] = []
        for start in stride(from: data.startIndex, to: data.endIndex, by: 4) {
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[start + $1]) << UInt32(8 * $1) }
            values.append(Float(bitPattern: bits))
        }
        #expect(values == locations.flatMap { library.corpus.vector(at: $0) })
        #expect(library.vectorsAsNPY([]).count % 64 == 0)
    }

    @Test func `mistakes in a collection name file and line`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: CollectionError.self) { try BEIRCollection(folder: folder.path) }
        let cases = [
            ("{\"_id\": \"a\", \"text\": \"x\"}\nnot JSON\n", 2), ("\n\n{\"_id\": \"a\"}", 3),
            ("{\"_id\": \"a b\", \"text\": \"x\"}", 1),
            ("{\"_id\": \"a\", \"text\": \"x\"}\n{\"_id\": \"a\", \"text\": \"y\"}", 2),
        ]
        for (text, line) in cases {
            let file = try folder.write(text, to: "queries.jsonl")
            #expect {
                try BEIRCollection.queries(file)
            } throws: { error in
                guard let error = error as? CollectionError else { return false }
                return error.file == file && error.line == line && "\(error)".hasPrefix("\(file):\(line): ")
            }
        }
    }
}
