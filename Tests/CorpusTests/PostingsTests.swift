import LatentSemantics
import SystemSupport
import Testing
import Vocab

@testable import Corpus

@Suite struct PostingsTests {
    private let texts = ["graph graph 冰川", "snow", "", "snow graph snow snow"]
    private var matrix: TermDocumentMatrix {
        TermDocumentMatrix.count(documents: texts.count, threads: 1) { [FieldText(.abstract, texts[$0])] }
    }

    private func postings() throws -> Postings {
        let arrays = PostingArrays(matrix)
        return try #require(
            Postings(
                terms: matrix.terms, offsets: arrays.offsets, rows: arrays.rows, counts: arrays.counts,
                lengths: arrays.lengths))
    }

    private func list(_ postings: Postings, _ term: String) -> [[Int]] {
        var found: [[Int]] = []
        postings.forEach(term) { found.append([$0, $1.total]) }
        return found
    }

    @Test func `arrays worked by hand`() {
        let arrays = PostingArrays(matrix)
        #expect(matrix.terms.texts == ["graph", "snow", "冰川"])
        #expect(arrays.offsets == [0, 2, 4, 5])
        #expect(arrays.rows == [0, 3, 1, 3, 0])
        #expect(arrays.counts.map { FieldCounts(rawValue: $0)[.abstract] } == [2, 1, 1, 3, 1])
        // Titles, abstracts and summaries, English and Chinese, of each paper.
        #expect(arrays.lengths == [0, 2, 0, 0, 1, 0] + [0, 1, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0] + [0, 4, 0, 0, 0, 0])
    }

    @Test func `the postings of some rows are those of all that lie among them`() throws {
        let postings = try postings()
        for term in ["graph", "snow", "冰川", "none"] {
            for lower in 0...5 {
                for upper in lower...5 {
                    var found: [[Int]] = []
                    postings.forEach(term, in: lower..<upper) { found.append([$0, $1.total]) }
                    #expect(found == list(postings, term).filter { lower..<upper ~= $0[0] })
                }
            }
        }
    }

    @Test func `a term's papers and occurrences, in the order of the rows`() throws {
        let postings = try postings()
        #expect(list(postings, "graph") == [[0, 2], [3, 1]] && postings.documentFrequency("graph") == 2)
        #expect(list(postings, "冰川") == [[0, 1]])
        #expect(list(postings, "quokka").isEmpty && postings.documentFrequency("quokka") == 0)
        #expect(list(postings, "").isEmpty)
        postings.withLengths { #expect($0.count == 24 && $0[19] == 4) }
    }

    @Test func `no papers give no postings`() throws {
        let matrix = TermDocumentMatrix.count(documents: 0, threads: 1) { _ in [] }
        let arrays = PostingArrays(matrix)
        #expect(arrays.offsets == [0] && arrays.rows.isEmpty && arrays.lengths.isEmpty)
    }

    @Test func `parts that do not fit each other are refused`() {
        let arrays = PostingArrays(matrix)
        let short = Postings(
            terms: matrix.terms, offsets: [0, 1] as [UInt64], rows: arrays.rows, counts: arrays.counts,
            lengths: arrays.lengths)
        #expect(short == nil)
        let uneven = Postings(
            terms: matrix.terms, offsets: arrays.offsets, rows: arrays.rows, counts: [1] as [UInt16],
            lengths: arrays.lengths)
        #expect(uneven == nil)
    }

    /// Large sections are not checked when they are opened, so that nothing in them may be believed.
    @Test func `offsets and rows that point nowhere give fewer postings and no crash`() throws {
        let arrays = PostingArrays(matrix)
        let bad: [[UInt64]] = [
            [0, .max, 4, 5], [.max, .max, .max, .max], [5, 4, 2, 0], [0, 1 << 62, 1 << 63, 6], [9, 9, 9, 9],
        ]
        for offsets in bad {
            let postings = try #require(
                Postings(
                    terms: matrix.terms, offsets: offsets, rows: arrays.rows, counts: arrays.counts,
                    lengths: arrays.lengths))
            for term in ["graph", "snow", "冰川"] { #expect(list(postings, term).count <= 5) }
        }
        let postings = try #require(
            Postings(
                terms: matrix.terms, offsets: arrays.offsets, rows: [0, 4, .max, 3, 1 << 31] as [UInt32],
                counts: arrays.counts, lengths: arrays.lengths))
        #expect(list(postings, "graph") == [[0, 2]] && list(postings, "snow") == [[3, 3]])
        #expect(list(postings, "冰川").isEmpty)
    }
}
