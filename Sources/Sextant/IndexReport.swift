import Digests
import IndexStore

/// What an index run did.
public struct IndexReport: Sendable {
    /// What was read, counted by format and by kind of problem.
    public var summary = DigestSummary()
    /// Everything that could not be taken as it was.
    public var problems: [DigestProblem] = []
    /// Papers that were not known.
    public var added = 0
    /// Papers of which more is known now.
    public var merged = 0
    /// Papers whose summary was generated anew.
    public var regenerated = 0
    /// Papers whose title, abstract or authors were replaced.
    public var changed = 0
    /// Papers of which nothing new was read.
    public var unchanged = 0
    /// Papers in the index afterwards.
    public var papers = 0
    /// Why the model was fitted, if it was.
    public var fit: FitReason?
    /// What failed without harm after a commit: syncing the folder, or removing what is not needed any more.
    public var warnings: [IndexError] = []

    /// Papers that were read, each once however many digests have it.
    public var distinct: Int { added + merged + regenerated + changed + unchanged }

    /// Entries of papers that an earlier entry of the run is about too. With ``distinct`` they make all entries read.
    public var repeated: Int { max(0, summary.total.read - distinct) }

    /// Counts a paper; `nil` is one that was not known.
    mutating func count(_ change: PaperChange?, by number: Int) {
        switch change {
        case nil: added += number
        case .unchanged: unchanged += number
        case .merged: merged += number
        case .regenerated: regenerated += number
        case .changed: changed += number
        }
    }
}

/// Why a model is fitted.
public enum FitReason: Sendable {
    /// The index had none.
    case first
    /// The pile has at least doubled since the last fit.
    case growth
    /// It was asked for.
    case asked
}

/// What an index run is doing, for a progress bar.
public enum IndexStage: String, Sendable {
    case reading = "reading"
    case analysing = "analysing"
    case fitting = "fitting the model"
    case writing = "writing"
}
