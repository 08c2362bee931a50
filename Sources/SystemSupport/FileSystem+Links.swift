import Glibc

extension FileSystem {
    /// Whether a plain file is there (after following links): no folder, pipe or device.
    public static func isRegularFile(_ path: String) -> Bool { status(path)?.isRegular ?? false }

    /// The path with every link in it followed; nil when nothing is there.
    public static func resolvingLinks(_ path: String) -> String? {
        // SAFETY: the path is a NUL-terminated string; the result is one too, allocated for us, copied and freed once.
        guard let resolved = unsafe realpath(SystemPath.bytes(path), nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe SystemPath.text(resolved)
    }

    /// Whether a folder itself is there, and no link to one.
    public static func isOwnDirectory(_ path: String) -> Bool {
        status(path, followingLinks: false)?.isDirectory ?? false
    }

    /// Whether a file, folder or link is this user's.
    public static func isMine(_ path: String) -> Bool { status(path, followingLinks: false)?.owner == getuid() }

    /// Whether a name is taken, be it by a link that leads nowhere.
    public static func isTaken(_ path: String) -> Bool { status(path, followingLinks: false) != nil }
}
