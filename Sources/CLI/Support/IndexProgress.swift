import CommandLineSupport
import Sextant
import SystemSupport

/// The progress bar of an index run: entries read of those expected, and what is being done with them.
struct IndexProgress {
    private var bar: ProgressBar
    private var read = 0
    private var expected: Int?

    init(_ messages: Messages) {
        bar = messages.progress(IndexStage.reading.rawValue, total: nil, unit: "entries")
    }

    /// Says what is being done, and of entries that are read, how many there are.
    mutating func update(_ stage: IndexStage, _ done: Int, _ total: Int?) {
        if stage == .reading { (read, expected) = (done, total) }
        bar.update(read, of: expected, label: stage.rawValue)
    }

    /// Removes the bar.
    mutating func finish() { bar.finish() }
}
