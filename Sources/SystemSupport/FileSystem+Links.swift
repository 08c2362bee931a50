import Glibc

extension FileSystem {
    /// Whether a plain file is there (after following links): no folder, pipe or device.
    public static func isRegularFile(_ path: String) -> Bool { status(path)?.isRegular ?? false }

    /// The path with every link in it followed; nil when nothing is there.
    public static func resolvingLinks(_ path: String) -> String? {
        // SAFETY: the path is a NUL-terminated string; the result is one too, allocated for us, copied and freed once.
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
