import SystemSupport
import TestSupport
import Testing

@testable import IndexStore

@Suite struct IndexWriterTests {
    let folder: TemporaryFolder
    let index: IndexDirectory

    init() throws {
        folder = try TemporaryFolder()
        index = folder.index
    }

    @Test func `what is committed is read back`() throws {
        let writer = try index.beginWriting()
        #expect(writer.snapshot == nil)
        let segment = try writer.makeSegment(kind: "papers")
        try segment.write("floats", [1.5, -2, 0, .infinity, 5, 6] as [Float], shape: [2, 3])
        try segment.write("codes", [-127, 127] as [Int8])
        try segment.write("bytes", [0, 255] as [UInt8])
        try segment.write("shorts", [UInt16.max])
        try segment.write("ints", [Int32.min, .max])
        try segment.write("words", [UInt32.max])
        try segment.write("longs", [Int64.min, .max])
        try segment.write("masks", [UInt64.max])
        try segment.write("nothing", [] as [Float])
        try segment.write("no-rows", [] as [Float], shape: [0, 256])
        let new = try segment.finish(rowCount: 2)
        try writer.commit(IndexChange(add: [new], metadata: ["name": "value", "稀疏": "注意力\0"]))
        writer.close()

        let snapshot = try index.snapshot()
        #expect(snapshot.generation == 1)
        #expect(snapshot.metadata == ["name": "value", "稀疏": "注意力\0"])
        let stored = try #require(snapshot.segment(named: new.name))
        #expect(stored.kind == "papers" && stored.rowCount == 2 && stored.deleted.isEmpty)
        #expect(stored.sectionNames.count == 10 && stored.has("floats") && !stored.has("none"))
        let floats = try stored.array("floats", of: Float.self)
        #expect(floats.shape == [2, 3] && floats.copy() == [1.5, -2, 0, .infinity, 5, 6])
        #expect(floats.withRow(1) { $0[0] } == .infinity)
        #expect(floats.withSpan(1..<3) { $0.count == 2 && $0[0] == -2 })
        #expect(try stored.array("codes", of: Int8.self).copy() == [-127, 127])
        #expect(try stored.array("bytes", of: UInt8.self).copy() == [0, 255])
        #expect(try stored.array("shorts", of: UInt16.self)[0] == .max)
        #expect(try stored.array("ints", of: Int32.self).copy() == [.min, .max])
        #expect(try stored.array("words", of: UInt32.self)[0] == .max)
        #expect(try stored.array("longs", of: Int64.self).copy() == [.min, .max])
        #expect(try stored.array("masks", of: UInt64.self)[0] == .max)
        #expect(try stored.array("nothing", of: Float.self).count == 0)
        let empty = try stored.array("no-rows", of: Float.self)
        #expect(empty.shape == [0, 256] && empty.withSpan { $0.isEmpty })
        #expect(stored.byteCount == 10 * 128 + 24 + 2 + 2 + 2 + 8 + 4 + 16 + 8)
        #expect(try index.verify() == [])
    }

    @Test func `a streamed section equals one written whole`() throws {
        let writer = try index.beginWriting()
        let values = (0..<50_000).map { Float($0) }
        let segment = try writer.makeSegment(kind: "papers")
        let section = try segment.begin("streamed", of: Float.self, columns: 10)
        for start in stride(from: 0, to: values.count, by: 777) {
            try section.append(Array(values[start..<min(start + 777, values.count)]))
        }
        #expect(section.count == 50_000)
        try section.end()
        try segment.write("whole", values, shape: [5000, 10])
        try writer.commit(IndexChange(add: [segment.finish(rowCount: 5000)]))
        let written = try files(in: index.path + "/segments/s000001")
        #expect(written["streamed.npy"] == written["whole.npy"])
        #expect(try index.snapshot().segments[0].array("streamed", of: Float.self).copy() == values)
        #expect(try index.verify() == [])
    }

    @Test func `commits add, delete and remove`() throws {
        let writer = try index.beginWriting()
        let first = try writer.numbers(3)
        let second = try writer.numbers(2, from: 10)
        try writer.commit(IndexChange(add: [first, second], delete: [second.name: RowSet([0])]))
        #expect(try writer.snapshot?.numbers() == [0, 1, 2, 11])
        try writer.commit(IndexChange(delete: [first.name: RowSet([1]), second.name: RowSet()]))
        #expect(try index.snapshot().numbers() == [0, 2, 11])
        try writer.commit(IndexChange(delete: [first.name: RowSet([2])], metadata: ["a": "1", "b": "2"]))
        #expect(try index.snapshot().numbers() == [0, 11])
        let merged = try writer.numbers(1, from: 20)
        try writer.commit(IndexChange(add: [merged], remove: [first.name], metadata: ["a": nil]))
        let snapshot = try index.snapshot()
        #expect(snapshot.segments.map(\.name) == ["s000002", "s000003"])
        #expect(try snapshot.numbers() == [11, 20])
        #expect(snapshot.metadata == ["b": "2"])
        #expect(snapshot.generation == 4)
        #expect(try FileSystem.list(index.path + "/segments") == ["s000002", "s000003"])
        #expect(try index.verify() == [])
    }

