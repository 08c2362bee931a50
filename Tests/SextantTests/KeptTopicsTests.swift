import Digests
import Sextant
import TestSupport
import Testing

@Suite struct KeptTopicsTests {
    private let folder: TemporaryFolder
    private var index: String { folder.path + "/index" }

    init() throws {
        folder = try TemporaryFolder()
        let subjects = ["sparse attention kernels", "protein structure folding", "galaxy cluster lensing"]
        // Two kinds of papers in each, so that what divides a topic is more than the rounding of equal vectors.
        let kinds = ["measured slowly at night", "derived quickly from theory"]
        let lines = (0..<36).map { paper in
            """
            {"id": "2603.\(10_000 + paper)", "title": "On \(subjects[paper % 3]) \(paper)", \
            "abstract": "We study \(subjects[paper % 3]) and \(subjects[paper % 3]) again, \(kinds[paper / 3 % 2])."}
            """
        }
        try folder.write(lines.joined(separator: "\n"), to: "papers.jsonl")
        _ = try LibraryBuilder(path: index).index([folder.path + "/papers.jsonl"])
    }

    private func topics(
        _ filter: PaperFilter = PaperFilter(), _ divided: TopicParameters.Divided = .none, fresh: Bool = false
    ) throws -> LibraryTopics {
        try Library(path: index).topics(
            of: filter, parameters: TopicParameters(count: .fixed(3), divided: divided), fresh: fresh, threads: 2)
    }

    @Test func `topics that were kept go on, and keeping them again writes nothing`() throws {
        let first = try topics()
        try Library(path: index).keep(first)
        let generation = try IndexDirectory(path: index).snapshot().generation
        let second = try topics()
        #expect(second.model.choice == "kept from the run before")
        #expect(second.model.kept == first.model.kept)
        try Library(path: index).keep(second)
        #expect(try IndexDirectory(path: index).snapshot().generation == generation)
        #expect(try topics(fresh: true).model.choice == "asked for")
    }

    @Test func `parts are kept with their topics`() throws {
        try Library(path: index).keep(topics())
        let divided = try topics(PaperFilter(), .all)
        #expect(!divided.model.kept.parts.isEmpty)
        try Library(path: index).keep(divided)
        let generation = try IndexDirectory(path: index).snapshot().generation
        for part in [TopicParameters.Divided.all, .one(2), .none] {
            let again = try topics(PaperFilter(), part)
            #expect(again.model.kept == divided.model.kept)
            try Library(path: index).keep(again)
        }
        #expect(try IndexDirectory(path: index).snapshot().generation == generation)
    }

    @Test func `each filter keeps its own topics`() throws {
        try Library(path: index).keep(topics())
        var filter = PaperFilter()
        filter.month = Month(year: 2026, month: 3)
        #expect(try topics(filter).model.choice == "asked for")
        try Library(path: index).keep(topics(filter))
        #expect(try topics(filter).model.choice == "kept from the run before")
        #expect(try topics().model.choice == "kept from the run before")
        #expect(try Library(path: index).corpus.snapshot.segments.filter { $0.kind == "topics" }.count == 2)
    }

    @Test func `topics outlast new papers and a new fit`() throws {
        let first = try topics()
        try Library(path: index).keep(first)
        try folder.write(
            #"{"id": "2604.00001", "title": "Galaxy cluster lensing", "abstract": "Galaxy cluster lensing, anew."}"#,
            to: "more.jsonl")
        var builder = LibraryBuilder(path: index)
        builder.refit = true
        _ = try builder.index([folder.path + "/more.jsonl"])
        let second = try topics()
        #expect(second.model.choice == "kept from the run before")
        #expect(second.model.kept.topics.map(\.label) == first.model.kept.topics.map(\.label))
        #expect(Array(second.model.kept.numbers.prefix(36)) == first.model.kept.numbers)
        #expect(second.model.assignments[36] == second.model.assignments[2])
    }

    @Test func `an index that another writes keeps nothing`() throws {
        let topics = try topics()
        let writer = try IndexDirectory(path: index).beginWriting()
        #expect(throws: IndexError.self) { try Library(path: index).keep(topics) }
        writer.close()
        try Library(path: index).keep(topics)
    }
}
