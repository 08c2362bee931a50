import Clustering
import LinearAlgebra
import SystemSupport
import VectorKernels

/// Searches for the rows nearest to queries by dot product. The answers are row numbers, a line for each query.
let searchJobs: [Job] = [
    // A float scan of all rows, a query at a time.
    Job(name: "scan-float", arguments: ["VECTORS", "QUERIES", "THREADS", "K"]) { arguments in
        try search(arguments) { query, vectors, k, threads in
            topK(query: query, vectors: vectors.elements.span, dimension: vectors.dimension, k: k, threads: threads)
        }
    },
    // The same of rows as bytes; scores are those of the codes.
    Job(name: "scan-int8", arguments: ["VECTORS", "QUERIES", "THREADS", "K"]) { arguments in
        let vectors = try arguments.vectors("VECTORS")
        let threads = try arguments.number("THREADS")
        let quantized = QuantizedVectors(
            quantizing: vectors.elements.span, dimension: vectors.dimension, threads: threads)
        return try search(arguments, vectors) { query, _, k, threads in
            quantizedTopK(query: query, quantized, k: k, threads: threads)
        }
    },
    // The certified exact search, a query at a time.
    Job(name: "topk", arguments: ["VECTORS", "QUERIES", "THREADS", "K"]) { arguments in
        let vectors = try arguments.vectors("VECTORS")
        let threads = try arguments.number("THREADS")
        let rows = SearchableRows(
            quantizing: vectors.elements, dimension: vectors.dimension, hasNibbles: true, threads: threads)
        return try search(arguments, vectors) { query, _, k, threads in
            certifiedTopK(query: query, in: rows, k: k, threads: threads)
        }
    },
    // The same, all queries together.
    Job(name: "topk-batch", arguments: ["VECTORS", "QUERIES", "THREADS", "K"]) { arguments in
        let vectors = try arguments.vectors("VECTORS")
        let queries = try arguments.vectors("QUERIES")
        let (k, threads) = (try arguments.number("K"), try arguments.number("THREADS"))
        guard queries.dimension == vectors.dimension else {
            throw JobError(description: "VECTORS and QUERIES have different dimensions")
        }
        let rows = SearchableRows(
            quantizing: vectors.elements, dimension: vectors.dimension, hasNibbles: false, threads: threads)
        let (answers, seconds) = arguments.measure {
            certifiedTopK(queries: queries.elements.span, in: rows, k: k, threads: threads)
        }
        return JobOutcome(seconds: seconds, answers: answers.map { $0.map { Double($0.index) } })
    },
    // The exact graph of nearest neighbours, quantizing included.
    Job(name: "knn", arguments: ["VECTORS", "THREADS", "K"]) { arguments in
        let vectors = try arguments.vectors("VECTORS")
        let (k, threads) = (try arguments.number("K"), try arguments.number("THREADS"))
        let matrix = DenseMatrix(rows: vectors.rows, columns: vectors.dimension, elements: vectors.elements)
        let (graph, seconds) = arguments.measure { NeighborGraph(matrix, degree: k, threads: threads) }
        return JobOutcome(seconds: seconds, answers: graph.neighbors.map { $0.map { Double($0.row) } })
    },
]

private func search(
    _ arguments: JobArguments, _ loaded: NumPyVectors? = nil,
    _ body: (_ query: Span<Float>, _ vectors: NumPyVectors, _ k: Int, _ threads: Int) -> [(index: Int, score: Float)]
) throws -> JobOutcome {
    let vectors = try loaded ?? arguments.vectors("VECTORS")
    let queries = try arguments.vectors("QUERIES")
    let (k, threads) = (try arguments.number("K"), try arguments.number("THREADS"))
    guard queries.dimension == vectors.dimension else {
        throw JobError(description: "VECTORS and QUERIES have different dimensions")
    }
    let (answers, seconds) = arguments.measure {
        (0..<queries.rows).map { query in
            queries.withRow(query) { body($0, vectors, k, threads).map { Double($0.index) } }
        }
    }
    return JobOutcome(seconds: seconds, answers: answers)
}

/// The best rows by the products of the codes, which are near to the exact ones and not certified.
private func quantizedTopK(
    query: Span<Float>, _ rows: QuantizedVectors, k: Int, threads: Int
) -> [(index: Int, score: Float)] {
    let (dimension, blockSize) = (rows.dimension, 4096)
    let quantized = QuantizedVectors(quantizing: query, dimension: dimension)
    let selections = parallelMap(count: threads, threads: threads) { part in
        var best = TopK(k: k)
        var products: [Int32] = []
        let end = rows.count * (part + 1) / threads
        for start in stride(from: rows.count * part / threads, to: end, by: blockSize) {
            let count = min(blockSize, end - start)
            if products.count != count { products = [Int32](repeating: 0, count: count) }
            var span = products.mutableSpan
            dotRowsInt8(
                quantized.codes.span, rows.codes.span.extracting(start * dimension..<(start + count) * dimension),
                into: &span)
            // A row below the k-th best even by a scale a little too large needs no look of its own.
            let scales = rows.scales.span.extracting(start..<start + count)
            for first in stride(from: 0, to: count, by: 64) {
                let part = first..<min(first + 64, count)
                let least = best.threshold / quantized.scales[0]
                var left = Kernels.active.products(
                    span.span.extracting(part), scales: scales.extracting(part), notBelow: least - abs(least) * 1e-6)
                while left != 0 {
                    let row = first + left.trailingZeroBitCount
                    best.insert(score: Float(span[row]) * (quantized.scales[0] * scales[row]), index: start + row)
                    left &= left - 1
                }
            }
        }
        return best
    }
    var best = TopK(k: k)
    for selection in selections { best.merge(selection) }
    return best.sorted
}
