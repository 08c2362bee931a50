import Glibc

/// How much memory the process may use, known before it is used up.
///
/// Without room, OpenBLAS tries again for ever and Swift ends the process, so both are told beforehand.
public enum MemoryLimit {
    /// What the process needs for its code, its threads' stacks and the buffers of OpenBLAS, whatever it does.
    public static let minimumAddressSpace = 512 << 20
    /// What of that is touched.
    public static let minimumMemory = 64 << 20

    /// Why there is too little memory for any work; nil when there is enough.
    public static var problem: String? {
        problem(addressSpace: smallest(RLIMIT_AS, RLIMIT_DATA), memory: groupLimit)
    }

    static func problem(addressSpace: Int?, memory: Int?) -> String? {
        if let addressSpace, addressSpace < minimumAddressSpace {
            return tooLittle(addressSpace, minimumAddressSpace, "raise the limit (ulimit -v, ulimit -d)")
        }
        if let memory, memory < minimumMemory {
            return tooLittle(memory, minimumMemory, "raise the limit of its control group (memory.max)")
        }
        return nil
    }

    private static func tooLittle(_ found: Int, _ needed: Int, _ remedy: String) -> String {
        "this process may use \(found >> 20) MB of memory and needs \(needed >> 20) MB or more: \(remedy)"
    }

    private static var groupLimit: Int? {
        ControlGroup.values(of: "memory.max").compactMap { Int($0.filter { !$0.isWhitespace }) }.min()
    }

    private static func smallest(_ resources: __rlimit_resource...) -> Int? {
        resources.compactMap { resource in
            var limit = rlimit()
            // SAFETY: a local structure that the call fills.
            guard unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { return nil }
            return Int(exactly: limit.rlim_cur)  // nil for "no limit", which is 2^64 - 1
        }.min()
    }
}
