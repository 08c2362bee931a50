import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis
import VectorKernels

extension PaperSegment {
    /// Writes papers as a segment: their records, columns, inverted index and vectors.
    ///
    /// - Parameters:
    ///   - papers: Ascending by the bytes of their ID, each ID once.
    ///   - matrix: Their term counts, a row for each.
    ///   - model: Places them in the latent space.
    /// - Complexity: O(text + entries · dimensions), on `threads` threads; the bytes do not depend on them.
    public static func write(
        _ papers: [Paper], matrix: TermDocumentMatrix, model: LatentSemanticModel, to writer: IndexWriter, threads: Int
    ) throws(IndexError) -> NewSegment {
        let segment = try writer.makeSegment(kind: kind)
        let vectors = model.embed(matrix, threads: threads)
        try writeQuantized(vectors, rows: papers.count, to: segment, threads: threads)
        let coverage = model.coverage(of: matrix, threads: threads)
        let records = TextColumn(count: papers.count, threads: threads) { $1.append(contentsOf: papers[$0].record) }
        // Each group of sections is made, summed up and brought to the disk by one thread, the longest first.
        try parallelFor(count: 5, threads: threads) { group throws(IndexError) in
            switch group {
            case 0:
                try segment.write("vectors", vectors, shape: [papers.count, vectors.count / max(1, papers.count)])
            case 1: try segment.write("records", records)
            case 2: try writePostings(matrix, to: segment)
            case 3: try writeAuthors(papers, to: segment)
            default: try writeColumns(papers, coverage: coverage, to: segment)
            }
        }
        return try segment.finish(rowCount: papers.count)
    }

    private static func writeQuantized(
        _ vectors: [Float], rows: Int, to segment: SegmentWriter, threads: Int
    ) throws(IndexError) {
        let shape = [rows, vectors.count / max(1, rows)]
        // Papers without a single term span no space.
        guard !vectors.isEmpty else {
            try segment.write("codes", [Int8](), shape: shape)
            for section in ["scales", "errors", "norms"] {
                try segment.write(section, [Float](repeating: 0, count: rows))
            }
            return try segment.write("nibbles", [UInt8]())
        }
        let quantized = QuantizedVectors(quantizing: vectors.span, dimension: shape[1], threads: threads)
        try segment.write("codes", quantized.codes, shape: shape)
        try segment.write("scales", quantized.scales)
        try segment.write("errors", quantized.errors)
        try segment.write("norms", quantized.norms)
        try segment.write(
            "nibbles", NibbleVectors(quantizing: vectors.span, dimension: shape[1], threads: threads).blocks)
    }

    private static func writeAuthors(_ papers: [Paper], to segment: SegmentWriter) throws(IndexError) {
        try segment.write("authors", TextColumn(papers.lazy.map { foldedName($0.authors.joined(separator: "\n")) }))
    }

    private static func writeColumns(
        _ papers: [Paper], coverage: [Float], to segment: SegmentWriter
    ) throws(IndexError) {
        try segment.write("ids", TextColumn(papers.lazy.map(\.id.rawValue)))
        try segment.write("categories", TextColumn(papers.lazy.map { " \($0.categories.joined(separator: " ")) " }))
        try segment.write("days", papers.map { $0.date?.day?.daysSinceEpoch ?? noDay })
        try segment.write("months", papers.map { $0.date.map { $0.month?.number ?? Int32(-$0.year) } ?? noDay })
        try segment.write("coverage", coverage)
    }

    private static func writePostings(_ matrix: TermDocumentMatrix, to segment: SegmentWriter) throws(IndexError) {
        let arrays = PostingArrays(matrix)
        try segment.write("terms", matrix.terms)
        try segment.write("posting_offsets", arrays.offsets)
        try segment.write("posting_rows", arrays.rows)
        try segment.write("posting_counts", arrays.counts)
        try segment.write(
            "lengths", arrays.lengths,
            shape: [matrix.documentCount, Postings.lengthsPerPaper])
    }
}

extension Month {
    /// Months since the year 0.
    public var number: Int32 { Int32(year * 12 + month - 1) }

    /// The month of such a number; `nil` for what is none.
    public init?(number: Int32) {
        guard number >= 0 else { return nil }
        self.init(year: Int(number) / 12, month: Int(number) % 12 + 1)
    }
}
