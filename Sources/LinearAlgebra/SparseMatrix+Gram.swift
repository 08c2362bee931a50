import SystemSupport
import VectorKernels

/// Products with Aᵀ that need no transposed copy of A.
///
/// Rows are taken a few at a time: what they give stays in cache, from where it is scattered to the rows
/// of the result. No two threads write the same strip of it, so the order of every sum is fixed.
extension SparseMatrix {
    private static let rowsPerStep = 512

    /// Aᵀ·A·`block`, shape (`columns`, `block.columns`).
    func gramProduct(with block: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(columns == block.rows, "gramProduct(with:): inner dimensions differ")
        let source = ColumnStrips(block, threads: threads)
        return transposedProduct(columns: block.columns, threads: threads) { strip, rows, out in
            multiply(rows: rows, by: source.strips[strip], into: &out)
        }
    }

    /// Aᵀ·`x`, shape (`columns`, `columns` of x), where `fill` gives rows of a strip of x.
    ///
    /// A tall matrix is cut in up to eight where there are few strips, so that there is work for more threads than those.
    func transposedProduct(
        columns width: Int, threads: Int,
        fill: @Sendable (_ strip: Int, _ rows: Range<Int>, _ out: inout MutableSpan<StripRow>) -> Void
    ) -> DenseMatrix {
        let strips = ColumnStrips.count(columns: width)
        let parts = RowBlocks(rows: rows, most: max(1, 8 / max(1, strips)), least: 1 << 14)
        let sums = parallelMap(count: strips * parts.count, threads: threads) { task in
            transposedStrip(rows: parts[task % parts.count]) { rows, out in fill(task / parts.count, rows, &out) }
        }
        let summands = (0..<strips).map { Array(sums[$0 * parts.count..<($0 + 1) * parts.count]) }
        return ColumnStrips.joined(summands, rows: columns, columns: width, threads: threads)
    }

    private func transposedStrip(
        rows: Range<Int>, fill: (_ rows: Range<Int>, _ out: inout MutableSpan<StripRow>) -> Void
    ) -> [StripRow] {
        var sum = [StripRow](repeating: .zero, count: columns)
        var target = sum.mutableSpan
        var step = [StripRow](repeating: .zero, count: Self.rowsPerStep)
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsPerStep) {
            let range = first..<min(first + Self.rowsPerStep, rows.upperBound)
            var space = step.mutableSpan
            var out = space._mutatingExtracting(first: range.count)
            fill(range, &out)
            addTransposedStrip(
                offsets: rowOffsets.span.extracting(range.lowerBound...range.upperBound), indices: columnIndices.span,
                values: values.span, out.span, to: &target)
        }
        return sum
    }

    /// The given rows of A times a strip of a dense matrix.
    func multiply(rows: Range<Int>, by strip: [StripRow], into out: inout MutableSpan<StripRow>) {
        multiplyStrip(
            offsets: rowOffsets.span.extracting(rows.lowerBound...rows.upperBound), indices: columnIndices.span,
            values: values.span, strip.span, into: &out)
    }
}
