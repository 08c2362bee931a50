import CommandLineSupport
import JSON
import Sextant

/// Trends, ready to be written in any format.
struct TrendList {
    private let trends: TopicTrends
    private let topics: [Topic]
    private let library: Library

    init(_ trends: TopicTrends, of topics: LibraryTopics, in library: Library) {
        self.trends = trends
        self.topics = topics.model.topics
        self.library = library
    }

    func write(_ context: CommandContext) throws -> ExitCode {
        if topics.isEmpty { context.messages.note("no paper passes the filter") }
        switch context.format {
        case .json: try context.output.write(json())
        case .jsonl:
            for trend in trends.trends {
                var json = JSONWriter()
                write(trend, to: &json)
                try context.output.write(json.bytes + [0x0A])
            }
        case .csv:
            try context.output.write(
                CSV.line(["topic", "label", "verdict", "papers", "factor", "lower", "upper", "p", "q"]))
            for trend in trends.trends { try context.output.write(CSV.line(fields(of: trend))) }
        case .plain: for trend in trends.trends { try context.output.write(TabSeparated.line(fields(of: trend))) }
        default: try writeTable(context)
        }
        return topics.isEmpty ? .nothingFound : .found
    }

    // MARK: Table

    private func writeTable(_ context: CommandContext) throws {
        guard !topics.isEmpty else { return }
        try context.output.writeLine(heading)
        if let left = leftOut { try context.output.writeLine(left) }
        for line in WordWrap.lines(summary, width: max(30, context.width ?? 110)) {
            try context.output.writeLine(line)
        }
        for verdict in [TopicTrend.Verdict.new, .growing, .fading] {
            let found = trends.trends.filter { $0.verdict == verdict }.sorted(by: Self.comesBefore)
            try writeTable(found, named: verdict.rawValue, context)
        }
        let rest = trends.trends.filter { $0.verdict == .steady || $0.verdict == .unknown }
        let limit = context[StandardOptions.limit]
        let hidden = rest.count - limit
        try writeTable(
            Array(rest.prefix(limit)), named: hidden > 0 ? "others, the \(limit) largest of \(rest.count)" : "others",
            context)
    }

    private var heading: String {
        let total = trends.totals.reduce(0, +)
        guard let first = trends.starts.first, let last = trends.starts.last else {
            return "no paper has a date that can be counted by \(trends.unit.rawValue)s"
        }
        return
            "\(Figures.count(total, "paper")) in \(Figures.count(topics.count, "topic")), by \(trends.unit.rawValue): "
            + "\(trends.starts.count) with papers, \(name(first)) to \(name(last))"
    }

