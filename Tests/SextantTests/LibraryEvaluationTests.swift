import Digests
import SystemSupport
import TestSupport
import Testing
import Vocab

@testable import Sextant

@Suite struct LibraryEvaluationTests {
    @Test func `a judged collection is measured apart`() throws {
        let folder = try collection()
        let collection = try BEIRCollection(folder: folder.path)
        #expect(collection.queries.map(\.id) == ["q1", "2"])
        #expect(collection.judgments == ["q1": ["d7": 1], "2": ["d9": 2]])
        var stages: [String] = []
        let evaluation = try LibraryEvaluation.judged(collection, threads: 1) { stage, _, _ in
            if stages.last != stage { stages.append(stage) }
        }
        #expect(stages.first == "reading" && stages.last == "searching")
        let set = try #require(evaluation.sets.first)
        #expect(evaluation.papers == 30 && evaluation.sets.count == 1)
        #expect(set.name == "judged" && set.mainMetric == "nDCG@10" && set.queries == ["2", "q1"])
        #expect(set.results.map(\.mode) == [.hybrid, .semantic, .lexical])
        for result in set.results {
            #expect(result.evaluation.means.count == set.metrics.count)
            #expect(result.evaluation.means.allSatisfy { (0...1).contains($0) })
        }
        // Each name stands in one title alone.
        #expect(set.mainScores(.lexical) == [1, 1])
    }

    @Test func `every mode is compared with the default one, query by query`() throws {
        let folder = try collection()
        let set = try LibraryEvaluation.judged(BEIRCollection(folder: folder.path), threads: 1).sets[0]
        #expect(set.comparisons.map(\.against) == [.semantic, .lexical])
        for comparison in set.comparisons {
            let (ours, theirs) = (set.mainScores(.hybrid), set.mainScores(comparison.against))
            #expect(comparison.interval == PairedBootstrap().interval(ours, theirs))
            #expect(!comparison.interval.isSignificant)
        }
    }

