import Synchronization
import SystemSupport
import Testing

private struct Failed: Error, Equatable { let index: Int }

@Suite struct ParallelTests {
    @Test(arguments: [0, 1, 2, 7, 64]) func `every index runs exactly once`(threads: Int) {
        for count in [0, 1, 2, 63, 1000] {
            let runs = Mutex([Int](repeating: 0, count: count))
            parallelFor(count: count, threads: threads) { index in runs.withLock { $0[index] += 1 } }
            #expect(runs.withLock { $0 } == [Int](repeating: 1, count: count))
        }
    }

    @Test(arguments: [1, 2, 8]) func `what is done meanwhile is done once, on the calling thread`(threads: Int) {
        var calls = 0
        func call() { calls += 1 }
        for count in [0, 1, 50] {
            calls = 0
            let found = parallelMap(count: count, threads: threads, meanwhile: call) { $0 }
            #expect(calls == 1 && found == Array(0..<count))
        }
        calls = 0
        #expect(throws: Failed(index: 3)) {
            try parallelFor(count: 9, threads: threads, meanwhile: call) { index in
                if index == 3 { throw Failed(index: index) }
            }
        }
        #expect(calls == 1)
    }

    @Test(arguments: [1, 2, 8]) func `the error of the lowest failing index is thrown`(threads: Int) {
        for _ in 0..<50 {
            #expect(throws: Failed(index: 17)) {
                try parallelFor(count: 500, threads: threads) { index in
                    if index >= 17 && index % 2 == 1 { throw Failed(index: index) }
                }
            }
        }
    }

    @Test(arguments: [1, 2, 8]) func `all indices below a failing one have run`(threads: Int) {
        let finished = Mutex(Set<Int>())
        _ = try? parallelFor(count: 1000, threads: threads) { index in
            if index == 600 { throw Failed(index: index) }
            finished.withLock { _ = $0.insert(index) }
        }
        #expect(finished.withLock { $0 }.isSuperset(of: 0..<600))
    }

    @Test(arguments: [1, 3, 16]) func `a map keeps index order`(threads: Int) {
        #expect(parallelMap(count: 300, threads: threads) { "\($0)" } == (0..<300).map { "\($0)" })
        #expect(parallelMap(count: 0, threads: threads) { $0 } == [])
    }

    @Test func `a map throws the lowest error and loses no reference`() {
        final class Token: Sendable {}
        let token = Token()
        weak var watched: Token?
        do {
            let inner = Token()
            watched = inner
            #expect(throws: Failed(index: 40)) {
                _ = try parallelMap(count: 100, threads: 4) { index in
                    if index >= 40 { throw Failed(index: index) }
                    return (inner, token)
                }
            }
        }
        #expect(watched == nil)
    }

    @Test(arguments: [1, 2, 5]) func `blocks cover the array in order`(threads: Int) {
        for (count, blockSize) in [(0, 4), (1, 4), (4, 4), (5, 4), (1000, 7), (3, 100)] {
            var values = [Int32](repeating: -1, count: count)
            parallelBlocks(of: &values, blockSize: blockSize, threads: threads) { block, span in
                for offset in span.indices { span[offset] = Int32(block * blockSize + offset) }
            }
            #expect(values == (0..<Int32(count)).map { $0 })
        }
    }

    @Test func `a failing block leaves the array usable`() {
        var values = [UInt8](repeating: 0, count: 10)
        #expect(throws: Failed(index: 1)) {
            try parallelBlocks(of: &values, blockSize: 3, threads: 2) { block, span in
                if block == 1 { throw Failed(index: block) }
                span[0] = 9
            }
        }
        #expect(values.count == 10 && values[0] == 9)
    }

    @Test func `loops may be nested`() {
        let sums = parallelMap(count: 8, threads: 4) { outer in
            parallelMap(count: 8, threads: 4) { outer * $0 }.reduce(0, +)
        }
        #expect(sums == (0..<8).map { $0 * 28 })
    }

    @Test func `at least one thread is available`() {
        #expect(Threads.available >= 1)
    }
}
