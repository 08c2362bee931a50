import VectorKernels

/// What a run of ``KernelBenchmark`` measured.
public struct BenchmarkReport: Sendable {
    /// The processor, as it calls itself; `nil` when the system does not tell.
    public let processor: String?
    /// Elements of a vector.
    public let dimension: Int
    /// Vectors that the scans in memory read.
    public let count: Int
    /// Threads that shared the work in memory. Work in cache has one.
    public let threads: Int
    /// The set that everything else uses.
    public let activeInstructionSet: InstructionSet
    /// The size of the last-level cache in bytes; `nil` when the system does not tell.
    public let cacheBytes: Int?
    /// What as many threads read from memory, summing words and doing nothing else, in GB/s (10^9 bytes).
    public let readBandwidth: Double
    /// The size of the buffer that was read.
    public let readBytes: Int
    /// One row for each task and implementation; tasks together, the plain loop first.
    public let rows: [BenchmarkRow]

    /// The row of a task and implementation; `nil` when there is none.
    public func row(_ task: BenchmarkTask, _ implementation: Implementation) -> BenchmarkRow? {
        rows.first { $0.task == task && $0.implementation == implementation }
    }

    /// How many times as fast as the plain loop.
    public func timesPlain(_ row: BenchmarkRow) -> Double? {
        self.row(row.task, .plain).map { row.vectorsPerSecond / $0.vectorsPerSecond }
    }

    /// How many times as fast as BLAS does the same, or, where it cannot, the same with floats; `nil` for pairs.
    public func timesBLAS(_ row: BenchmarkRow) -> Double? {
        guard let kernel = row.task.kernel.onFloats else { return nil }
        return self.row(BenchmarkTask(kernel: kernel, place: row.task.place), .blas)
            .map { row.vectorsPerSecond / $0.vectorsPerSecond }
    }
}

/// One task done by one implementation, measured.
public struct BenchmarkRow: Sendable {
    /// What is computed, and where its vectors are.
    public let task: BenchmarkTask
    /// What computed it.
    public let implementation: Implementation
    /// Answers a second by the median of the repetitions: a score of a query and a row, or of a pair.
    public let vectorsPerSecond: Double
    /// Bytes of vectors that the answers were computed from, in 10^9 a second.
    ///
    /// A batch counts a row once for each query though it is read from memory but once.
    public let gigabytesPerSecond: Double
    /// Products added up, in 10^9 a second. Each counts as two operations where others give GFLOP/s.
    public let gigaproductsPerSecond: Double
    /// What reading and summing as many bytes of the same place reaches, in GB/s; `nil` for batches, which arithmetic
    /// bounds.
    public internal(set) var readLimit: Double?
    /// Where the vectors were.
    public let residence: Residence
    /// Whether every answer had the bits of the plain loop's; for BLAS, the same value up to rounding.
    public let agrees: Bool

    /// The bytes a second beside what reading alone reaches in the same place; `nil` for batches.
    public var shareOfLimit: Double? { readLimit.map { gigabytesPerSecond / $0 } }
}

/// Something to compute, and where its vectors lie.
public struct BenchmarkTask: Hashable, Sendable {
    /// What is computed.
    public let kernel: BenchmarkKernel
    /// Where the vectors are: as many as fit the caches of one core, or all.
    public let place: Place

    /// As many vectors as fit a cache, on one thread; or all of them, on all threads.
    public enum Place: String, Sendable {
        case cache, memory
    }

    /// Every task, in the order of the report.
    public static let all: [BenchmarkTask] = BenchmarkKernel.allCases.flatMap { kernel in
        (kernel.meeting == .pairs ? [Place.cache] : [.cache, .memory]).map { BenchmarkTask(kernel: kernel, place: $0) }
    }
}

/// What a benchmark computes.
public enum BenchmarkKernel: String, CaseIterable, Sendable {
    /// Dot products of pairs of vectors.
    case dot
    /// Cosines of pairs of vectors.
    case cosine
    /// Dot products of pairs of vectors of bytes.
    case dotInt8
    /// Dot products of one query with many rows.
    case dotRows
    /// Dot products of one query of bytes with many rows of bytes.
    case dotRowsInt8
    /// Dot products of many queries with many rows.
    case dotRowsBatch
    /// Dot products of many queries of bytes with many rows of bytes.
    case dotRowsInt8Batch

    /// The type of a vector's elements, as tables name it.
    public var elementType: String { isOfBytes ? "int8" : "float32" }

    var isOfBytes: Bool {
        switch self {
        case .dotInt8, .dotRowsInt8, .dotRowsInt8Batch: true
        case .dot, .cosine, .dotRows, .dotRowsBatch: false
        }
    }

    /// How vectors meet.
    public var meeting: Meeting {
        switch self {
        case .dot, .cosine, .dotInt8: .pairs
        case .dotRows, .dotRowsInt8: .oneQuery
        case .dotRowsBatch, .dotRowsInt8Batch: .batch
        }
    }

    /// The kernel that BLAS has and that computes the same with floats; `nil` for pairs.
    var onFloats: BenchmarkKernel? {
        switch meeting {
        case .pairs: nil
        case .oneQuery: .dotRows
        case .batch: .dotRowsBatch
        }
    }

    /// How vectors meet.
    public enum Meeting: Sendable, CaseIterable {
        /// The first with the second, the third with the fourth.
        case pairs
        /// One query with every row.
        case oneQuery
        /// Each of ``KernelBenchmark/queriesPerBatch`` queries with every row.
        case batch
    }

    /// Queries that share a reading of the rows; 1 for pairs.
    public var queryCount: Int { meeting == .batch ? KernelBenchmark.queriesPerBatch : 1 }
}

/// Where the vectors of a benchmark were when it read them.
public enum Residence: String, Sendable {
    /// They fit the last-level cache.
    case cache
    /// They are at most four times as large: some are in the cache, some are not.
    case mixed
    /// They are larger than that.
    case memory

    /// Where so many bytes are that are read over and over.
    init(bytes: Int, cacheBytes: Int?) {
        let cache = cacheBytes ?? Residence.assumedCacheBytes
        self = bytes <= cache ? .cache : bytes < 4 * cache ? .mixed : .memory
    }

    /// Where the system does not tell, more than desktop processors have.
    static let assumedCacheBytes = 64 << 20
}
