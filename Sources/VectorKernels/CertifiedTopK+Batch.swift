import SystemSupport

/// The k rows with the greatest dot product for each of many queries: the same as
/// ``certifiedTopK(query:in:k:allowed:threads:)`` finds for each.
///
/// Bytes of rows are multiplied with bytes of up to 256 queries at a time, a few rows at a time so that the products stay in
/// cache. Rows that no bound rules out wait, with the range their score lies in; in the end those that could still be
/// among the best, some dozens a query, are scored with ``dot(_:_:)``. When too many wait for the bounds to be of use, they
/// are scored on the way.
/// - Parameters:
///   - queries: Row-major, shape (query count, `rows.dimension`).
///   - k: The most rows to return for each.
///   - allowed: A bit for each row, row *i* in bit *i* mod 64 of word *i* / 64: the rows to choose from; `nil` for all.
///   - areRows: Whether query *i* is row *i*, which then is no answer to itself.
/// - Returns: For each query index and score, by descending score, then ascending index; the same at any number of threads.
/// - Complexity: O(`queries.count` · `rows.count`) steps of a byte.
public func certifiedTopK(
    queries: Span<Float>, in rows: SearchableRows, k: Int, allowed: Span<UInt64>? = nil, areRows: Bool = false,
    threads: Int = 1
) -> [[(index: Int, score: Float)]] {
    let dimension = rows.dimension
    precondition(queries.count.isMultiple(of: dimension), "certifiedTopK: queries are of another dimension")
    let scan = RowScan(count: rows.count)
    if let allowed { precondition(allowed.count >= scan.wordCount, "scan: the bit set does not cover the rows") }
    let queryCount = queries.count / dimension
    guard k > 0 else { return [[(index: Int, score: Float)]](repeating: [], count: queryCount) }

    let isWorthwhile = k <= rows.count / 8 && rows.count <= UInt32.max && dimension <= Kernels.maximumInt8Dimension
    let (size, panelCount) = (BatchPanel.size, (queryCount + BatchPanel.size - 1) / BatchPanel.size)
    let panels = parallelMap(count: isWorthwhile ? panelCount : 0, threads: threads) { panel in
        BatchPanel(queries, dimension: dimension, range: panel * size..<min(queryCount, (panel + 1) * size))
    }
    let parts = panels.count >= 2 * threads ? 1 : scan.partCount(threads: threads)
    let words = scan.wordCount
    let selections = parallelMap(count: panels.count * parts, threads: threads) { task in
        let (panel, part) = task.quotientAndRemainder(dividingBy: parts)
        return panels[panel].select(
            queries, in: rows, k: k, allowed: allowed, areRows: areRows,
            words: words * part / parts..<words * (part + 1) / parts)
    }
    var answers = [[(index: Int, score: Float)]?](repeating: nil, count: queryCount)
    for (panel, content) in panels.enumerated() {
        for (place, query) in content.members.enumerated() {
            var best = TopK(k: k)
            for part in 0..<parts { best.merge(selections[panel * parts + part][place]) }
            answers[query] = best.sorted
        }
    }
    return answers.enumerated().map { query, answer in
        answer
            ?? rows.vectors.withSpan { vectors in
                let all = topK(
                    query: queries.extracting(query * dimension..<(query + 1) * dimension), vectors: vectors,
                    dimension: dimension, k: areRows ? k + 1 : k, allowed: allowed, threads: threads)
                return Array(all.lazy.filter { !areRows || $0.index != query }.prefix(k))
            }
    }
}

/// Queries that are asked together.
private struct BatchPanel: Sendable {
    /// The most queries of a panel: their bytes and the products of some rows stay in the second-level cache.
    static let size = 256
    /// How many rows are multiplied at first, when nothing is ruled out yet, and at most.
    private static let (firstRows, mostRows) = (32, 128)

    /// The queries that bytes can bound, by their number.
    let members: [Int]
    private let packed: PackedQueries
    private let bounds: [QueryBound]

    init(_ queries: Span<Float>, dimension: Int, range: Range<Int>) {
        var members: [Int] = []
        var bounds: [QueryBound] = []
        var codes: [Int8] = []
        for query in range {
            let elements = queries.extracting(query * dimension..<(query + 1) * dimension)
            guard let quantized = QuantizedQuery<Int8>(elements) else { continue }
            members.append(query)
            bounds.append(quantized.bound)
            codes += quantized.codes
        }
        self.members = members
        self.bounds = bounds
        packed = PackedQueries(codes.span, dimension: dimension)
    }

    /// The selection of each member among the rows of some words.
    func select(
        _ queries: Span<Float>, in rows: SearchableRows, k: Int, allowed: Span<UInt64>?, areRows: Bool,
        words: Range<Int>
    ) -> [TopK] {
        guard !members.isEmpty else { return [] }
        let (dimension, stride) = (rows.dimension, packed.stride)
        var selections = members.map { _ in CertifiedSelection(k: k) }
        var queryBounds = QueryBounds(bounds, stride: stride)
        let products = AlignedBuffer<Int32>(repeating: 0, count: Self.mostRows * stride)
        var found = [UInt32](repeating: 0, count: Self.mostRows * stride)
        func elements(_ query: Int) -> Range<Int> {
            members[query] * dimension..<(members[query] + 1) * dimension
        }
        forEachChunk(words, rowCount: rows.count, allowed: allowed) { chunk in
            rows.codes.withSpan { codes in
                products.withMutableSpan { products in
                    let part = codes.extracting(chunk.lowerBound * dimension..<chunk.upperBound * dimension)
                    dotRowsInt8Batch(packed, part, into: &products)
                }
            }
            products.withSpan { products in
                rows.withBounds { scales, errors, norms in
                    let count = Kernels.active.survivors(
                        products, scales: scales.extracting(chunk), errors: errors.extracting(chunk),
                        norms: norms.extracting(chunk), bounds: queryBounds, into: &found)
                    for position in 0..<count {
                        let place = Int(found[position])
                        let query = place % stride
                        let row = chunk.lowerBound + place / stride
                        guard query < members.count, !(areRows && row == members[query]),
                            RowScan.contains(allowed, row)
                        else { continue }
                        let range = bounds[query].range(
                            product: products[place], scale: scales[row], error: errors[row], norm: norms[row])
                        let threshold = selections[query].threshold
                        selections[query].offer(index: row, range: range)
                        if selections[query].isFull {
                            rows.vectors.withSpan {
                                selections[query].sortOut(queries.extracting(elements(query)), $0)
                            }
                        }
                        if selections[query].threshold > threshold {
                            queryBounds.limits[query] = bounds[query].limit(selections[query].threshold)
                        }
                    }
                }
            }
        }
        rows.vectors.withSpan { vectors in
            for query in members.indices { selections[query].settle(queries.extracting(elements(query)), vectors) }
        }
        return selections.map(\.best)
    }

    /// Calls `body` with short runs of rows, then longer ones, leaving out words without an allowed row.
    private func forEachChunk(
        _ words: Range<Int>, rowCount: Int, allowed: Span<UInt64>?, _ body: (Range<Int>) -> Void
    ) {
        let end = min(words.upperBound * RowScan.rowsPerWord, rowCount)
        var start = words.lowerBound * RowScan.rowsPerWord
        var size = Self.firstRows
        while start < end {
            if let allowed, allowed[start / RowScan.rowsPerWord] == 0 {
                start = (start / RowScan.rowsPerWord + 1) * RowScan.rowsPerWord
                continue
            }
            let chunk = start..<min(start + size, end)
            body(chunk)
            start = chunk.upperBound
            size = min(2 * size, Self.mostRows)
        }
    }
}
