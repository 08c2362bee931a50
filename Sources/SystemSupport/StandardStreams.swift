import Glibc
import Synchronization

/// Standard output: buffered, and quiet when its reader has gone.
///
/// `sextant search … | head -1` is no error: after the pipe is closed, writes are dropped and ``isClosed`` is true, so
/// that a long listing can stop. Any other failure (a full disk) is kept and thrown by ``flush()``.
public enum StandardOutput {
    private static let stream = StandardStream(STDOUT_FILENO, path: "standard output")

    /// Whether nobody reads any more.
    public static var isClosed: Bool { stream.isClosed }

    /// Writes a text.
    public static func write(_ text: String) { stream.write(Array(text.utf8)) }

    /// Writes bytes.
    public static func write(_ bytes: [UInt8]) { stream.write(bytes) }

    /// Hands everything written so far to the system. Call it before the process ends.
    /// - Throws: The first failure of any write since the start, except a closed pipe.
    public static func flush() throws(FileError) { try stream.flush() }
}

/// Standard error: written at once; failures are ignored, since there is nowhere left to report them.
public enum StandardError {
    private static let stream = StandardStream(STDERR_FILENO, path: "standard error")

    /// Writes a text.
    public static func write(_ text: String) {
        stream.write(Array(text.utf8))
        try? stream.flush()
    }
}

/// How the process takes signals.
public enum Signals {
    /// Makes a write to a closed pipe fail instead of ending the process. Call it once at the start.
    public static func ignoreClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Makes a write beyond the largest file that is allowed (`ulimit -f`) fail instead of ending the process. Call it
    /// once at the start.
    public static func ignoreFileSizeLimit() {
        _ = signal(SIGXFSZ, SIG_IGN)
    }
}

/// A writer that several threads may use and that remembers its first failure.
final class StandardStream: Sendable {
    private struct State {
        var writer: FileWriter
        var failure: FileError?
    }

    private let state: Mutex<State>

    init(_ number: Int32, path: String) {
        state = Mutex(State(writer: FileWriter(borrowing: number, path: path)))
    }

    var isClosed: Bool {
        state.withLock { state in
            if case .closedPipe? = state.failure { true } else { false }
        }
    }

    func write(_ bytes: [UInt8]) {
        perform { writer throws(FileError) in try writer.write(bytes) }
    }

    func flush() throws(FileError) {
        perform { writer throws(FileError) in try writer.flush() }
        let failure = state.withLock { $0.failure }
        if let failure, !isClosed { throw failure }
    }

    private func perform(_ body: (FileWriter) throws(FileError) -> Void) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do throws(FileError) {
                try body(state.writer)
            } catch {
                state.failure = error
            }
        }
    }
}
