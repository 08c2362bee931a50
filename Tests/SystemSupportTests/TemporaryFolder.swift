import Glibc
import SystemSupport
import Testing

/// A new empty folder that is removed when the last reference goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let base = Environment.value("TMPDIR") ?? "/tmp"
        path = base + "/sextant-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectory(path)
    }

    deinit { try? FileSystem.remove(path) }

    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        let writer = try FileWriter(path: file)
        try writer.write(text)
        try writer.close()
        return file
    }
}

/// Whether permissions bind this user: the superuser passes every check.
let permissionsApply = getuid() != 0

// SAFETY of both: the strings are NUL-terminated and only read.

func makeLink(_ path: String, to target: String) -> Bool { unsafe symlink(target, path) == 0 }

func setPermissions(_ path: String, _ mode: mode_t) { _ = unsafe chmod(path, mode) }
