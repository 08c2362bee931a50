import Testing
import VectorKernels

@testable import Benchmarking

@Suite struct WorkTests {
    private func work(_ kernel: BenchmarkKernel, _ place: BenchmarkTask.Place, _ data: BenchmarkData, limit: Int = .max)
        -> Work
    {
        Work(BenchmarkTask(kernel: kernel, place: place), data, threads: 2, rowLimit: limit)
    }

    @Test func `answers are computed from as many bytes as the rates count`() {
        let data = BenchmarkData(count: 100, dimension: 10, threads: 1)
        let pairs = work(.dot, .cache, data)
        #expect(pairs.answerCount == 50 && pairs.bytes == 100 * 10 * 4 && pairs.threads == 1)
        let scan = work(.dotRowsInt8, .memory, data)
        #expect(scan.answerCount == 100 && scan.bytes == 100 * 10 && scan.threads == 2)
        let batch = work(.dotRowsBatch, .memory, data)
        #expect(batch.answerCount == 6400 && batch.bytes == 6400 * 40 && batch.residentBytes == 4000)
        let bytes = work(.dotRowsInt8Batch, .cache, data)
        #expect(bytes.answerCount == 6400 && bytes.bytes == 6400 * 10 && bytes.threads == 1)
    }

    @Test func `work in cache leaves out rows that would not fit`() {
        let data = BenchmarkData(count: 3000, dimension: 100, threads: 2)
        let floats = work(.dotRows, .cache, data)
        #expect(floats.residentBytes <= 256 << 10 && floats.residentBytes > 250 << 10)
        #expect(work(.dotRowsInt8, .cache, data).residentBytes > floats.residentBytes / 2)
        #expect(work(.dotRows, .memory, data).residentBytes == 3000 * 400)
        #expect(work(.dotRows, .memory, data, limit: 2048).answerCount == 2048)
    }

    @Test(arguments: [BenchmarkKernel.dotRowsBatch, .dotRowsInt8Batch])
    func `a batch answers with its first block, whatever the threads do with the rest`(kernel: BenchmarkKernel) {
        let data = BenchmarkData(count: 5000, dimension: 3, threads: 2)
        let all = work(kernel, .memory, data).measure(.kernels(.active)).answers
        let part = work(kernel, .memory, data, limit: 2 * Work.rowsPerBlock).measure(.plain).answers
        #expect(all == part)
    }

    @Test func `one wrong answer is enough to disagree`() {
        let exact = Answers.floats([0.5, 0.25])
        #expect(Answers.floats([0.5, 0.25]).agree(with: exact, of: .plain, dimension: 4))
        #expect(!Answers.floats([0.5, (0.25 as Float).nextUp]).agree(with: exact, of: .plain, dimension: 4))
        #expect(!Answers.integers([1, 2]).agree(with: .integers([1, 3]), of: .plain, dimension: 4))
        #expect(!Answers.integers([1, 2]).agree(with: exact, of: .plain, dimension: 4))
    }

    @Test func `BLAS may round otherwise and no more than that`() {
        let exact = Answers.floats([0.5, 0.25])
        #expect(Answers.floats([0.5, (0.25 as Float).nextUp]).agree(with: exact, of: .blas, dimension: 4))
        #expect(!Answers.floats([0.5, 0.25001]).agree(with: exact, of: .blas, dimension: 4))
        #expect(!Answers.floats([0.5, .nan]).agree(with: exact, of: .blas, dimension: 4))
    }

    @Test func `where fewer rows were scanned, those are compared; none is no agreement`() {
        #expect(Answers.integers([1, 2, 3]).agree(with: .integers([1, 2]), of: .plain, dimension: 1))
        #expect(!Answers.integers([]).agree(with: .integers([1]), of: .plain, dimension: 1))
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
}
