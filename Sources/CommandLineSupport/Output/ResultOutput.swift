import Glibc  // for getpid
import SystemSupport

/// Where a command's results go: standard output, or the file of `-o`.
///
/// A file is written beside its final place and renamed when everything is there, so that a failure or Ctrl-C leaves
/// what was there before. Pipes and devices such as `/dev/null` are written as they are.
public final class ResultOutput {
    private enum Destination {
        case standardOutput
        case direct(FileWriter)
        case renamed(FileWriter, to: String)
    }

    private let destination: Destination
    private var isFinished = false

    /// - Parameter path: The file to write; `nil` or `-` for standard output.
    /// - Throws: `FileError` when the file cannot be created.
    public init(path: String?) throws(FileError) {
        guard let path, path != "-" else {
            destination = .standardOutput
            return
        }
        // A link stays a link: what it points at is replaced.
        let target = FileSystem.resolvingLinks(path) ?? path
        if FileSystem.isDirectory(target) { throw .writeFailed(path: path, reason: "is a folder") }
        if FileSystem.exists(target), !FileSystem.isRegularFile(target) {
            destination = .direct(try FileWriter(path: target))
        } else {
            destination = .renamed(try FileWriter(path: "\(target).\(getpid()).partial"), to: target)
        }
    }

    deinit {
        if !isFinished, case .renamed(let writer, _) = destination { try? FileSystem.remove(writer.path) }
    }

    /// Whether the results go to standard output.
    public var isStandardOutput: Bool {
        if case .standardOutput = destination { true } else { false }
    }

    /// Whether nobody reads any more, so that a long listing can stop.
    public var isClosed: Bool { isStandardOutput && StandardOutput.isClosed }

    /// Writes a text.
    public func write(_ text: String) throws(FileError) {
        switch destination {
        case .standardOutput: StandardOutput.write(text)
        case .direct(let writer), .renamed(let writer, _): try writer.write(text)
        }
    }

    /// Writes bytes.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        switch destination {
        case .standardOutput: StandardOutput.write(bytes)
        case .direct(let writer), .renamed(let writer, _): try writer.write(bytes)
        }
    }

    /// Writes a text and ends the line.
    public func writeLine(_ text: String) throws(FileError) { try write(text + "\n") }

    /// Hands everything over: what was not finished is not there.
    /// - Throws: `FileError` if any of it could not be written, such as on a full disk. A closed pipe is no error.
    public func finish() throws(FileError) {
        switch destination {
        case .standardOutput:
            try StandardOutput.flush()
        case .direct(let writer):
            try writer.close()
        case .renamed(let writer, let target):
            try writer.sync()
            try writer.close()
            try FileSystem.rename(writer.path, to: target)
        }
        isFinished = true
    }
}
