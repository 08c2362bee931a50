import Glibc
import Synchronization

/// Calls `body(0)`, …, `body(count - 1)` on up to `threads` threads and returns when all are done.
///
/// Indices are taken one by one in ascending order by whichever thread is free, so calls of uneven length balance. The
/// calling thread works too. One thread runs everything inline.
/// - Parameter meanwhile: What the calling thread does before it takes an index, while others take theirs.
/// - Throws: The error of the lowest index that throws, whatever the number of threads. Indices above it may or may not
///   have run.
/// - Complexity: O(`threads`) thread starts (about 20 µs each): hand out work of a millisecond or more.
public func parallelFor<Failure: Error>(
    count: Int, threads: Int, meanwhile: () -> Void = {}, _ body: @Sendable (Int) throws(Failure) -> Void
) throws(Failure) {
    precondition(count >= 0, "parallelFor: count must not be negative")
    guard threads > 1, count > 1 else {
        meanwhile()
        for index in 0..<count { try body(index) }
        return
    }
    let failure = withoutActuallyEscaping(body) { body in
        let queue = WorkQueue(count: count, body: body)
        runOnThreads(min(threads, count), meanwhile: meanwhile) { queue.drain() }
        return queue.failure
    }
    if let failure { throw failure }
}

/// The results of `body(0)`, …, `body(count - 1)` in index order, whatever the number of threads.
///
/// - Parameter meanwhile: What the calling thread does before it takes an index, while others take theirs.
/// - Throws: The error of the lowest index that throws.
/// - Complexity: As ``parallelFor(count:threads:meanwhile:_:)``, and one allocation.
public func parallelMap<Result: Sendable, Failure: Error>(
    count: Int, threads: Int, meanwhile: () -> Void = {}, _ body: @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    var results = [Result?](repeating: nil, count: count)
    try mutateDisjointly(&results) { slots throws(Failure) in
        try parallelFor(count: count, threads: threads, meanwhile: meanwhile) { index throws(Failure) in
            let result = try body(index)
            // SAFETY: `index` is below `count`, the buffer's size, and handed to one thread alone.
            unsafe slots.base[index] = result
        }
    }
    return results.compactMap { $0 }
}

/// Splits `array` into consecutive blocks of `blockSize` elements (the last may be shorter) and hands each to
/// `body(blockIndex, &block)` on some thread.
///
/// The blocks do not depend on the number of threads, so neither does anything computed per block.
/// - Throws: The error of the lowest block that throws.
public func parallelBlocks<Element: BitwiseCopyable & Sendable, Failure: Error>(
    of array: inout [Element], blockSize: Int, threads: Int,
    _ body: @Sendable (Int, inout MutableSpan<Element>) throws(Failure) -> Void
) throws(Failure) {
    precondition(blockSize > 0, "parallelBlocks: blockSize must be positive")
    let count = array.count
    try mutateDisjointly(&array) { slots throws(Failure) in
        try parallelFor(count: (count + blockSize - 1) / blockSize, threads: threads) { block throws(Failure) in
            let start = block * blockSize
            // SAFETY: `start..<min(start + blockSize, count)` lies in the buffer; each block goes to one thread alone,
            // and no two overlap.
            let slice = unsafe UnsafeMutableBufferPointer(rebasing: slots.base[start..<min(start + blockSize, count)])
            var span = unsafe slice.mutableSpan
            try body(block, &span)
        }
    }
}

/// A buffer that several threads write, each its own elements.
@safe private struct DisjointSlots<Element>: @unchecked Sendable {
    // SAFETY: sent to threads only by the two functions above, which give each element to one thread.
    let base: UnsafeMutableBufferPointer<Element>
}

/// Runs `body` over the storage of `array`.
private func mutateDisjointly<Element, Failure: Error>(
    _ array: inout [Element], _ body: (DisjointSlots<Element>) throws(Failure) -> Void
) throws(Failure) {
    let outcome: Result<Void, Failure> = unsafe array.withUnsafeMutableBufferPointer { buffer in
        // SAFETY: the slots do not outlive this call: `parallelFor` joins its threads before it returns.
        let slots = unsafe DisjointSlots(base: buffer)
        do throws(Failure) {
            return .success(try body(slots))
        } catch {
            return .failure(error)
        }
    }
    try outcome.get()
}

/// Hands out indices in ascending order until they are used up or one has failed.
private final class WorkQueue<Failure: Error>: Sendable {
    private let count: Int
    private let body: @Sendable (Int) throws(Failure) -> Void
    private let next = Atomic<Int>(0)
    private let lowestFailedIndex: Atomic<Int>
    private let lowestFailure = Mutex<(index: Int, error: Failure)?>(nil)

    init(count: Int, body: @escaping @Sendable (Int) throws(Failure) -> Void) {
        self.count = count
        self.body = body
        lowestFailedIndex = Atomic(count)
    }

    var failure: Failure? { lowestFailure.withLock { $0?.error } }

    /// Works until nothing is left. An index below a failed one has been handed out before it and is always finished,
    /// which is what makes the reported error the lowest.
    func drain() {
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < lowestFailedIndex.load(ordering: .relaxed) else { return }
            do throws(Failure) {
                try body(index)
            } catch {
                record(error, at: index)
            }
        }
    }

    private func record(_ error: Failure, at index: Int) {
        lowestFailure.withLock { lowest in
            if let lowest, lowest.index < index { return }
            lowest = (index, error)
            lowestFailedIndex.store(index, ordering: .relaxed)
        }
    }
}

/// A closure that a new thread can be handed as one object.
private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Runs `body` on `threads - 1` new threads (fewer if the system gives no more) and, after `meanwhile`, on this one; and
/// waits for all.
private func runOnThreads(_ threads: Int, meanwhile: () -> Void, _ body: @escaping @Sendable () -> Void) {
    let shared = ThreadBody(body)
    var started: [pthread_t] = []
    for _ in 1..<threads {
        var thread = pthread_t()
        // SAFETY: `shared` outlives the threads, which are joined below; the start routine only reads it.
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeUnretainedValue().run()
                }
                return nil
            }, Unmanaged.passUnretained(shared).toOpaque())
        guard status == 0 else { break }
        started.append(thread)
    }
    meanwhile()
    shared.run()
    for thread in started {
        _ = pthread_join(thread, nil)
    }
    withExtendedLifetime(shared) {}
}
