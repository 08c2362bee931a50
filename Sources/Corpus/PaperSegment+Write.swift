import Digests
import IndexStore
import LatentSemantics
import SystemSupport
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
        try writeColumns(papers, to: segment, threads: threads)
        try writePostings(matrix, to: segment)
        try writeVectors(model.embed(matrix, threads: threads), rows: papers.count, to: segment, threads: threads)
        try segment.write("coverage", model.coverage(of: matrix))
        return try segment.finish(rowCount: papers.count)
    }

    private static func writeVectors(
        _ vectors: [Float], rows: Int, to segment: SegmentWriter, threads: Int
    ) throws(IndexError) {
        let shape = [rows, vectors.count / max(1, rows)]
        try segment.write("vectors", vectors, shape: shape)
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

    private static func writeColumns(
        _ papers: [Paper], to segment: SegmentWriter, threads: Int
    ) throws(IndexError) {
        try segment.write("ids", TextColumn(papers.lazy.map(\.id.rawValue)))
        try segment.write(
            "records", TextColumn(parallelMap(count: papers.count, threads: threads) { papers[$0].record }))
        try segment.write("categories", TextColumn(papers.lazy.map { " \($0.categories.joined(separator: " ")) " }))
        try segment.write("authors", TextColumn(papers.lazy.map { folded($0.authors.joined(separator: "\n")) }))
        try segment.write("days", papers.map { $0.day?.day.daysSinceEpoch ?? noDay })
        try segment.write("months", papers.map { $0.month.map(\.number) ?? noDay })
    }

    private static func writePostings(_ matrix: TermDocumentMatrix, to segment: SegmentWriter) throws(IndexError) {
        let arrays = PostingArrays(matrix)
        try segment.write("terms", matrix.terms)
        try segment.write("posting_offsets", arrays.offsets)
        try segment.write("posting_rows", arrays.rows)
        try segment.write("posting_counts", arrays.counts)
        try segment.write(
            "lengths", arrays.lengths,
            shape: [matrix.documentCount, arrays.lengths.count / max(1, matrix.documentCount)])
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
