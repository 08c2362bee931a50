import Synchronization
import TextAnalysis

/// A counter and its index in the pool.
///
/// One thread at a time has it: the pool hands it out and takes it back.
final class PooledCounter: @unchecked Sendable {
    var counter = TermCounter()
    /// The terms of a document, as they come.
    var occurrences: [UInt32] = []
    /// See ``LocalBlock``.
    var places: [UInt32] = []
    let index: Int

    init(index: Int) { self.index = index }
}

/// Counters handed to whichever thread asks, so that no more are made than threads work at once.
final class CounterPool: Sendable {
    private struct State {
        var idle: [PooledCounter] = []
        var made = 0
    }
    private let state = Mutex(State())

    func withCounter<R>(_ body: (PooledCounter) -> R) -> R {
        let pooled = state.withLock { state in
            if let last = state.idle.popLast() { return last }
            state.made += 1
            return PooledCounter(index: state.made - 1)
        }
        defer { state.withLock { $0.idle.append(pooled) } }
        return body(pooled)
    }

    /// The terms of each counter, by its index; call when no counter is out.
    func terms() -> [[Term]] {
        state.withLock { state in state.idle.sorted { $0.index < $1.index }.map { $0.counter.terms } }
    }
}
