import Digests
import IndexStore
import PileFixture
import SystemSupport
import TestSupport
import Testing

@testable import Corpus

@Suite struct CorpusDamageTests {
    private static func pile() throws -> Pile {
        try Pile(
            [
                paper("2601.00001", "Glacier ice", "Sheets melt.", chinese: "冰川融化。", categories: ["cs.CL"]),
                paper("2601.00002", "Violin", "The tone of strings.", authors: ["Ada Ng"]),
            ], [paper("2601.00003", "Bread", "Flour and yeast.")])
    }

    /// Opens the corpus and touches everything in it.
    private static func use(_ pile: Pile) throws {
        let corpus = try pile.corpus()
        for location in corpus.locations() {
            _ = try corpus.paper(at: location)
            _ = corpus.vector(at: location)
        }
    }

    @Test func `a byte flipped anywhere in any section is an error that names the section`() throws {
        let pile = try Self.pile()
        let segments = pile.directory.path + "/segments"
        var files = 0
        for path in try FileSystem.walk(segments) {
            let bytes = try FileSystem.contents(of: path)
            files += 1
            for position in [0, 7, 60, 127, 128, bytes.count - 1] where position < bytes.count {
                var damaged = bytes
                damaged[position] ^= 0x40
                try replace(path, with: damaged)
                #expect("\(path) at \(position)") { try Self.use(pile) } throws: { error in
                    guard case .damagedSection(let place, _, let section, _)? = error as? IndexError else {
                        return false
                    }
                    return path == place && path.hasSuffix("/\(section).npy")
                }
            }
            try replace(path, with: bytes)
        }
        #expect(files > 30)
        try Self.use(pile)
    }

    @Test func `a section cut short or missing is an error that names the section`() throws {
        let pile = try Self.pile()
        for path in try FileSystem.walk(pile.directory.path + "/segments") {
            let bytes = try FileSystem.contents(of: path)
            for length in [0, 100, bytes.count - 1] {
                try replace(path, with: Array(bytes.prefix(length)))
                #expect(throws: IndexError.self, "\(path) cut at \(length)") { try Self.use(pile) }
            }
            try FileSystem.remove(path)
            #expect(throws: IndexError.self, "\(path) removed") { try Self.use(pile) }
            try replace(path, with: bytes)
        }
        try Self.use(pile)
    }

    /// Sections that are sound in themselves and do not fit each other: another program wrote them, or ours has a fault.
    @Test func `sections of the wrong length are errors`() throws {
        let pile = try Self.pile()
        try Self.use(Self.rewritten(pile, shortening: "none"))
        let sections = [
            "ids", "records", "categories", "authors", "days", "months", "codes", "scales", "errors", "norms",
            "nibbles", "coverage", "lengths", "posting_offsets", "posting_rows", "posting_counts", "vectors", "terms",
            "idf",
            "singular_values",
        ]
        for section in sections {
            let copy = try Self.rewritten(pile, shortening: section)
            #expect(throws: IndexError.self, "\(section)") { try Self.use(copy) }
        }
    }

    /// The same segments in another index, where sections of one name lack their last element.
    private static func rewritten(_ pile: Pile, shortening shortened: String) throws -> Pile {
        let copy = try Pile()
        let snapshot = try pile.directory.snapshot()
        let writer = try copy.directory.beginWriting()
        var change = IndexChange(remove: try copy.directory.snapshot().segments.map(\.name))
        for stored in snapshot.segments {
            let segment = try writer.makeSegment(kind: stored.kind)
            for section in stored.sectionNames {
                func write<Element: SectionElement>(_ type: Element.Type) throws -> Bool {
                    guard let array = try? stored.array(section, of: type) else { return false }
                    try segment.write(section, section == shortened ? Array(array.copy().dropLast()) : array.copy())
                    return true
                }
                let isWritten =
                    try write(UInt8.self) || write(Int8.self) || write(UInt16.self) || write(Int32.self)
                    || write(UInt32.self) || write(UInt64.self) || write(Float.self)
                #expect(isWritten)
            }
            change.add.append(try segment.finish(rowCount: stored.rowCount))
        }
        change.metadata = snapshot.metadata.mapValues { $0 }
        try writer.commit(change)
        writer.close()
        return copy
    }
}
