import Glibc

/// How many threads this process can keep busy.
public enum Threads {
    /// The processors this process may use: the smaller of its affinity mask and its control group's CPU quota, and at
    /// least 1.
    public static let available = max(1, min(affinityCount, quota ?? .max))

    /// Processors in the affinity mask, read from the kernel's text: `sched_getaffinity` is not in Swift's Glibc.
    private static var affinityCount: Int {
        let online = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        guard let status = try? FileSystem.contents(of: "/proc/self/status") else { return online }
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        let list = lines.first { $0.hasPrefix("Cpus_allowed_list:") }?.split(separator: ":").last
        return list.flatMap { parseList(String($0)) } ?? online
    }

    /// The quota of the control group (version 2) and of those above it, in whole processors rounded up; nil when
    /// there is none.
    private static var quota: Int? { ControlGroup.values(of: "cpu.max").compactMap(parseQuota).min() }

    /// How many processors a list such as `0-3,8` names; nil when it is no such list.
    static func parseList(_ text: String) -> Int? {
        var count = 0
        for range in text.filter({ !$0.isWhitespace }).split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last else {
                return nil
            }
            count += last - first + 1
        }
        return count
    }

    /// Processors of a `cpu.max` file such as `150000 100000`, rounded up; nil for `max 100000`.
    static func parseQuota(_ text: String) -> Int? {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 2, let quota = Int(fields[0]), let period = Int(fields[1]), quota > 0, period > 0 else {
            return nil
        }
        return (quota - 1) / period + 1
    }
}
