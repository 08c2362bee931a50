/// The map from the evidence for a paper to its score, 0…1.
///
/// score = e³ / (e³ + m³): 0 without evidence, ½ at ``middle``, towards 1. It does not change the order. Fitted to
/// the share of relevant papers among the first twenty of the judged sets (see ARCHITECTURE.md).
enum EvidenceScale {
    /// The evidence of a score of ½.
    static let middle: Float = 2.4

    /// The score of a paper, 0…1.
    static func score(_ evidence: Float) -> Float {
        guard evidence > 0 else { return 0 }
        let ratio = evidence / middle
        let power = ratio * ratio * ratio
        return power.isFinite ? power / (power + 1) : 1
    }
}
