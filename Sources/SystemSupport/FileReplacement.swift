import Glibc

/// A new version of a file, written beside it and put in its place when it is whole.
///
/// Until then the old version stays. The file is written as `FILE.PID.partial` under a lock, so that what a killed run
/// left is told from what another run still writes, and removed by the next run that writes the same file.
public final class FileReplacement {
    private let target: String
    private let writer: FileWriter
    private var isPending = true

    /// - Parameter target: The file to replace or make; no link.
    public init(of target: String) throws(FileError) {
        self.target = target
        Self.sweep(target)
        let permissions = FileSystem.status(target)?.permissions
        writer = try FileWriter(new: "\(target).\(Environment.processID).partial", permissions: permissions ?? 0o644)
        // Not every file system has locks and permissions; it was made with no more permissions than these.
        try? writer.lock()
        if let permissions { try? writer.setPermissions(permissions) }
    }

    deinit {
        if isPending { try? FileSystem.remove(writer.path) }
    }

    /// Writes bytes.
    public func write(_ bytes: [UInt8]) throws(FileError) { try writer.write(bytes) }

    /// Writes a text as UTF-8.
    public func write(_ text: String) throws(FileError) { try writer.write(text) }

    /// Puts the new version, which is on the disk then, in the old one's place.
    public func finish() throws(FileError) {
        try writer.sync()
        // Before the file is closed, and its lock released.
        try FileSystem.rename(writer.path, to: target)
        isPending = false
        try writer.close()
    }

    /// Removes partial files of runs that are gone: nobody holds their lock, and no other process has their number.
    private static func sweep(_ target: String) {
        guard let folder = FileSystem.parent(of: target), let names = try? FileSystem.list(folder) else { return }
        let start = (target.split(separator: "/").last ?? "") + "."
        for name in names where name.hasPrefix(start) && name.hasSuffix(".partial") {
            let path = folder + "/" + name
            guard let process = Int32(name.dropFirst(start.count).dropLast(".partial".count)), process > 0,
                process == getpid() || (kill(process, 0) != 0 && errno == ESRCH),
                (try? FileLock.isHeld(path: path)) == false
            else { continue }
            try? FileSystem.remove(path)
        }
    }
}
