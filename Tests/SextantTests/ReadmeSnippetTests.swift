import Sextant
import SystemSupport
import Testing

/// The snippet of the README: ReadmeSnippet.swift, which the tests build.
@Suite struct ReadmeSnippetTests {
    /// The folder of the package.
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    private func text(_ path: String) throws -> String {
        String(decoding: try FileSystem.contents(of: Self.root + "/" + path), as: UTF8.self)
    }

    @Test func `the README shows the snippet that is built`() throws {
        let snippet = try text("Tests/SextantTests/ReadmeSnippet.swift")
        #expect(try text("README.md").contains("```swift\n" + snippet + "```\n"))
    }

    @Test func `the snippet runs on the example pile and finds English text by a Chinese question`() throws {
        let folder = "\(Environment.value("TMPDIR") ?? "/tmp")/readme-snippet-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectory(folder)
        defer { try? FileSystem.remove(folder) }
        let index = folder + "/pile.sextant"
        try explore(Self.root + "/scripts/example", index: index, question: "机器人抓取")

        let library = try Library(path: index)
        #expect(library.corpus.count == 45)
        #expect(try library.search("机器人抓取").hits.contains { $0.id == "2601.90307" })
    }
}