    @Test func `a query is the same while its text and judgments are`() throws {
        func fingerprints(_ text: String, grade: Int) throws -> [UInt64] {
            let folder = try collection()
            try folder.write(#"{"_id": "q1", "text": "\#(text)"}"# + "\n", to: "queries.jsonl")
            try folder.write("q1\td7\t\(grade)\n2\td9\t2\n", to: "qrels/test.tsv")
            return try LibraryEvaluation.judged(BEIRCollection(folder: folder.path), threads: 1).sets[0].fingerprints
        }
        let first = try fingerprints("sample7", grade: 1)
        #expect(first.count == 2 && Set(first).count == 2)
        #expect(try fingerprints("sample7", grade: 1) == first)
        // The second query is as it was.
        for other in [try fingerprints("sample8", grade: 1), try fingerprints("sample7", grade: 2)] {
            #expect(other[0] == first[0] && other[1] != first[1])
        }
    }

    @Test func `known items measure every mode for each part of the summaries, and titles`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<60), as: "a.jsonl")
        let before = try index.files()
        let evaluation = try LibraryEvaluation.knownItems(of: index.open(), threads: 1)
        #expect(try index.files() == before)
        #expect(evaluation.sets.map(\.name) == ["zh-tldr", "zh-method", "en-title"])
        // 30 of 60 lose their summary, 15 are looked for by it, and half of the other 15 by their titles.
        #expect(evaluation.sets.map(\.queries.count) == [15, 15, 8])
        for set in evaluation.sets {
            #expect(set.mainMetric == "MRR@10" && set.results.map(\.mode) == [.hybrid, .semantic, .lexical])
            #expect(set.results.allSatisfy { $0.evaluation.queries == set.queries })
        }
        // Neither number of threads nor anything else changes a figure.
        let again = try LibraryEvaluation.knownItems(of: index.open(), threads: 3)
        #expect(again.sets.map(\.fingerprints) == evaluation.sets.map(\.fingerprints))
        for (a, b) in zip(again.sets, evaluation.sets) {
            #expect(a.results.map(\.evaluation) == b.results.map(\.evaluation))
        }
    }

    @Test func `a pile without summaries is measured by its titles`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<20, summary: nil), as: "a.jsonl")
        let evaluation = try LibraryEvaluation.knownItems(of: index.open(), threads: 1)
        #expect(evaluation.sets.map(\.name) == ["en-title"] && evaluation.sets[0].queries.count == 10)
    }

    @Test func `an empty index has nothing to measure`() throws {
        let index = try TestIndex()
        try index.add("nothing here\n", as: "notes.txt")
        #expect(try LibraryEvaluation.knownItems(of: index.open(), threads: 1).sets.isEmpty)
    }

    @Test func `a query that is a paper finds others, by similar too`() throws {
        let set = try papersCollection { "\($0). \($1)" }.measured()
        #expect(set.results.map(\.mode) == [.hybrid, .semantic, .lexical, .similar])
        #expect(set.comparisons.map(\.against) == [.semantic, .lexical, .similar])
        // In first place the paper itself would push others down; that it is judged relevant to itself does not count.
        #expect(set.queries == ["d0", "d3"])
        for mode in [EvaluatedMode.hybrid, .lexical, .similar] { #expect(set.mainScores(mode) == [1, 1], "\(mode)") }
    }

    @Test func `queries are papers only if every text is its document's`() throws {
        let numbers = try papersCollection { title, _ in title }
        #expect(try numbers.measured().results.map(\.mode) == [.hybrid, .semantic, .lexical])
        let told = try numbers.measured(queriesArePapers: true)
        #expect(told.results.map(\.mode).last == .similar)
        // The same texts and judgments are other queries where the paper itself is left out.
        #expect(try Set(told.fingerprints).isDisjoint(with: numbers.measured().fingerprints))
        #expect(
            try numbers.measured(queriesArePapers: true, threads: 3).mainScores(.similar) == told.mainScores(.similar))
    }

    @Test func `a query that is no document is refused where all must be`() throws {
        let folder = try collection()
        #expect {
            try folder.measured(queriesArePapers: true)
        } throws: { error in
            let text = (error as? CollectionError)?.description ?? ""
            return text.hasSuffix("queries.jsonl: query q1 has the ID of no document")
        }
    }

    /// Six documents about two subjects. The first of each subject is a query; the others of the subject are relevant, and
    /// in one case the document itself.
    /// - Parameter text: Makes a query's text of its document's title and text.
    private func papersCollection(_ text: (String, String) -> String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let documents = ["glacier ice snow", "violin string tone"].flatMap { subject in
            ["melting", "resonance", "study"].map { ("\($0) of \(subject)", "\(subject) \(subject) in time") }
        }
        func line(_ id: Int, _ members: String) -> String { #"{"_id": "d\#(id)", \#(members)}"# + "\n" }
        try folder.write(
            documents.enumerated().map { line($0, #""title": "\#($1.0)", "text": "\#($1.1)""#) }.joined(),
            to: "corpus.jsonl")
        try folder.write(
            [0, 3].map { line($0, #""text": "\#(text(documents[$0].0, documents[$0].1))""#) }.joined(),
            to: "queries.jsonl")
        try folder.write(
            "d0\td0\t1\nd0\td1\t1\nd0\td2\t1\nd3\td4\t1\nd3\td5\t1\n", to: "qrels/test.tsv")
        return folder
    }

    /// Thirty documents that differ in their titles alone, and two queries; a third judgment says "not relevant".
    private func collection() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            (0..<30).map { #"{"_id": "d\#($0)", "title": "sample\#($0)", "text": "ice"}"# + "\n" }.joined(),
            to: "corpus.jsonl")
        try folder.write(
            #"{"_id": "q1", "text": "sample7"}"# + "\n" + #"{"_id": 2, "text": "sample9"}"#, to: "queries.jsonl")
        try folder.write("query-id\tcorpus-id\tscore\nq1\td7\t1\n2\td9\t2\n2\td3\t0\n", to: "qrels/test.tsv")
        return folder
    }
}

extension TemporaryFolder {
    /// The folder's judged queries, measured.
    fileprivate func measured(queriesArePapers: Bool = false, threads: Int = 1) throws -> EvaluatedQueries {
        let collection = try BEIRCollection(folder: path)
        return try LibraryEvaluation.judged(collection, queriesArePapers: queriesArePapers, threads: threads).sets[0]
    }
}

@Suite struct KnownItemsTests {
    private func paper(_ number: Int, _ fields: [(FieldName, Language)]) -> Paper {
        var paper = Paper(id: PaperID(rawValue: "2603.\(10_000 + number)"))
        for (name, language) in fields {
            paper.fields[FieldKey(name, language)] = FieldValue("\(name) \(language.code) \(number)")
        }
        return paper
    }

    private let whole: [(FieldName, Language)] = [
        (.title, .english), (.abstract, .english), (.tldr, .english), (.tldr, .chinese), (.method, .chinese),
    ]

    @Test func `who is looked for has lost what it is looked for by`() throws {
        let pile = (0..<40).map { paper($0, whole) }
        let items = KnownItems(pile)
        #expect(items.sets.map(\.name) == ["en-tldr", "zh-tldr", "zh-method", "en-title"])
        let indexed = Dictionary(uniqueKeysWithValues: items.papers.map { ($0.id.rawValue, $0) })
        for set in items.sets {
            for query in set.queries {
                let paper = try #require(indexed[query.id])
                #expect(!paper.fields.contains { $0.value.text == query.text || $0.key.name.isSummary })
                #expect(paper.text(.abstract) != nil && paper.categories == [KnownItems.candidates])
                #expect((paper.text(.title) == nil) == (set.name == "en-title"))
            }
            #expect(set.qrels.gains.allSatisfy { $0.value == [$0.key: 1] })
        }
        // No paper is asked for by both, and every other paper is as it was.
        #expect(Set(items.sets[0].queries.map(\.id)).isDisjoint(with: items.sets[3].queries.map(\.id)))
        #expect(zip(items.papers, pile).count { $0 == $1 } == 20)
    }

    @Test func `papers that never had a summary are candidates too`() {
        let pile = (0..<10).map { paper($0, $0 < 4 ? whole : [(.title, .english), (.abstract, .english)]) }
        let items = KnownItems(pile)
        #expect(items.papers.count { $0.categories == [KnownItems.candidates] } == 8)
        #expect(items.sets.map(\.queries.count) == [1, 1, 1, 4])
    }

    @Test func `a paper with nothing but a summary is not looked for`() {
        let items = KnownItems((0..<9).map { paper($0, [(.tldr, .chinese)]) })
        #expect(items.sets.isEmpty)
        #expect(KnownItems([]).sets.isEmpty)
    }

    @Test func `no more than a thousand are looked for, all over the pile`() throws {
        let items = KnownItems((0..<5000).map { paper($0, whole) })
        #expect(items.sets.map(\.queries.count) == [1000, 1000, 1000, 750])
        let ids = items.sets[0].queries.map(\.id)
        #expect(ids.first == "2603.10000" && ids.last ?? "" > "2603.14900" && Set(ids).count == 1000)
    }
}
