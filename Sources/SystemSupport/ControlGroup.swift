/// The control group (version 2) that the process is in: what a container or service manager allows it.
enum ControlGroup {
    /// What the files of this name say, of the process's group and of those above it.
    static func values(of file: String) -> [String] {
        guard let groups = try? FileSystem.contents(of: "/proc/self/cgroup") else { return [] }
        let own = String(decoding: groups, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("0::/") }
        let parts = (own?.dropFirst(4) ?? "").split(separator: "/").map(String.init)
        return (0...parts.count).compactMap { depth in
            let path = (["/sys/fs/cgroup"] + parts.prefix(depth) + [file]).joined(separator: "/")
            return (try? FileSystem.contents(of: path)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
