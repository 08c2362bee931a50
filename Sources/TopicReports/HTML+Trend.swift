import Digests

extension HTML {
    /// Draws how many papers there are over time.
    mutating func writeWhole(_ timeline: Timeline) {
        guard timeline.days.count > 1, let first = timeline.days.first, let last = timeline.days.last,
            let most = timeline.totals.indices.max(by: { (timeline.totals[$0], $1) < (timeline.totals[$1], $0) })
        else { return }
        let peak = timeline.totals[most]
        raw("<figure class=\"whole\">\n")
        writeLine(
            timeline.totals.map(Double.init),
            label: "Papers by \(timeline.unit.rawValue): \(timeline.totals[0]) on \(first), most \(peak) on "
                + "\(timeline.days[most]), \(timeline.totals[timeline.totals.count - 1]) on \(last)")
        raw("<figcaption>Papers by ")
        text(timeline.unit.rawValue)
        text(", \(first) to \(last); most: \(Text.count(peak)) on \(timeline.days[most])")
        raw("</figcaption>\n</figure>\n")
    }

    /// Draws a topic's share over time.
    mutating func writeTrend(of topic: TopicReport.Topic, _ timeline: Timeline) {
        let shares = timeline.shares(of: topic.members)
        guard shares.count > 1, let most = shares.indices.max(by: { (shares[$0], $1) < (shares[$1], $0) }) else {
            return
        }
        func percent(_ index: Int) -> String { "\(Text.fixed(shares[index] * 100, digits: 1)) %" }
        let last = shares.count - 1
        writeLine(
            shares,
            label: "Share of papers: \(percent(0)) on \(timeline.days[0]), most \(percent(most)) on "
                + "\(timeline.days[most]), \(percent(last)) on \(timeline.days[last])")
    }

    /// A line over values of 0 and more, at least two, from left to right; 0 is at the bottom.
    private mutating func writeLine(_ values: [Double], label: String) {
        let (width, height, most) = (1000, 100, values.max() ?? 0)
        let points = values.enumerated().map { index, value in
            let share = most > 0 ? value / most : 0
            return "\(index * width / (values.count - 1)),\(height - Int(share * Double(height - 6)) - 2)"
        }.joined(separator: " ")
        raw("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
        text(label)
        raw("\"><title>")
        text(label)
        raw("</title><polygon class=\"area\" points=\"0,100 ")
        text(points)
        raw(" 1000,100\"/><polyline class=\"trend\" points=\"")
        text(points)
        raw("\"/></svg>\n")
    }
}

/// Numbers as the page shows them.
enum Text {
    /// 12493 as 12,493.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }

    /// A number of 0 or more with so many digits behind the point.
    static func fixed(_ value: Double, digits: Int = 2) -> String {
        guard value.isFinite else { return "–" }
        var factor = 1
        for _ in 0..<digits { factor *= 10 }
        let rounded = Int((max(0, value) * Double(factor)).rounded())
        let fraction = String(rounded % factor)
        return "\(rounded / factor)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// A part of a whole in percent; 0 of nothing.
    static func percent(_ part: Int, of whole: Int, blank: String = " ") -> String {
        fixed(whole > 0 ? 100 * Double(part) / Double(whole) : 0, digits: 1) + blank + "%"
    }
}
