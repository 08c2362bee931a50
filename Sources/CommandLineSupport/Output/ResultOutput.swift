import SystemSupport

/// Where a command's results go: standard output, or the file of `-o`.
///
/// A file is written beside its final place and renamed when everything is there, so that a failure or Ctrl-C leaves
/// what was there before. Pipes and devices such as `/dev/null` are written as they are.
public final class ResultOutput {
    private enum Destination {
        case standardOutput
        /// A pipe or device.
        case direct(FileWriter)
        /// The file's final place.
        case renamed(target: String)
    }

    /// What makes a folder an index: nothing is written there, be it to its files or beside them.
    private static let catalog = "catalog.sqlite"

    private let destination: Destination
    /// What is written beside the final place; opened late, so that Ctrl-C during long work leaves nothing.
    private var partial: FileReplacement?

    /// - Parameter path: The file to write; `nil` or `-` for standard output.
    /// - Throws: `FileError` when it is clear already that the file cannot be written.
    public init(path: String?) throws(FileError) {
        guard let path, path != "-" else {
            destination = .standardOutput
            return
        }
        // A link stays a link: what it points at is replaced.
        let target = FileSystem.resolvingLinks(path) ?? path
        let folder = FileSystem.parent(of: target)
        if FileSystem.isDirectory(target) || folder == nil { throw .writeFailed(path: path, reason: "is a folder") }
        if let folder, !FileSystem.isDirectory(folder) { throw .writeFailed(path: path, reason: "no such folder") }
        try Self.requireOutsideIndex(target)
        let isSpecial = FileSystem.exists(target) && !FileSystem.isRegularFile(target)
        destination = isSpecial ? .direct(try FileWriter(path: target)) : .renamed(target: target)
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
        case .direct(let writer): try writer.write(text)
        case .renamed(let target): try openPartial(of: target).write(text)
        }
    }

    /// Writes bytes.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        switch destination {
        case .standardOutput: StandardOutput.write(bytes)
        case .direct(let writer): try writer.write(bytes)
        case .renamed(let target): try openPartial(of: target).write(bytes)
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
        case .renamed(let target):
            let partial = try openPartial(of: target)
            // Again: the command may have made the index.
            try Self.requireOutsideIndex(target)
            try partial.finish()
            self.partial = nil
        }
    }

    private func openPartial(of target: String) throws(FileError) -> FileReplacement {
        if let partial { return partial }
        let opened = try FileReplacement(of: target)
        partial = opened
        return opened
    }

    /// Refuses a file in an index's folder or below its segments.
    private static func requireOutsideIndex(_ target: String) throws(FileError) {
        guard var folder = FileSystem.resolvingLinks(FileSystem.parent(of: target) ?? "/") else { return }
        var below: Substring?
        while true {
            if below == nil || below == "segments", FileSystem.isRegularFile(folder + "/" + catalog) {
                throw .writeFailed(path: target, reason: "is in the folder of an index; choose another place")
            }
            guard folder != "/", let parent = FileSystem.parent(of: folder) else { return }
            below = folder.split(separator: "/").last
            folder = parent
        }
    }
}
