/// The tail of a binomial distribution.
public enum BinomialTail {
    /// The chance of at most `count` successes of `trials`, each with the chance given.
    public static func atMost(_ count: Int, of trials: Int, chance: Double) -> Double {
        precondition(chance >= 0 && chance <= 1 && trials >= 0, "BinomialTail: parameter out of range")
        guard count >= 0 else { return 0 }
        guard count < trials else { return 1 }
        return RegularizedBeta(a: Double(trials - count), b: Double(count + 1)).value(at: 1 - chance)
    }
}
