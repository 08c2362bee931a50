import SystemSupport
import Testing
import Vocab

@testable import Digests

/// Real digests, where they are at hand beside the package.
private enum RealData {
    static let folder: String? = {
        let path = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/shared/data"
        return FileSystem.isDirectory(path) ? path : nil
    }()
}

@Suite(.enabled(if: RealData.folder != nil, "no real digests beside the package"))
struct RealDigestTests {
    private func collect(_ name: String) throws -> (papers: [Paper], reading: Reading) {
        let folder = try #require(RealData.folder)
        let reading = try readAll([folder + "/" + name])
        var collector = PaperCollector()
        for paper in reading.papers { collector.add(paper) }
        return (collector.resolved().papers, reading)
    }

    @Test func `five digests hold 563 papers, 6 of them in two languages`() throws {
        let (papers, reading) = try collect("seeds")
        #expect(papers.count == 563 && reading.papers.count == 569 && reading.problems.isEmpty)
        #expect(reading.count(.report).entries == 559 && reading.count(.table).entries == 10)
        let twins = papers.filter {
            $0.text(.abstract, .english) != nil && $0.text(.abstract, .chinese) != nil
                && $0.text(.title, .chinese) != nil
        }
        #expect(twins.count == 6)
        #expect(papers.allSatisfy { !$0.authors.isEmpty && $0.text(.title) != nil && $0.text(.abstract) != nil })
    }

    @Test func `every row and entry of the other variants is read`() throws {
        let (papers, reading) = try collect("formats")
        #expect(reading.count(.report) == .init(files: 3, entries: 1_103, rejected: 0))
        #expect(reading.count(.table) == .init(files: 10, entries: 642, rejected: 0))
        #expect(papers.count == 1_597 && reading.problems.map(\.kind) == [.empty, .empty])
    }
}
