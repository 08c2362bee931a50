import Glibc
import Synchronization

/// What is done when the process is interrupted from the keyboard, told to end, or loses its terminal.
///
/// A thread of its own waits for these signals, since hardly anything may be done in a signal's handler. Afterwards the
/// process ends by the signal, as it would have.
public final class Interrupts: Sendable {
    /// The process's only one: signals are the process's.
    public static let shared = Interrupts()

    private struct State {
        var action: (@Sendable () -> Void)?
        var isWaiting = false
    }

    private let state = Mutex(State())

    /// Sets what is done, or that nothing is. Call it before other threads are started: they inherit what is blocked.
    public func onInterrupt(_ action: (@Sendable () -> Void)?) {
        let isFirst = state.withLock { state in
            state.action = action
            defer { state.isWaiting = state.isWaiting || action != nil }
            return action != nil && !state.isWaiting
        }
        guard isFirst else { return }
        var signals = Self.signals
        // SAFETY: local structures that the calls read; the thread takes nothing and is never joined.
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        unsafe pthread_create(&thread, nil, { _ in Interrupts.shared.wait() }, nil)
        pthread_detach(thread)
    }

    private static var signals: sigset_t {
        var signals = sigset_t()
        // SAFETY: a local structure that the calls fill.
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, number) }
        return signals
    }

    private func wait() -> Never {
        var signals = Self.signals
        var number: Int32 = 0
        // SAFETY: local structures that the calls read and fill.
        while unsafe sigwait(&signals, &number) != 0 {}
        state.withLock { $0.action }?()
        signal(number, SIG_DFL)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        _exit(128 + number)
    }
}
