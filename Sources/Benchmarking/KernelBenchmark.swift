import VectorKernels

/// Measures every kernel on every instruction set of this machine, beside the plain Swift loop, BLAS, and what reading
/// alone reaches, and checks that all give the same answers.
///
/// Kernels on pairs run in the first-level cache. Kernels on many rows run in the second-level cache, on one thread, and
/// over all rows in memory, on all threads; batches take ``queriesPerBatch`` queries at once.
public struct KernelBenchmark: Sendable {
    /// Elements of a vector, at least 1.
    public let dimension: Int
    /// Vectors to scan in memory, at least 64.
    public let count: Int
    /// Threads for the work in memory.
    public let threads: Int

    /// Queries of a batch: enough that the arithmetic counts, not the memory.
    public static let queriesPerBatch = 64
    /// Seconds that one call may take: slower implementations scan only the first part of the rows.
    static let longestCall = 0.2

    /// - Parameters:
    ///   - dimension: Elements of a vector; 256 is the usual size of an index.
    ///   - count: Vectors to scan; a million of 256 bytes are more than the caches of most processors hold.
    ///   - threads: Threads for the work in memory.
    public init(dimension: Int = 256, count: Int = 1_000_000, threads: Int = 1) {
        self.dimension = min(max(1, dimension), Kernels.maximumInt8Dimension)
        self.count = max(64, count)
        self.threads = max(1, threads)
    }

    /// Makes the vectors, measures and checks.
    /// - Parameter progress: Told after every step how many of how many are done.
    /// - Complexity: About eight scans of the vectors for each kernel and instruction set; memory for them as floats and
    ///   bytes, and for a buffer to read of up to four times the last-level cache.
    public func run(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) -> BenchmarkReport {
        let works = BenchmarkTask.all.flatMap { task in
            Implementation.all.filter { $0.computes(task.kernel) }.map { (task, $0) }
        }
        var done = 0
        func step() {
            done += 1
            progress(done, works.count + 2)
        }
        let cacheBytes = Machine.cacheBytes
        var reading = ReadBandwidth(largest: min(4 * (cacheBytes ?? Residence.assumedCacheBytes), 1 << 30))
        reading.measure(bytes: reading.largest, threads: threads)
        step()
        let data = BenchmarkData(count: count, dimension: dimension, threads: threads)
        step()
        var rows: [BenchmarkRow] = []
        var exact: [BenchmarkTask: Answers] = [:]
        for (task, implementation) in works {
            let cached = rows.first { $0.task.kernel == task.kernel && $0.implementation == implementation }
            let work = Work(task, data, threads: threads, rowLimit: cached.map(rowLimit) ?? .max)
            let (seconds, answers) = work.measure(implementation)
            // Beside every scan of memory, which on a shared machine is not always as fast.
            if task.kernel.meeting != .batch, task.place == .memory || implementation == .plain {
                reading.measure(bytes: Work(task, data, threads: threads).residentBytes, threads: work.threads)
            }
            if implementation == .plain { exact[task] = answers }
            let agrees = exact[task].map { answers.agree(with: $0, of: implementation, dimension: dimension) }
            let rate = Double(work.answerCount) / seconds
            rows.append(
                BenchmarkRow(
                    task: task, implementation: implementation, vectorsPerSecond: rate,
                    gigabytesPerSecond: Double(work.bytes) / seconds / 1e9,
                    gigaproductsPerSecond: rate * Double(dimension) / 1e9, readLimit: nil,
                    residence: Residence(bytes: work.residentBytes, cacheBytes: cacheBytes), agrees: agrees ?? false))
            step()
        }
        for index in rows.indices where rows[index].task.kernel.meeting != .batch {
            let work = Work(rows[index].task, data, threads: threads)
            rows[index].readLimit = reading.bytesPerSecond(bytes: work.residentBytes, threads: work.threads) / 1e9
        }
        return BenchmarkReport(
            processor: Machine.processor, dimension: dimension, count: count, threads: threads,
            activeInstructionSet: .active, cacheBytes: cacheBytes,
            readBandwidth: reading.bytesPerSecond(bytes: reading.largest, threads: threads) / 1e9,
            readBytes: reading.largest, rows: rows)
    }

    /// How many rows an implementation should scan in memory, from what it did in cache.
    private func rowLimit(_ cached: BenchmarkRow) -> Int {
        let queries = min(cached.task.kernel.queryCount, count)
        let rows = cached.vectorsPerSecond * Double(threads) * Self.longestCall / Double(queries)
        // Whole blocks on every thread, so that all implementations divide the rows alike.
        return max(Int(rows), threads * Work.rowsPerBlock)
    }
}
