import Testing
import VectorKernels

@testable import Benchmarking

@Suite struct KernelBenchmarkTests {
    @Test(arguments: [(1, 1), (37, 2)])
    func `every kernel runs on every instruction set and agrees with the plain loop`(dimension: Int, threads: Int) {
        let report = KernelBenchmark(dimension: dimension, count: 130, threads: threads).run()
        let implementations = [nil] + InstructionSet.available.map { Optional($0) }
        for kernel in BenchmarkKernel.allCases {
            let rows = report.rows.filter { $0.kernel == kernel }
            #expect(rows.map(\.instructionSet) == implementations)
            for row in rows {
                #expect(row.agrees)
                #expect(row.gigabytesPerSecond > 0 && row.vectorsPerSecond > 0 && row.shareOfBandwidth > 0)
                #expect(row.residence == .cache)
            }
        }
        #expect(report.readBandwidth > 0)
        #expect(report.activeInstructionSet == .active)
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

    @Test func `answers are computed from as many bytes as the rates count`() {
        let data = BenchmarkData(count: 100, dimension: 10, threads: 1)
        let pairs = Work(.dot, data, threads: 1)
        #expect(pairs.answerCount == 50 && pairs.bytes == 100 * 10 * 4)
        let scan = Work(.dotRowsInt8, data, threads: 1)
        #expect(scan.answerCount == 100 && scan.bytes == 100 * 10)
        let batch = Work(.dotRowsBatch, data, threads: 1)
        #expect(batch.answerCount == 3200 && batch.bytes == 3200 * 40 && batch.residentBytes == 4000)
    }

    @Test func `a wrong answer does not agree`() {
        let data = BenchmarkData(count: 64, dimension: 5, threads: 1)
        let work = Work(.dotRows, data, threads: 1)
        let right = work.measure(.plain).answers
        guard case .floats(var bits) = right else {
            Issue.record("dot products of floats are not floats")
            return
        }
        bits[63] ^= 1
        #expect(Answers.floats(bits) != right)
        #expect(bits.count == 64)
    }

    @Test func `the vectors are unit vectors and the same at any number of threads`() {
        let one = BenchmarkData(count: 70, dimension: 33, threads: 1)
        let three = BenchmarkData(count: 70, dimension: 33, threads: 3)
        #expect(one.rows == three.rows && one.codes == three.codes)
        for row in 0..<70 {
            let norm = squaredNorm(one.rows.span.extracting(row * 33..<(row + 1) * 33))
            #expect(abs(norm - 1) < 1e-5)
        }
        #expect(one.rows[0] != one.rows[33])
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
