/// What tells which of two records of one paper is newer: the day of the revision, then the version, then the digest's
/// day. What a record does not say counts as older than anything.
public struct Recency: Comparable, Hashable, Sendable {
    /// The day on which the record says that it was revised (`update_date`, `updated`, the last of `versions`).
    public var revised: Day?
    /// The paper's version, from 1; 0 when the record names none.
    public var version: UInt16
    /// The day of the digest that the record was read in.
    public var digest: Day?

    public init(revised: Day? = nil, version: UInt16 = 0, digest: Day? = nil) {
        self.revised = revised
        self.version = version
        self.digest = digest
    }

    public static func < (a: Recency, b: Recency) -> Bool {
        if a.revised != b.revised { return Day.isLater(b.revised, a.revised) }
        if a.version != b.version { return a.version < b.version }
        return Day.isLater(b.digest, a.digest)
    }
}

extension Day {
    /// Whether `a` is after `b`; no day is before every day.
    static func isLater(_ a: Day?, _ b: Day?) -> Bool {
        guard let a else { return false }
        guard let b else { return true }
        return a > b
    }
}
