import LinearAlgebra
import SystemSupport
import VectorKernels

/// An implementation at work.
struct Calculator: Sendable {
    private let implementation: Implementation
    /// The instruction set's kernels; those in use for the others, which do not ask. Looked up once: it takes longer than
    /// a kernel does over a few rows.
    private let kernels: Kernels

    init(_ implementation: Implementation) {
        self.implementation = implementation
        if case .kernels(let set) = implementation, let kernels = Kernels(set) {
            self.kernels = kernels
        } else {
            kernels = .active
        }
    }

    /// The dot products of rows `2i` and `2i + 1`.
    func dotPairs(_ rows: Span<Float>, _ dimension: Int, into answers: inout [Float]) {
        for index in answers.indices {
            let (a, b) = (rows.extracting(row(2 * index, dimension)), rows.extracting(row(2 * index + 1, dimension)))
            answers[index] = implementation == .plain ? Reference.dot(a, b) : kernels.dot(a, b)
        }
    }

    /// The cosines of rows `2i` and `2i + 1`.
    func cosinePairs(_ rows: Span<Float>, _ dimension: Int, into answers: inout [Float]) {
        for index in answers.indices {
            let (a, b) = (rows.extracting(row(2 * index, dimension)), rows.extracting(row(2 * index + 1, dimension)))
            answers[index] = implementation == .plain ? Reference.cosine(a, b) : kernels.cosine(a, b)
        }
    }

    /// The dot products of rows `2i` and `2i + 1`.
    func dotPairs(_ rows: Span<Int8>, _ dimension: Int, into answers: inout [Int32]) {
        for index in answers.indices {
            let (a, b) = (rows.extracting(row(2 * index, dimension)), rows.extracting(row(2 * index + 1, dimension)))
            answers[index] = implementation == .plain ? Reference.dotInt8(a, b) : kernels.dotInt8(a, b)
        }
    }

    /// The dot products of a query with all rows, each thread on a part of them.
    func dotRows(_ query: Span<Float>, _ rows: Span<Float>, threads: Int, into answers: inout [Float]) {
        let dimension = query.count
        let blockSize = max(1, (answers.count + threads - 1) / threads)
        parallelBlocks(of: &answers, blockSize: blockSize, threads: threads) { block, scores in
            let start = block * blockSize
            let part = rows.extracting(start * dimension..<(start + scores.count) * dimension)
            switch implementation {
            case .plain: Reference.dotRows(query, part, into: &scores)
            case .kernels: kernels.dotRows(query, part, into: &scores)
            case .blas: BLASScores.dotRows(query, part, into: &scores)
            }
        }
    }

    /// The dot products of a query with all rows, each thread on a part of them.
    func dotRows(_ query: Span<Int8>, _ rows: Span<Int8>, threads: Int, into answers: inout [Int32]) {
        let dimension = query.count
        let blockSize = max(1, (answers.count + threads - 1) / threads)
        parallelBlocks(of: &answers, blockSize: blockSize, threads: threads) { block, scores in
            let start = block * blockSize
            let part = rows.extracting(start * dimension..<(start + scores.count) * dimension)
            if implementation == .plain {
                Reference.dotRowsInt8(query, part, into: &scores)
            } else {
                kernels.dotRowsInt8(query, part, into: &scores)
            }
        }
    }

    /// The dot products of all queries with some rows.
    func dotRowsBatch(
        _ queries: Span<Float>, _ rows: Span<Float>, dimension: Int, into scores: inout MutableSpan<Float>
    ) {
        let (queryCount, rowCount) = (queries.count / dimension, rows.count / dimension)
        switch implementation {
        case .plain:
            for query in 0..<queryCount {
                for index in 0..<rowCount {
                    scores[query * rowCount + index] = Reference.dot(
                        queries.extracting(row(query, dimension)), rows.extracting(row(index, dimension)))
                }
            }
        case .kernels:
            kernels.dotRowsBatch(
                queries: queries, queryCount: queryCount, rows: rows, dimension: dimension, into: &scores)
        case .blas:
            BLASScores.dotRowsBatch(
                queries: queries, queryCount: queryCount, rows: rows, dimension: dimension, into: &scores)
        }
    }

    /// The dot products of all queries with some rows: those of a row together, ``PackedQueries/stride`` apart.
    func dotRowsBatch(
        _ packed: PackedQueries, _ queries: Span<Int8>, _ rows: Span<Int8>, into scores: inout MutableSpan<Int32>
    ) {
        if implementation == .plain {
            Reference.dotRowsInt8Batch(
                queries, queryCount: packed.count, rows, dimension: packed.dimension, stride: packed.stride,
                into: &scores)
        } else {
            kernels.dotRowsInt8Batch(packed, rows, into: &scores)
        }
    }
}

/// The elements of a row of a row-major matrix without padding.
private func row(_ index: Int, _ dimension: Int) -> Range<Int> { index * dimension..<(index + 1) * dimension }
