import SystemSupport
import VectorKernels

/// What is compared: the kernels of an instruction set, or the plain Swift loops.
enum Implementation: Sendable {
    case plain
    case kernels(Kernels)

    /// The plain loops and every instruction set of this machine.
    static var all: [Implementation] {
        [.plain] + InstructionSet.available.compactMap { Kernels($0) }.map { .kernels($0) }
    }

    var instructionSet: InstructionSet? {
        switch self {
        case .plain: nil
        case .kernels(let kernels): kernels.instructionSet
        }
    }

    /// The dot products of rows `2i` and `2i + 1`.
    func dotPairs(_ rows: Span<Float>, _ dimension: Int, into answers: inout [Float]) {
        for index in answers.indices {
            let a = rows.extracting(2 * index * dimension..<(2 * index + 1) * dimension)
            let b = rows.extracting((2 * index + 1) * dimension..<(2 * index + 2) * dimension)
            answers[index] =
                switch self {
                case .plain: Reference.dot(a, b)
                case .kernels(let kernels): kernels.dot(a, b)
                }
        }
    }

    /// The cosines of rows `2i` and `2i + 1`.
    func cosinePairs(_ rows: Span<Float>, _ dimension: Int, into answers: inout [Float]) {
        for index in answers.indices {
            let a = rows.extracting(2 * index * dimension..<(2 * index + 1) * dimension)
            let b = rows.extracting((2 * index + 1) * dimension..<(2 * index + 2) * dimension)
            answers[index] =
                switch self {
                case .plain: Reference.cosine(a, b)
                case .kernels(let kernels): kernels.cosine(a, b)
                }
        }
    }

    /// The dot products of rows `2i` and `2i + 1`.
    func dotPairs(_ rows: Span<Int8>, _ dimension: Int, into answers: inout [Int32]) {
        for index in answers.indices {
            let a = rows.extracting(2 * index * dimension..<(2 * index + 1) * dimension)
            let b = rows.extracting((2 * index + 1) * dimension..<(2 * index + 2) * dimension)
            answers[index] =
                switch self {
                case .plain: Reference.dotInt8(a, b)
                case .kernels(let kernels): kernels.dotInt8(a, b)
                }
        }
    }

    /// The dot products of a query with all rows, each thread on a part of them.
    func dotRows(_ query: Span<Float>, _ rows: Span<Float>, threads: Int, into answers: inout [Float]) {
        let blockSize = max(1, (answers.count + threads - 1) / threads)
        parallelBlocks(of: &answers, blockSize: blockSize, threads: threads) { block, scores in
            let start = block * blockSize * query.count
            let part = rows.extracting(start..<start + scores.count * query.count)
            switch self {
            case .plain: Reference.dotRows(query, part, into: &scores)
            case .kernels(let kernels): kernels.dotRows(query, part, into: &scores)
            }
        }
    }

    /// The dot products of a query with all rows, each thread on a part of them.
    func dotRows(_ query: Span<Int8>, _ rows: Span<Int8>, threads: Int, into answers: inout [Int32]) {
        let blockSize = max(1, (answers.count + threads - 1) / threads)
        parallelBlocks(of: &answers, blockSize: blockSize, threads: threads) { block, scores in
            let start = block * blockSize * query.count
            let part = rows.extracting(start..<start + scores.count * query.count)
            switch self {
            case .plain: Reference.dotRowsInt8(query, part, into: &scores)
            case .kernels(let kernels): kernels.dotRowsInt8(query, part, into: &scores)
            }
        }
    }

    /// The dot products of all queries with all rows, each thread on a part of the queries.
    func dotRowsBatch(
        _ queries: Span<Float>, _ rows: Span<Float>, dimension: Int, threads: Int, into answers: inout [Float]
    ) {
        let rowCount = rows.count / dimension
        let queriesPerBlock = max(1, (queries.count / dimension + threads - 1) / threads)
        parallelBlocks(of: &answers, blockSize: queriesPerBlock * rowCount, threads: threads) { block, scores in
            let queryCount = scores.count / rowCount
            let start = block * queriesPerBlock * dimension
            let part = queries.extracting(start..<start + queryCount * dimension)
            switch self {
            case .plain:
                for query in 0..<queryCount {
                    let vector = part.extracting(query * dimension..<(query + 1) * dimension)
                    for row in 0..<rowCount {
                        scores[query * rowCount + row] = Reference.dot(
                            vector, rows.extracting(row * dimension..<(row + 1) * dimension))
                    }
                }
            case .kernels(let kernels):
                kernels.dotRowsBatch(
                    queries: part, queryCount: queryCount, rows: rows, dimension: dimension, into: &scores)
            }
        }
    }
}
