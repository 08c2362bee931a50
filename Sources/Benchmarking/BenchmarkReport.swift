import VectorKernels

/// What a run of ``KernelBenchmark`` measured.
public struct BenchmarkReport: Sendable {
    /// Elements of a vector.
    public let dimension: Int
    /// Vectors that the kernels of many rows scanned.
    public let count: Int
    /// Threads that shared a scan. Kernels on pairs use one.
    public let threads: Int
    /// The set that everything else uses.
    public let activeInstructionSet: InstructionSet
    /// The size of the last-level cache in bytes; `nil` when the system does not tell.
    public let cacheBytes: Int?
    /// What as many threads read from memory, summing words and doing nothing else, in GB/s (10^9 bytes).
    public let readBandwidth: Double
    /// The size of the buffer that was read.
    public let readBytes: Int
    /// One row for each kernel and implementation, kernels together, the plain loop first.
    public let rows: [BenchmarkRow]
}

/// One kernel of one implementation, measured.
public struct BenchmarkRow: Sendable {
    /// What is computed.
    public let kernel: BenchmarkKernel
    /// The instruction set; `nil` for the plain Swift loop that is the kernel's specification.
    public let instructionSet: InstructionSet?
    /// Bytes of vectors that the answers were computed from, in 10^9 a second, by the median of the repetitions.
    ///
    /// A batch counts a row once for each query though it is read from memory but once.
    public let gigabytesPerSecond: Double
    /// Answers a second: pairs of vectors, or rows scanned.
    public let vectorsPerSecond: Double
    /// The bytes a second beside ``BenchmarkReport/readBandwidth``; above 1 where caches serve.
    public let shareOfBandwidth: Double
    /// Where the vectors were.
    public let residence: Residence
    /// Whether every answer had the bits of the plain loop's.
    public let agrees: Bool
}

/// What a benchmark computes.
public enum BenchmarkKernel: String, CaseIterable, Sendable {
    /// Dot products of pairs of vectors.
    case dot
    /// Cosines of pairs of vectors.
    case cosine
    /// Dot products of pairs of vectors of bytes.
    case dotInt8
    /// Dot products of one query with all rows.
    case dotRows
    /// Dot products of one query of bytes with all rows of bytes.
    case dotRowsInt8
    /// Dot products of many queries with some of the rows.
    case dotRowsBatch

    /// The type of a vector's elements, as tables name it.
    public var elementType: String {
        switch self {
        case .dotInt8, .dotRowsInt8: "int8"
        case .dot, .cosine, .dotRows, .dotRowsBatch: "float32"
        }
    }
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
