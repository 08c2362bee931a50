import Corpus
public import Digests
public import Evaluation
public import IndexStore
import SystemSupport
import TopicModeling

/// How a topic's share of the papers changes.
public struct TopicTrend: Sendable, Equatable {
    /// What can be said of a topic.
    public enum Verdict: String, Sendable {
        /// It had hardly any papers before the day given.
        case new
        /// Its share grows.
        case growing
        /// Its share falls.
        case fading
        /// No more than chance moves it.
        case steady
        /// Too few papers or periods to tell.
        case unknown
    }

    /// Its place in the model's topics.
    public let topic: Int
    /// Its papers in each period.
    public let counts: [Int]
    public let verdict: Verdict
    /// nil where too little is known.
    public let trend: ShareTrend?
    /// The false discovery rate at which the trend is believed, among all topics; nil without a trend.
    public let qValue: Double?
    /// Its papers before the day given and since; nil where none was.
    public let sinceCounts: (before: Int, since: Int)?
    /// The false discovery rate at which the topic is believed to be new; nil where no day was given.
    public let newQValue: Double?

    public static func == (a: TopicTrend, b: TopicTrend) -> Bool {
        (a.topic, a.counts, a.verdict, a.trend, a.qValue) == (b.topic, b.counts, b.verdict, b.trend, b.qValue)
            && a.sinceCounts?.before == b.sinceCounts?.before && a.sinceCounts?.since == b.sinceCounts?.since
            && a.newQValue == b.newQValue
    }
}

/// The trends of topics, and the periods they are counted by.
public struct TopicTrends: Sendable {
    public let unit: PeriodUnit
    /// The first day of each period with papers.
    public let starts: [Day]
    /// The papers of each period, those of all topics.
    public let totals: [Int]
    /// For each topic of the model, in its order.
    public let trends: [TopicTrend]
    /// Papers that were left out: without any date, and with a month alone where days or weeks are counted.
    public let undated: Int
    public let monthOnly: Int
    /// The day that new topics are new since.
    public let since: Day?

    /// The length of time between the first and the last period, in periods.
    public var span: Double {
        guard let first = starts.first, let last = starts.last else { return 0 }
        return unit.time(of: last) - unit.time(of: first)
    }

    /// The false discovery rate that verdicts keep to.
    public static let falseDiscoveryRate = 0.05
    /// A topic is new when its share before was below this part of its share since, by more than chance.
    public static let newShare = 0.2

    /// - Parameters:
    ///   - members: The papers of each topic.
    ///   - dates: The date of each paper; nil for a paper without.
    ///   - unit: nil for the one that suits the span of time.
    ///   - since: The day that new topics are new since.
    init(
        _ members: [[Int]], dates: [PaperDate?], by unit: PeriodUnit? = nil, since: Day? = nil
    ) {
        let exact = dates.map { $0?.day }
        let known = exact.compactMap { $0 }
        // Where days are not known at all, months are.
        let first = known.min() ?? dates.compactMap { $0?.firstDay }.min()
        let last = known.max() ?? dates.compactMap { $0?.firstDay }.max()
        var chosen = PeriodUnit.month
        if let unit {
            chosen = unit
        } else if !known.isEmpty, let first, let last {
            chosen = PeriodUnit(for: first...last)
        }
        let counted = chosen == .month ? dates.map { $0?.firstDay } : exact
        let periods = Periods(counted, by: chosen)
        self.unit = chosen
        self.since = since
        starts = periods.starts
        totals = periods.totals
        undated = dates.count { $0 == nil }
        monthOnly = dates.count - undated - counted.count { $0 != nil }

        let counts = members.map { periods.counts(of: $0) }
        let times = periods.times
        let trends = counts.map { ShareTrend(counts: $0, totals: periods.totals, times: times) }
        let tested = trends.indices.filter { trends[$0] != nil }
        let rates = FalseDiscovery.qValues(tested.map { trends[$0]?.pValue ?? 1 })
        var qValues = [Double?](repeating: nil, count: trends.count)
        for (topic, rate) in zip(tested, rates) { qValues[topic] = rate }
        let newness = since.map { Newness(members, counted, since: $0) }
        self.trends = members.indices.map { topic in
            var verdict = TopicTrend.Verdict.unknown
            if let trend = trends[topic], let rate = qValues[topic] {
                verdict = rate > Self.falseDiscoveryRate ? .steady : trend.slope > 0 ? .growing : .fading
            }
            if let newness, newness.qValues[topic] <= Self.falseDiscoveryRate { verdict = .new }
            return TopicTrend(
                topic: topic, counts: counts[topic], verdict: verdict, trend: trends[topic], qValue: qValues[topic],
                sinceCounts: newness.map { ($0.before[topic], $0.after[topic]) }, newQValue: newness?.qValues[topic])
        }
    }
}

/// Which topics had hardly any papers before a day.
private struct Newness {
    let before: [Int]
    let after: [Int]
    /// For each topic: the exact test of its papers before, given all of its papers, against a share before of
    /// ``TopicTrends/newShare`` times that since.
    let qValues: [Double]

    init(_ members: [[Int]], _ days: [Day?], since: Day) {
        func count(_ papers: some Sequence<Int>, _ condition: (Day) -> Bool) -> Int {
            papers.reduce(0) { sum, paper in sum + (days[paper].map(condition) == true ? 1 : 0) }
        }
        before = members.map { count($0) { $0 < since } }
        after = members.map { count($0) { $0 >= since } }
        let allBefore = Double(count(days.indices) { $0 < since }) * TopicTrends.newShare
        let allAfter = Double(count(days.indices) { $0 >= since })
        let (before, after) = (before, after)
        qValues = FalseDiscovery.qValues(
            members.indices.map { topic in
                // Without papers before there is nothing to be new against.
                guard allBefore > 0, allAfter > 0, after[topic] > 0 else { return 1 }
                return BinomialTail.atMost(
                    before[topic], of: before[topic] + after[topic], chance: allBefore / (allBefore + allAfter))
            })
    }
}

extension Library {
    /// How the topics' shares change over time.
    ///
    /// - Parameters:
    ///   - unit: What papers are counted by; nil for the one that suits the span of time.
    ///   - since: The day that new topics are new since.
    /// - Throws: ``IndexError`` when a record is damaged.
    public func trends(
        of topics: LibraryTopics, by unit: PeriodUnit? = nil, since: Day? = nil, threads: Int
    ) throws(IndexError) -> TopicTrends {
        let dates = try dates(of: topics.locations, threads: threads)
        return TopicTrends(topics.model.topics.map(\.members), dates: dates, by: unit, since: since)
    }

    /// The date of each paper.
    func dates(of locations: [PaperLocation], threads: Int) throws(IndexError) -> [PaperDate?] {
        try parallelMap(count: locations.count, threads: threads) { index throws(IndexError) in
            try paper(at: locations[index]).date
        }
    }
}
