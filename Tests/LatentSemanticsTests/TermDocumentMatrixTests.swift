import SystemSupport
import Testing
import TextAnalysis
import Vocab

@testable import LatentSemantics

@Suite struct TermDocumentMatrixTests {
    @Test func `counts worked by hand`() {
        let matrix = count("sparse attention, sparse graphs", "graphs of graphs", "稀疏图 attention")
        #expect(matrix.terms.texts == ["attent", "graph", "spars", "疏图", "稀疏"])
        #expect(matrix.languages == [.english, .english, .english, .chinese, .chinese])
        #expect(matrix.rowOffsets == [0, 3, 4, 7])
        #expect(matrix.termIDs == [0, 1, 2, 1, 0, 3, 4])
        #expect(matrix.counts.map(\.total) == [1, 1, 2, 2, 1, 1, 1])
        #expect(matrix.documentFrequencies == [2, 2, 1, 1, 1])
        #expect(matrix.documentCount == 3 && matrix.termCount == 5)
    }

    @Test func `several texts of a document count as one, and form no terms across their border`() {
        let together = count([["稀疏", "疏图"]])
        #expect(together.words(0) == ["稀疏": 1, "疏图": 1])
        #expect(count([["graph", "graph"]]).words(0) == ["graph": 2])
    }

    @Test func `a document without terms is an empty row`() {
        let matrix = count("", "graph", "the of and", "?!")
        #expect(matrix.rowOffsets == [0, 0, 1, 1, 1])
        #expect(matrix.row(0).isEmpty)
    }

    @Test func `no documents give no rows and no terms`() {
        let matrix = count([])
        #expect(matrix.documentCount == 0 && matrix.termCount == 0 && matrix.rowOffsets == [0])
    }

    @Test func `the vocabulary ascends by bytes, each term once, and so do the terms of a row`() {
        let matrix = count(Bilingual.papers(700), threads: 2)
        let texts = matrix.terms.texts
        for (a, b) in zip(texts, texts.dropFirst()) { #expect(a.utf8.lexicographicallyPrecedes(b.utf8)) }
        for row in 0..<matrix.documentCount {
            let ids = matrix.row(row).map(\.id)
            #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    /// More documents than a block holds, so that several counters are at work with numbers of their own.
    @Test(arguments: [2, 3]) func `the result does not depend on the number of threads`(threads: Int) {
        var documents = Bilingual.papers(1300)
        documents[600] = ["a word that only one block knows: quokka", "袋鼠"]
        let one = count(documents)
        let many = count(documents, threads: threads)
        #expect(one.terms.texts == many.terms.texts && one.languages == many.languages)
        #expect(one.rowOffsets == many.rowOffsets && one.termIDs == many.termIDs && one.counts == many.counts)
        #expect(one.documentFrequencies == many.documentFrequencies)
        #expect(one.words(600)["quokka"] == 1)
    }

    @Test func `every row is what the analyzer finds in its text`() {
        let documents = Bilingual.papers(40)
        let matrix = count(documents)
        for (row, texts) in documents.enumerated() {
            var expected: [String: Int] = [:]
            for text in texts { for term in Analyzer().terms(in: text) { expected[term.text, default: 0] += 1 } }
            #expect(matrix.words(row) == expected)
        }
    }

    @Test func `terms are counted by field`() {
        let texts = [
            FieldText(.title, "sparse graphs"), FieldText(.abstract, "graphs"), FieldText(.title, "稀疏"),
            FieldText(.summary, "graph graph"),
        ]
        let matrix = TermDocumentMatrix.count(documents: 2, threads: 1) { $0 == 0 ? texts : [texts[1]] }
        #expect(matrix.terms.texts == ["graph", "spars", "稀疏"] && matrix.termIDs == [0, 1, 2, 0])
        #expect(
            matrix.counts == [
                FieldCounts(title: 1, abstract: 1, summary: 2), FieldCounts(title: 1), FieldCounts(title: 1),
                FieldCounts(abstract: 1),
            ])
        #expect(matrix.words(0) == ["graph": 4, "spars": 1, "稀疏": 1])
    }

    @Test func `counts stop at 15 in titles and at 63 in other fields`() {
        let text = String(repeating: "graph ", count: 70_000) + "snow"
        let matrix = TermDocumentMatrix.count(documents: 1, threads: 1) { _ in
            TextField.allCases.map { FieldText($0, text) }
        }
        #expect(
            matrix.counts == [
                FieldCounts(title: 15, abstract: 63, summary: 63), FieldCounts(title: 1, abstract: 1, summary: 1),
            ])
        #expect(matrix.words(0) == ["graph": 141, "snow": 3])
    }

    @Test(arguments: [(0, 0, 0), (15, 63, 63), (1, 2, 3), (0, 63, 0), (15, 0, 1)])
    func `packed counts are those that were put in`(title: Int, abstract: Int, summary: Int) {
        var counts = FieldCounts(title: title, abstract: abstract, summary: summary)
        #expect((counts[.title], counts[.abstract], counts[.summary]) == (title, abstract, summary))
        #expect(counts.total == title + abstract + summary)
        #expect(FieldCounts(rawValue: counts.rawValue) == counts)
        for field in TextField.allCases { for _ in 0..<100 { counts.add(to: field) } }
        #expect(counts == FieldCounts(title: 1000, abstract: 1000, summary: 1000) && counts.rawValue == .max)
    }

    @Test func `a list of IDs is counted in ascending order`() {
        var ids: [UInt32] = [7, 2, 7, 7, 0]
        #expect(
            TermCount.counting(&ids) == [
                TermCount(id: 0, count: 1), TermCount(id: 2, count: 1), TermCount(id: 7, count: 3),
            ])
        var none: [UInt32] = []
        #expect(TermCount.counting(&none).isEmpty)
    }
}
