import Glibc
import SystemSupport

/// A folder for an index that is needed for a while: in the folder for temporary files, for this user alone.
///
/// It is removed at the end, also when the run is interrupted from the keyboard or told to end; what a killed run left is
/// removed by the next. Folders of running programs are told by the lock in them.
final class TemporaryIndex {
    private static let prefix = "sextant-eval-"

    /// Where the index goes.
    let path: String

    private let folder: String
    private let lock: FileLock?

    /// - Throws: `FileError` when the folder for temporary files is missing, or nothing can be made in it.
    init() throws(FileError) {
        let base = Environment.value("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        Self.sweep(base)
        // A name that nobody else takes or guesses; nothing that is measured depends on it.
        folder = "\(base)/\(Self.prefix)\(Environment.processID)-\(UInt64.random(in: 0 ... .max))"
        path = folder + "/index"
        try FileSystem.makeNewDirectory(folder, isPrivate: true)
        lock = try FileLock.acquire(path: folder + "/lock", waitingUpTo: 0)
        Interrupts.shared.onInterrupt { [folder] in Self.remove(folder) }
    }

    deinit {
        Interrupts.shared.onInterrupt(nil)
        try? FileSystem.remove(folder)
    }

    /// Removes a folder that others still write to.
    private static func remove(_ folder: String) {
        for _ in 0..<100 where FileSystem.isTaken(folder) { try? FileSystem.remove(folder) }
    }

    /// Removes this user's folders of killed runs.
    private static func sweep(_ base: String) {
        for name in (try? FileSystem.list(base)) ?? [] where name.hasPrefix(prefix) {
            let folder = base + "/" + name
            guard FileSystem.isOwnDirectory(folder), FileSystem.isMine(folder),
                let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ Int32($0) }),
                process > 0, process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
            else { continue }
            if (try? FileLock.isHeld(path: folder + "/lock")) != true { try? FileSystem.remove(folder) }
        }
    }
}