    @Test func `a change that changes nothing is no commit`() throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)], metadata: ["a": "1"]))
        let before = try files(in: index.path)
        try writer.commit(IndexChange())
        try writer.commit(IndexChange(delete: ["s000001": RowSet()], metadata: ["a": "1", "b": nil]))
        #expect(try files(in: index.path) == before)
    }

    @Test func `equal input gives equal bytes`() throws {
        func build(_ index: IndexDirectory) throws -> [String: [UInt8]] {
            for round in 0..<3 {
                let writer = try index.beginWriting()
                let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key\($0)", String?("v")) })
                try writer.commit(IndexChange(add: [writer.numbers(100, from: round)], metadata: metadata))
                try writer.commit(IndexChange(delete: ["s000001": RowSet([round])]))
                writer.close()
            }
            return try files(in: index.path)
        }
        let other = try TemporaryFolder()
        #expect(try build(index) == build(other.index))
    }

    @Test func `what was not committed is swept`() throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)]))
        _ = try writer.numbers(5)
        let unfinished = try writer.makeSegment(kind: "papers").begin("half", of: Float.self)
        try unfinished.append([1, 2, 3])
        #expect(try FileSystem.list(index.path + "/segments").count == 3)
        writer.close()
        writer.close()
        #expect(try FileSystem.list(index.path + "/segments") == ["s000001"])
        #expect(try index.snapshot().numbers() == [0, 1, 2])
    }

    @Test func `a writer sweeps what an interrupted one left`() throws {
        try index.beginWriting().commit(IndexChange(metadata: ["a": "1"]))
        try FileSystem.makeDirectory(index.path + "/segments/s000001")
        try FileSystem.makeDirectory(index.path + "/segments/s000002")
        try FileSystem.makeDirectory(index.path + "/segments/mine")
        try replace(index.path + "/segments/s000001/numbers.npy", with: [1])
        try replace(index.path + "/segments/s000002/notes.txt", with: [2])
        try replace(index.path + "/segments/mine/x.npy", with: [3])
        try replace(index.path + "/catalog.sqlite.new", with: [4])
        #expect(
            try index.verify().map(\.path) == [
                index.path + "/segments/mine/x.npy", index.path + "/segments/s000001/numbers.npy",
                index.path + "/segments/s000002/notes.txt", index.path + "/catalog.sqlite.new",
            ])
        #expect(try !index.verify().contains { $0.isDamage })
        let writer = try index.beginWriting()
        #expect(try FileSystem.list(index.path + "/segments") == ["mine", "s000002"])
        #expect(try FileSystem.list(index.path + "/segments/s000002") == ["notes.txt"])
        #expect(!FileSystem.exists(index.path + "/catalog.sqlite.new"))
        try writer.commit(IndexChange(add: [writer.numbers(3), writer.numbers(2)]))
        #expect(try index.snapshot().numbers() == [0, 1, 2, 0, 1])
    }

    @Test func `sections of other names and types are missing`() throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)]))
        let segment = try index.snapshot().segments[0]
        let path = index.path + "/segments/s000001"
        #expect(throws: IndexError.missingSection(path: path, segment: "s000001", section: "none")) {
            try segment.array("none", of: Float.self)
        }
        #expect(throws: IndexError.missingSection(path: path, segment: "s000001", section: "numbers")) {
            try segment.array("numbers", of: Int32.self)
        }
    }

    @Test func `names are lower-case words`() {
        for name in ["a", "vectors", "codes-8", "x_1.y", "0"] { #expect(FileRecord.isValidName(name)) }
        let long = String(repeating: "a", count: 65)
        for name in ["", ".", "..", "-a", "a/b", "A", "稀", "a b", "a\0", long] {
            #expect(!FileRecord.isValidName(name))
        }
        #expect(SegmentRecord.name(7) == "s000007" && SegmentRecord.name(1_234_567) == "s1234567")
        for name in ["s000001", "s1234567"] { #expect(SegmentRecord.isName(name)) }
        for name in ["s1", "s0000001", "x000001", "s", "s00000a", "s000000", "s-00001", "s+00001"] {
            #expect(!SegmentRecord.isName(name))
        }
    }
}
