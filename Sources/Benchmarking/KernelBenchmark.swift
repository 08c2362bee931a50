import VectorKernels

/// Measures every kernel on every instruction set of this machine, beside the plain Swift loop and the memory's own
/// bandwidth, and checks that all give the same bits.
///
/// Kernels on pairs run in the first-level cache on one thread; kernels on many rows run over all rows; a batch takes
/// ``queriesPerBatch`` queries over as many rows as fit the second-level cache several times.
public struct KernelBenchmark: Sendable {
    /// Elements of a vector, at least 1.
    public let dimension: Int
    /// Vectors to scan, at least 64.
    public let count: Int
    /// Threads for the kernels on many rows.
    public let threads: Int

    /// Queries of a batch: enough that the arithmetic counts, not the memory.
    public static let queriesPerBatch = 32

    /// - Parameters:
    ///   - dimension: Elements of a vector; 256 is the usual size of an index.
    ///   - count: Vectors to scan; 200,000 are 205 MB at 256 elements, more than most caches hold.
    ///   - threads: Threads for the kernels on many rows.
    public init(dimension: Int = 256, count: Int = 200_000, threads: Int = 1) {
        self.dimension = min(max(1, dimension), Kernels.maximumInt8Dimension)
        self.count = max(64, count)
        self.threads = max(1, threads)
    }

    /// Makes the vectors, measures and checks.
    /// - Parameter progress: Told after every step how many of how many are done.
    /// - Complexity: About eight scans of the vectors for each kernel and instruction set.
    public func run(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) -> BenchmarkReport {
        let implementations = Implementation.all
        let total = implementations.count * BenchmarkKernel.allCases.count + 2
        var done = 0
        func step() {
            done += 1
            progress(done, total)
        }

        let cacheBytes = Machine.cacheBytes
        let readBytes = min(4 * (cacheBytes ?? Residence.assumedCacheBytes), 1 << 30)
        let bandwidth = Machine.readBandwidth(bytes: readBytes, threads: threads)
        step()
        let data = BenchmarkData(count: count, dimension: dimension, threads: threads)
        step()
        var rows: [BenchmarkRow] = []
        for kernel in BenchmarkKernel.allCases {
            var expected: Answers?
            for implementation in implementations {
                let work = Work(kernel, data, threads: threads)
                let (seconds, answers) = work.measure(implementation)
                let rate = Double(work.bytes) / seconds
                rows.append(
                    BenchmarkRow(
                        kernel: kernel, instructionSet: implementation.instructionSet,
                        gigabytesPerSecond: rate / 1e9, vectorsPerSecond: Double(work.answerCount) / seconds,
                        shareOfBandwidth: rate / bandwidth,
                        residence: Residence(bytes: work.residentBytes, cacheBytes: cacheBytes),
                        agrees: answers == expected ?? answers))
                expected = expected ?? answers
                step()
            }
        }
        return BenchmarkReport(
            dimension: dimension, count: count, threads: threads, activeInstructionSet: .active, cacheBytes: cacheBytes,
            readBandwidth: bandwidth / 1e9, readBytes: readBytes, rows: rows)
    }
}
