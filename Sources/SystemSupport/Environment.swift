import Glibc

/// What the process was started with.
public enum Environment {
    /// A variable's value; nil when it is not set.
    public static func value(_ name: String) -> String? {
        // SAFETY: the name is a NUL-terminated string, the result too; nothing in this program changes the environment.
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe SystemPath.text(text)
    }

    /// The words after the program's name; bytes that are not UTF-8 are kept as ``SystemPath`` does.
    public static var arguments: [String] {
        // SAFETY: the system gives `argc` NUL-terminated strings, which nothing in this program changes.
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            unsafe CommandLine.unsafeArgv[index].map { unsafe SystemPath.text($0) }
        }
    }

    /// This process's number.
    public static var processID: Int { Int(getpid()) }

    /// The user's home folder: `HOME`, else the account's; nil when there is neither.
    public static var homeDirectory: String? {
        if let home = value("HOME"), !home.isEmpty { return home }
        // SAFETY: the entry and its strings are valid until the next such call and are copied at once.
        guard let account = unsafe getpwuid(getuid()), let folder = unsafe account.pointee.pw_dir else { return nil }
        return unsafe SystemPath.text(folder)
    }
}

/// What time it is.
public enum Clock {
    /// Days from 1970-01-01 to today, by the time of the place where the computer is.
    public static var localDaysSinceEpoch: Int {
        var now = time(nil)
        var local = unsafe tm()
        // SAFETY: both are local structures; the call fills the second.
        guard unsafe localtime_r(&now, &local) != nil else { return Int(now) / 86_400 }
        return unsafe (local.tm_gmtoff + Int(now)) / 86_400
    }

    /// Seconds since some fixed moment before the process began; they never go back.
    public static var seconds: Double {
        var time = timespec()
        // SAFETY: `time` is a local structure that the call fills.
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
