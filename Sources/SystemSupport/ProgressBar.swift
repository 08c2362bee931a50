/// A line on standard error that tells how far a long piece of work is.
///
/// It appears only on a terminal, only after half a second, is drawn at most ten times a second, and is gone when the
/// work is done. Updates cost a clock reading.
public struct ProgressBar {
    private static let delay = 0.5
    private static let interval = 0.1

    private var label: String
    private var total: Int?
    private let unit: String
    private let isEnabled: Bool
    private let start = Clock.seconds
    private var lastDrawn: Double?

    /// Starts the clock.
    /// - Parameters:
    ///   - label: What is being done: `Reading`.
    ///   - total: How many units there are; nil when unknown.
    ///   - unit: What is counted, in the plural: `papers`.
    ///   - isQuiet: Whether to show nothing at all.
    public init(label: String, total: Int?, unit: String = "", isQuiet: Bool = false) {
        self.label = label
        self.total = total
        self.unit = unit
        isEnabled = !isQuiet && Terminal.isTerminal(.error)
    }

    /// Says that `done` units are finished.
    public mutating func update(_ done: Int) {
        guard isEnabled else { return }
        let now = Clock.seconds
        guard now - (lastDrawn.map { $0 + Self.interval } ?? start + Self.delay) >= 0 else { return }
        lastDrawn = now
        let line = Self.line(label: label, done: done, total: total, unit: unit, elapsed: now - start)
        StandardError.write("\r\u{1B}[K" + Terminal.truncate(line, to: (Terminal.width ?? 80) - 1))
    }

    /// Says that `done` of `total` units are finished, and what is being done now.
    public mutating func update(_ done: Int, of total: Int?, label: String) {
        self.total = total
        if label != self.label, lastDrawn != nil { lastDrawn = -.infinity }  // another label is shown at once
        self.label = label
        update(done)
    }

    /// Removes the line. Call it before anything else is written.
    public mutating func finish() {
        if lastDrawn != nil { StandardError.write("\r\u{1B}[K") }
        lastDrawn = nil
    }

    /// `Reading  1200/5000 papers  24 %  6000/s  1 s left`
    static func line(label: String, done: Int, total: Int?, unit: String, elapsed: Double) -> String {
        let rate = Double(done) / max(elapsed, 1e-9)
        var parts = [label, (total.map { "\(done)/\($0)" } ?? "\(done)") + (unit.isEmpty ? "" : " \(unit)")]
        if let total, total > 0 { parts.append("\(min(100, done * 100 / total)) %") }
        parts.append("\(Int(min(rate, 1e15)))/s")
        if let total, done > 0, done < total { parts.append(duration(Double(total - done) / rate) + " left") }
        return parts.joined(separator: "  ")
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
