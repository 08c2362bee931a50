import Testing
import VectorKernels

@testable import Benchmarking

@Suite struct KernelBenchmarkTests {
    @Test(arguments: [(1, 1), (37, 2)])
    func `every task is done by all that can do it, and all agree with the plain loop`(
        dimension: Int, threads: Int
    ) throws {
        let report = KernelBenchmark(dimension: dimension, count: 130, threads: threads).run()
        for task in BenchmarkTask.all {
            let rows = report.rows.filter { $0.task == task }
            #expect(rows.map(\.implementation) == Implementation.all.filter { $0.computes(task.kernel) })
            for row in rows {
                #expect(row.agrees, "\(task) \(row.implementation)")
                #expect(row.gigabytesPerSecond > 0 && row.vectorsPerSecond > 0 && row.gigaproductsPerSecond > 0)
                #expect(row.residence == .cache)
                #expect((row.shareOfLimit == nil) == (task.kernel.meeting == .batch))
            }
        }
        #expect(report.readBandwidth > 0)
        #expect(report.activeInstructionSet == .active)
    }

    @Test func `a row is found, and compared with the plain loop and with BLAS`() throws {
        let report = KernelBenchmark(dimension: 8, count: 64).run()
        let task = BenchmarkTask(kernel: .dotRowsInt8, place: .memory)
        let row = try #require(report.row(task, .kernels(.active)))
        let plain = try #require(report.row(task, .plain))
        let blas = try #require(report.row(BenchmarkTask(kernel: .dotRows, place: .memory), .blas))
        #expect(report.row(task, .blas) == nil)
        #expect(report.timesPlain(plain) == 1)
        #expect(report.timesPlain(row) == row.vectorsPerSecond / plain.vectorsPerSecond)
        #expect(report.timesBLAS(row) == row.vectorsPerSecond / blas.vectorsPerSecond)
        let pairs = try #require(report.row(BenchmarkTask(kernel: .dot, place: .cache), .plain))
        #expect(report.timesBLAS(pairs) == nil)
    }

    @Test func `progress counts every step once`() {
        var steps: [Int] = []
        var totals: Set<Int> = []
        _ = KernelBenchmark(dimension: 3, count: 64).run { done, total in
            steps.append(done)
            totals.insert(total)
        }
        #expect(totals == [steps.count])
        #expect(steps == Array(1...steps.count))
    }

    @Test func `pairs are of one thread, in cache, and no task is there twice`() {
        #expect(Set(BenchmarkTask.all).count == BenchmarkTask.all.count)
        for task in BenchmarkTask.all where task.kernel.meeting == .pairs { #expect(task.place == .cache) }
        #expect(Implementation.all.first == .plain && Implementation.all.last == .blas)
        #expect(Set(Implementation.all.map(\.name)).count == Implementation.all.count)
    }

    @Test func `the processor's name is the first of the list`() {
        #expect(Machine.parseProcessor("processor\t: 0\nmodel name\t: A  B\nmodel name\t: C\n") == "A B")
        #expect(Machine.parseProcessor("processor\t: 0\nmodel name\n") == nil)
        #expect(Machine.parseProcessor("") == nil)
    }

    @Test func `reading is measured for each size, never more than the buffer, and the best counts`() {
        var reading = ReadBandwidth(largest: 4096)
        #expect(reading.largest == 4096)
        #expect(reading.bytesPerSecond(bytes: 4096, threads: 2) == 0)
        reading.measure(bytes: 1 << 20, threads: 2)
        let first = reading.bytesPerSecond(bytes: 4096, threads: 2)
        reading.measure(bytes: 4096, threads: 2)
        #expect(first > 0 && reading.bytesPerSecond(bytes: 4096, threads: 2) >= first)
        #expect(reading.bytesPerSecond(bytes: 4096, threads: 1) == 0)
        reading.measure(bytes: 0, threads: 1)
        #expect(reading.bytesPerSecond(bytes: 0, threads: 1) > 0)
    }

    @Test func `sizes are read with their units`() {
        #expect(Machine.parseSize("48K\n") == 49_152)
        #expect(Machine.parseSize("105M") == 110_100_480)
        #expect(Machine.parseSize("1G") == 1 << 30)
        #expect(Machine.parseSize("512\n") == 512)
        #expect(Machine.parseSize("K") == nil)
    }

    @Test func `what is in the cache is told from what is not`() {
        #expect(Residence(bytes: 10, cacheBytes: 10) == .cache)
        #expect(Residence(bytes: 39, cacheBytes: 10) == .mixed)
        #expect(Residence(bytes: 40, cacheBytes: 10) == .memory)
        #expect(Residence(bytes: 1 << 20, cacheBytes: nil) == .cache)
    }
}