    private var leftOut: String? {
        var parts: [String] = []
        if trends.undated > 0 { parts.append("\(Figures.count(trends.undated, "paper")) without a date left out") }
        if trends.monthOnly > 0 {
            parts.append("\(Figures.count(trends.monthOnly)) of which only the month is known are left out")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private var summary: String {
        func count(_ verdict: TopicTrend.Verdict) -> Int { trends.trends.count { $0.verdict == verdict } }
        let unknown = count(.unknown)
        var text = "\(count(.growing)) grow, \(count(.fading)) fade"
        if let since = trends.since { text += ", \(count(.new)) are new since \(since)" }
        text += "; the rest move no more than chance moves them (trend of the share by quasi-binomial regression"
        if trends.since != nil { text += ", new by the exact binomial test" }
        text += "; false discovery rate \(Figures.percent(TopicTrends.falseDiscoveryRate, digits: 0)))"
        return unknown > 0 ? text + "; of \(unknown) too little is known" : text
    }

    private func writeTable(_ trends: [TopicTrend], named name: String, _ context: CommandContext) throws {
        guard !trends.isEmpty else { return }
        try context.output.writeLine("")
        try context.output.writeLine(context.style(.bold, name))
        let isDated = self.trends.since != nil
        var table = Table(
            [
                .init("topic", isRightAligned: true), .init("papers", isRightAligned: true), .init("share"),
                .init("factor", isRightAligned: true), .init("95 %"), .init("q"),
            ] + (isDated ? [.init("before"), .init("since")] : []) + [.init("label", narrowest: 20)])
        for trend in trends {
            let growth = trend.trend?.growth(over: self.trends.span)
            let since = trend.sinceCounts.map { ["\($0.before)", "\($0.since)"] } ?? []
            table.add(
                [
                    "\(topics[trend.topic].number)", Figures.count(trend.counts.reduce(0, +)),
                    Sparkline.text(shares(of: trend)), growth.map { "×" + Self.factor($0.factor) } ?? "-",
                    growth.map { Self.factor($0.lower) + "–" + Self.factor($0.upper) } ?? "-",
                    trend.qValue.map { Figures.fixed($0, digits: 3) } ?? "-",
                ] + since + [label(of: trend)])
        }
        for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
    }

    /// The surest first.
    private static func comesBefore(_ a: TopicTrend, _ b: TopicTrend) -> Bool {
        let (first, second) = (a.newQValue ?? 1, b.newQValue ?? 1)
        if a.verdict == .new, first != second { return first < second }
        return (a.trend?.pValue ?? 1, a.topic) < (b.trend?.pValue ?? 1, b.topic)
    }

    private static func factor(_ value: Double) -> String {
        value < 1000 ? Figures.fixed(value, digits: value < 10 ? 2 : 0) : ">1000"
    }

    private func label(of trend: TopicTrend) -> String {
        let topic = topics[trend.topic]
        return topic.label + (topic.chineseLabel.map { "  " + $0 } ?? "")
    }

    private func shares(of trend: TopicTrend) -> [Double] {
        zip(trend.counts, trends.totals).map { Double($0) / Double(max(1, $1)) }
    }

    /// A period as its day, or its month.
    private func name(_ start: Day) -> String { trends.unit == .month ? "\(start.month)" : "\(start)" }

    private func fields(of trend: TopicTrend) -> [String] {
        let growth = trend.trend?.growth(over: trends.span)
        return [
            String(topics[trend.topic].number), topics[trend.topic].label, trend.verdict.rawValue,
            String(trend.counts.reduce(0, +)),
        ]
            + [growth?.factor, growth?.lower, growth?.upper, trend.trend?.pValue, trend.qValue].map { value in
                value.map { Figures.fixed($0, digits: 4) } ?? ""
            }
    }

    // MARK: JSON

    private func json() -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.member("by", trends.unit.rawValue)
            if let since = trends.since { json.member("since", "\(since)") }
            json.member("test", "quasi-binomial logistic slope, Student's t, Benjamini-Hochberg")
            json.member("false_discovery_rate", TopicTrends.falseDiscoveryRate)
            json.member("undated", trends.undated)
            json.member("month_only", trends.monthOnly)
            json.key("periods")
            json.array { json in for start in trends.starts { json.string(name(start)) } }
            json.key("totals")
            json.array { json in for total in trends.totals { json.int(total) } }
            json.key("topics")
            json.array { json in for trend in trends.trends { write(trend, to: &json) } }
        }
        json.newline()
        return json.bytes
    }

    private func write(_ trend: TopicTrend, to json: inout JSONWriter) {
        let topic = topics[trend.topic]
        json.object { json in
            json.member("topic", topic.number)
            json.member("label", topic.label)
            if let label = topic.chineseLabel { json.member("label_zh", label) }
            json.member("verdict", trend.verdict.rawValue)
            json.key("counts")
            json.array { json in for count in trend.counts { json.int(count) } }
            if let fit = trend.trend {
                let growth = fit.growth(over: trends.span)
                json.member("slope", fit.slope)
                json.member("standard_error", fit.standardError)
                json.member("dispersion", fit.dispersion)
                json.member("factor", growth.factor)
                json.member("factor_lower", growth.lower)
                json.member("factor_upper", growth.upper)
                json.member("p", fit.pValue)
                json.member("q", trend.qValue)
            }
            if let counts = trend.sinceCounts {
                json.member("before", counts.before)
                json.member("since", counts.since)
                json.member("q_new", trend.newQValue)
            }
        }
    }
}
