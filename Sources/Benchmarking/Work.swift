import SystemSupport
import VectorKernels

/// The answers of a task, to be compared.
enum Answers: Equatable {
    case floats([Float])
    case integers([Int32])

    /// Whether these are the bits of `exact`, or, from BLAS, its values up to the rounding of sums in another order.
    ///
    /// Where one implementation has scanned fewer rows, those that both have are compared.
    func agree(with exact: Answers, of implementation: Implementation, dimension: Int) -> Bool {
        switch (self, exact) {
        case (.integers(let mine), .integers(let exact)):
            return !mine.isEmpty && zip(mine, exact).allSatisfy { $0 == $1 }
        case (.floats(let mine), .floats(let exact)):
            // Of unit vectors the magnitudes of the products add up to at most 1, and each of two sums is off by at most
            // 2^-24 for each of its terms.
            let tolerance = implementation == .blas ? Float(dimension) * 0x1p-23 : 0
            return !mine.isEmpty
                && zip(mine, exact).allSatisfy { $0.bitPattern == $1.bitPattern || abs($0 - $1) <= tolerance }
        default:
            return false
        }
    }
}

/// One task on the benchmark's vectors.
struct Work {
    let task: BenchmarkTask
    let threads: Int
    /// How many answers a call gives.
    let answerCount: Int
    /// Bytes of vectors that a call touches.
    let residentBytes: Int

    private let data: BenchmarkData
    /// Rows that take part.
    private let rowCount: Int

    /// Bytes of a second-level cache that the rows of a scan in cache take: half of what small ones have.
    static let cachedBytes = 256 << 10
    /// Rows that a batch takes at a time, whose scores stay in cache.
    static let rowsPerBlock = 1024

    /// - Parameter rowLimit: The most rows to take, for an implementation that would take too long over all.
    init(_ task: BenchmarkTask, _ data: BenchmarkData, threads: Int, rowLimit: Int = .max) {
        self.task = task
        self.data = data
        let kernel = task.kernel
        let vectorBytes = data.dimension * (kernel.isOfBytes ? 1 : 4)
        if kernel.meeting == .pairs {
            // Half of a first-level cache of 32 KB, and at least one pair.
            rowCount = min(data.count, max(2, 16_384 / vectorBytes)) / 2 * 2
            answerCount = rowCount / 2
        } else {
            let most = task.place == .cache ? max(64, Self.cachedBytes / vectorBytes) : data.count
            rowCount = min(data.count, most, max(1, rowLimit))
            answerCount = rowCount * min(kernel.queryCount, data.count)
        }
        self.threads = task.place == .cache ? 1 : threads
        residentBytes = rowCount * vectorBytes
    }

    /// Bytes of vectors that the answers are computed from.
    var bytes: Int {
        task.kernel.meeting == .pairs ? residentBytes : residentBytes * min(task.kernel.queryCount, data.count)
    }

    /// The median time of a call, and its answers: of a batch those with the first block of rows.
    func measure(_ implementation: Implementation) -> (seconds: Double, answers: Answers) {
        let calculator = Calculator(implementation)
        let dimension = data.dimension
        let rows = data.rows.span.extracting(first: rowCount * dimension)
        let codes = data.codes.span.extracting(first: rowCount * dimension)
        // The last rows are the queries, so that few answers are a row's product with itself.
        let queryCount = min(task.kernel.queryCount, data.count)
        let queries = data.rows.span.extracting(last: queryCount * dimension)
        let queryCodes = data.codes.span.extracting(last: queryCount * dimension)
        var floats = [Float](repeating: 0, count: task.kernel.meeting == .batch ? 0 : answerCount)
        var integers = [Int32](repeating: 0, count: task.kernel.meeting == .batch ? 0 : answerCount)
        switch task.kernel {
        case .dot:
            let seconds = medianSeconds { calculator.dotPairs(rows, dimension, into: &floats) }
            return (seconds, .floats(floats))
        case .cosine:
            let seconds = medianSeconds { calculator.cosinePairs(rows, dimension, into: &floats) }
            return (seconds, .floats(floats))
        case .dotInt8:
            let seconds = medianSeconds { calculator.dotPairs(codes, dimension, into: &integers) }
            return (seconds, .integers(integers))
        case .dotRows:
            let seconds = medianSeconds { calculator.dotRows(queries, rows, threads: threads, into: &floats) }
            return (seconds, .floats(floats))
        case .dotRowsInt8:
            let seconds = medianSeconds {
                calculator.dotRows(queryCodes, codes, threads: threads, into: &integers)
            }
            return (seconds, .integers(integers))
        case .dotRowsBatch:
            let seconds = medianSeconds {
                floats = batch(scoresPerRow: queryCount) { range, scores in
                    calculator.dotRowsBatch(queries, rows.extracting(range), dimension: dimension, into: &scores)
                }
            }
            return (seconds, .floats(floats))
        case .dotRowsInt8Batch:
            let packed = PackedQueries(queryCodes, dimension: dimension)
            let seconds = medianSeconds {
                integers = batch(scoresPerRow: packed.stride) { range, scores in
                    calculator.dotRowsBatch(packed, queryCodes, codes.extracting(range), into: &scores)
                }
            }
            return (seconds, .integers(integers))
        }
    }

    /// All scores of a batch, block by block, each thread on a part of the rows.
    /// - Parameter score: Fills the scores of the rows whose elements are named.
    /// - Returns: The scores of the first block, which is the same for every implementation.
    private func batch<Score: Numeric & Sendable>(
        scoresPerRow: Int, _ score: @Sendable (_ elements: Range<Int>, inout MutableSpan<Score>) -> Void
    ) -> [Score] {
        parallelMap(count: threads, threads: threads) { part in
            let (start, end) = (rowCount * part / threads, rowCount * (part + 1) / threads)
            func scores(_ start: Int, into scores: inout [Score]) {
                let count = min(Self.rowsPerBlock, end - start)
                if scores.count != scoresPerRow * count { scores = Array(repeating: 0, count: scoresPerRow * count) }
                var span = scores.mutableSpan
                score(start * data.dimension..<(start + count) * data.dimension, &span)
            }
            var first: [Score] = []
            var rest: [Score] = []
            scores(start, into: &first)
            for start in stride(from: start + Self.rowsPerBlock, to: end, by: Self.rowsPerBlock) {
                scores(start, into: &rest)
            }
            return first
        }[0]
    }
}
