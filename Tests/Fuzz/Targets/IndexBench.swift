import Sextant
import SystemSupport

/// Damages a small index by untrusted bytes and asks what is left of it.
///
/// The first byte chooses how. Either a file is changed behind the catalog's back, which a checksum must notice; or an
/// index is written whose every checksum is right and whose sections are not what they should be, as another program, or
/// a fault of this one, might leave it.
final class IndexBench {
    /// Changed file by file; put back after every input.
    private let sound: String
    private let files: [(path: String, bytes: [UInt8])]
    /// Written anew for every input.
    private var rewritten: RewrittenIndex

    init() throws {
        let folder = try Self.makeFolder()
        sound = folder + "/sound"
        try Self.fill(sound)
        files = try FileSystem.walk(sound).map { ($0, try FileSystem.contents(of: $0)) }
        let digest = try FileWriter(path: folder + "/more.jsonl")
        for paper in examplePapers { try digest.write(paper.record + [UInt8(ascii: "\n")]) }
        try digest.close()
        rewritten = try RewrittenIndex(of: IndexDirectory(path: sound).snapshot(), path: folder + "/rewritten")
    }

    /// Tries an input.
    func run(_ bytes: [UInt8]) throws {
        var input = FuzzInput(bytes)
        let flags = input.byte()
        if flags & 1 == 0 {
            try changeFile(&input, flags)
        } else {
            let questions = IndexQuestions(path: rewritten.path, flags: flags)
            try rewritten.rewrite(&input)
            _ = questions.ask()
            if questions.isGrowing { try rewritten.grow(by: examplePapers) }
        }
    }

    /// Overwrites, cuts or lengthens one file of the index.
    private func changeFile(_ input: inout FuzzInput, _ flags: UInt8) throws {
        let (path, original) = files[Int(input.byte()) % files.count]
        var bytes = original
        let operation = input.byte()
        let offset = input.number() % (bytes.count + 1)
        switch operation % 3 {
        case 0: bytes.replaceSubrange(offset..<min(bytes.count, offset + input.rest.count), with: input.rest)
        case 1: bytes.replaceSubrange(offset..., with: input.rest)
        default: bytes.insert(contentsOf: input.rest, at: offset)
        }
        try Self.write(bytes, to: path)
        let isNoticed =
            IndexQuestions(path: sound, flags: flags).ask()
            || (try? IndexDirectory(path: sound).verify().isEmpty) != true
        precondition(isNoticed || bytes == original || path.hasSuffix("/lock"), "a changed file goes unnoticed")
        try Self.write(original, to: path)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try FileWriter(path: path)
        try file.write(bytes)
        try file.close()
    }

    /// A folder in memory, where there is such a place, that is removed when the process exits.
    private static func makeFolder() throws -> String {
        let base = FileSystem.isDirectory("/dev/shm") ? "/dev/shm" : Environment.value("TMPDIR") ?? "/tmp"
        let folder = "\(base)/sextant-fuzz-\(Environment.processID)"
        try FileSystem.makeDirectory(folder)
        removeAtExit(folder)
        return folder
    }

    /// An index of two segments of papers, one with a deleted row, with a model and a finding.
    private static func fill(_ path: String) throws {
        var builder = LibraryBuilder(path: path)
        builder.threads = 1
        try builder.index(Array(examplePapers.prefix(6)))
        var changed = examplePapers[1]
        changed.fields[FieldKey(.abstract, .english)] = FieldValue("Rewritten.", day: Day("2026-03-09"))
        try builder.index([changed] + examplePapers.dropFirst(6))
    }
}

/// Takes an input apart from its beginning; there are zeros after its end.
struct FuzzInput {
    /// What was not taken yet.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// A number of two bytes.
    mutating func number() -> Int { Int(byte()) | Int(byte()) << 8 }

    mutating func take(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}

/// Made-up papers in two languages.
let examplePapers: [Paper] = {
    func paper(
        _ id: String, _ title: String, _ abstract: String, _ method: String, _ authors: [String], _ categories: [String]
    ) -> Paper {
        var paper = Paper(id: PaperID(rawValue: id))
        paper.fields[FieldKey(.title, .english)] = FieldValue(title)
        paper.fields[FieldKey(.abstract, .english)] = FieldValue(abstract, day: Day("2026-03-08"))
        if !method.isEmpty { paper.fields[FieldKey(.method, .chinese)] = FieldValue(method) }
        paper.authorList = AuthorList(authors)
        paper.addCategories(categories)
        paper.firstDigest = Day("2026-03-08")
        return paper
    }
    return [
        paper("2601.00001", "Glacier ice", "Sheets of ice melt.", "冰川融化模型", ["Ada Ng", "Bo Li"], ["cs.CL"]),
        paper("2601.00002", "Violin bows", "The tone of strings.", "琴弦的声音", ["Ada Ng"], ["cs.LG", "cs.SD"]),
        paper("2602.00003", "Bread", "Flour, yeast and ice.", "", ["Cy Moe"], ["math.CO"]),
        paper("corpus.jsonl:7", "Bread", "Flour and tone.", "声音模型", [], []),
        paper("2603.00005", "Melting strings", "Ice on violin strings melts.", "琴弦融化", ["Di Wu"], ["cs.CL"]),
        paper("2603.00006", "Yeast", "Yeast in sheets.", "模型", ["Ed Fox"], ["q-bio.QM"]),
        paper("2603.00007", "Sheets of ice", "Glacier ice melts.", "冰川融化", ["Bo Li"], ["cs.CL"]),
        paper("2603.00008", "Strings", "Violin bows and tone.", "琴弦", ["Di Wu"], ["cs.SD"]),
        paper("2603.00009", "Flour", "Bread of flour and yeast.", "", ["Cy Moe"], ["math.CO"]),
    ]
}()
