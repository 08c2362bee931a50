import Digests
import Sextant
import SystemSupport
import TestSupport
import Testing
import Vocab

/// Made-up digests about three subjects.
enum Digest {
    private static let subjects: [(english: [String], chinese: [String])] = [
        (["glacier", "ice", "melting", "sheet", "snow"], ["冰川", "冰层", "融化", "雪原", "极地"]),
        (["violin", "string", "fiddle", "resonance", "tone"], ["提琴", "琴弦", "弓法", "共鸣", "音色"]),
        (["bread", "yeast", "flour", "oven", "crust"], ["面包", "酵母", "面粉", "烤炉", "脆皮"]),
    ]

    static func id(_ index: Int) -> String { "2603.\(10_000 + index)" }

    /// The words of paper `index`; another `version` has another last word.
    private static func words(_ index: Int, version: Int) -> (english: [String], chinese: [String]) {
        var generator = SplitMix(state: UInt64(index))
        var picks = (0..<10).map { _ in Int.random(in: 0..<5, using: &generator) }
        picks[9] = (picks[9] + version) % 5
        let subject = subjects[index % 3]
        return (picks.map { subject.english[$0] }, picks.map { subject.chinese[$0] })
    }

    static func title(_ index: Int) -> String {
        "Study \(index) of " + words(index, version: 0).english.prefix(3).joined(separator: " ")
    }

    /// A line of an enhanced digest.
    ///
    /// - Parameters:
    ///   - version: Another one has another abstract.
    ///   - summary: Another one has another summary; `nil` has one that failed.
    static func line(_ index: Int, version: Int = 0, summary: Int? = 0) -> String {
        let words = words(index, version: version)
        let text = words.english.dropFirst(3).joined(separator: " ")
        let tldr = summary.map { "第\($0)次：" + words.chinese.joined(separator: "，") } ?? "Error"
        let method = summary == nil ? "Error" : words.chinese.reversed().joined(separator: "。")
        return """
            {"id": "\(id(index))", "title": "\(title(index))", "authors": ["Ada Ng", "Bo Li \(index % 7)"], \
            "categories": ["\(["cs.CL", "cs.LG", "math-ph"][index % 3])"], "summary": "\(text)", \
            "AI": {"tldr": "\(tldr)", "method": "\(method)"}}
            """
    }

    /// A digest with several papers.
    static func lines(_ indices: some Sequence<Int>, version: Int = 0, summary: Int? = 0) -> String {
        indices.map { line($0, version: version, summary: summary) + "\n" }.joined()
    }

    /// A line with a Chinese title and abstract alone, as tables have them.
    static func chineseLine(_ index: Int) -> String {
        let words = words(index, version: 0).chinese
        return #"{"id": "\#(id(index))", "title": "\#(words[0])研究", "abstract": "\#(words.joined())"}"# + "\n"
    }
}

/// An index in a folder of its own.
struct TestIndex {
    let folder: TemporaryFolder
    var builder: LibraryBuilder

    var path: String { builder.path }

    init(threads: Int = 1) throws {
        folder = try TemporaryFolder()
        builder = LibraryBuilder(path: folder.path + "/index")
        builder.threads = threads
        builder.analysis.dimensions = 16
    }

    /// Writes a digest and indexes it.
    @discardableResult
    func add(_ text: String, as name: String) throws -> IndexReport { try builder.index([write(text, as: name)]) }

    func write(_ text: String, as name: String) throws -> String { try folder.write(text, to: "digests/" + name) }

    func open() throws -> Library { try Library(path: path) }

    func generation() throws -> Int { try IndexDirectory(path: path).snapshot().generation }

    /// The stored record of each paper, by ID.
    func records() throws -> [String: String] {
        let library = try open()
        var records: [String: String] = [:]
        for location in library.corpus.locations() {
            let paper = try library.paper(at: location)
            #expect(
                records.updateValue(String(decoding: paper.record, as: UTF8.self), forKey: paper.id.rawValue) == nil)
        }
        #expect(records.count == library.corpus.count)
        return records
    }

    /// Every file with its bytes, by its path in the index.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for file in try FileSystem.walk(path) {
            files[String(file.dropFirst(path.count + 1))] = try FileSystem.contents(of: file)
        }
        return files
    }

    /// Whether every checksum is right.
    func isSound() throws -> Bool { try IndexDirectory(path: path).verify().isEmpty }
}

extension IndexReport {
    /// The counts, for comparing.
    var counts: [String: Int] {
        let all = [
            "added": added, "merged": merged, "regenerated": regenerated, "changed": changed, "unchanged": unchanged,
        ]
        return all.filter { $0.value > 0 }
    }
}
