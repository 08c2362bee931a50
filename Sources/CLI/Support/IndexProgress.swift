import CommandLineSupport
import Sextant
import SystemSupport

/// The progress bar of an index run: one for each stage.
struct IndexProgress {
    private let messages: Messages
    private var stage: IndexStage?
    private var bar: ProgressBar?

    init(_ messages: Messages) {
        self.messages = messages
    }

    /// Says how far a stage is; a new stage begins a new bar.
    mutating func update(_ stage: IndexStage, _ done: Int, _ total: Int?) {
        if stage != self.stage {
            bar?.finish()
            bar = messages.progress(stage.rawValue, total: total, unit: stage == .reading ? "entries" : "papers")
            self.stage = stage
        }
        bar?.update(done)
    }

    /// Removes the bar.
    mutating func finish() {
        bar?.finish()
        bar = nil
    }
}
