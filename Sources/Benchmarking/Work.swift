import VectorKernels

/// The answers of a kernel as bits, to be compared.
enum Answers: Equatable {
    case floats([UInt32])
    case integers([Int32])
}

/// One kernel's task on the benchmark's vectors.
struct Work {
    let kernel: BenchmarkKernel
    let threads: Int
    /// How many answers a call gives.
    let answerCount: Int
    /// Bytes of vectors that the answers are computed from.
    let bytes: Int
    /// Bytes of vectors that a call touches.
    let residentBytes: Int

    private let data: BenchmarkData
    /// Rows that take part.
    private let rowCount: Int
    private let queryCount: Int

    init(_ kernel: BenchmarkKernel, _ data: BenchmarkData, threads: Int) {
        self.kernel = kernel
        self.data = data
        self.threads = threads
        let all = data.rows.count / data.dimension
        let elementBytes = kernel.elementType == "int8" ? 1 : 4
        let vectorBytes = data.dimension * elementBytes
        switch kernel {
        case .dot, .cosine, .dotInt8:
            // Half of a first-level cache of 32 KB, and at least one pair.
            rowCount = min(all, max(2, 16_384 / vectorBytes)) / 2 * 2
            queryCount = 0
            answerCount = rowCount / 2
            bytes = rowCount * vectorBytes
            residentBytes = bytes
        case .dotRows, .dotRowsInt8:
            rowCount = all
            queryCount = 1
            answerCount = all
            bytes = all * vectorBytes
            residentBytes = bytes
        case .dotRowsBatch:
            queryCount = min(all, KernelBenchmark.queriesPerBatch)
            rowCount = min(all, max(64, (8 << 20) / vectorBytes))
            answerCount = queryCount * rowCount
            bytes = answerCount * vectorBytes
            residentBytes = rowCount * vectorBytes
        }
    }

    /// The median time of a call, and its answers.
    func measure(_ implementation: Implementation) -> (seconds: Double, answers: Answers) {
        let dimension = data.dimension
        let rows = data.rows.span.extracting(first: rowCount * dimension)
        let codes = data.codes.span.extracting(first: rowCount * dimension)
        var floats = [Float](repeating: 0, count: answerCount)
        var integers = [Int32](repeating: 0, count: answerCount)
        // The last row is the query, so that no answer is a row's product with itself but one.
        let query = data.rows.span.extracting(last: dimension)
        let queryCodes = data.codes.span.extracting(last: dimension)
        switch kernel {
        case .dot:
            return (medianSeconds { implementation.dotPairs(rows, dimension, into: &floats) }, bits(floats))
        case .cosine:
            return (medianSeconds { implementation.cosinePairs(rows, dimension, into: &floats) }, bits(floats))
        case .dotInt8:
            let seconds = medianSeconds { implementation.dotPairs(codes, dimension, into: &integers) }
            return (seconds, .integers(integers))
        case .dotRows:
            let seconds = medianSeconds { implementation.dotRows(query, rows, threads: threads, into: &floats) }
            return (seconds, bits(floats))
        case .dotRowsInt8:
            let seconds = medianSeconds {
                implementation.dotRows(queryCodes, codes, threads: threads, into: &integers)
            }
            return (seconds, .integers(integers))
        case .dotRowsBatch:
            let queries = data.rows.span.extracting(last: queryCount * dimension)
            let seconds = medianSeconds {
                implementation.dotRowsBatch(queries, rows, dimension: dimension, threads: threads, into: &floats)
            }
            return (seconds, bits(floats))
        }
    }

    private func bits(_ floats: [Float]) -> Answers {
        .floats(floats.map(\.bitPattern))
    }
}
