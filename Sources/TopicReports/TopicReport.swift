public import Digests

/// Topics of papers as a page to look at: one HTML file that needs nothing besides.
///
/// It has a map of the papers, search and filters, and a table of the topics, which says all without the map. Nothing is
/// fetched, which a content security policy in the page makes sure of.
public struct TopicReport: Sendable {
    /// What the page is about, as its heading.
    public var title: String
    /// Lines below the heading.
    public var notes: [String]
    /// The papers; topics speak of them by their index.
    public var papers: [Paper]
    /// By descending size.
    public var topics: [Topic]
    /// Below this fit a paper is between topics.
    public var leastFit: Double
    /// Names of categories, as far as they have one.
    public var categoryNames: [String: String]

    public init(
        title: String, notes: [String], papers: [Paper], topics: [Topic], leastFit: Double,
        categoryNames: [String: String]
    ) {
        self.title = title
        self.notes = notes
        self.papers = papers
        self.topics = topics
        self.leastFit = leastFit
        self.categoryNames = categoryNames
    }

    /// A paper on the page.
    public struct Paper: Sendable, Equatable {
        public var id: PaperID
        /// In English, or any language but Chinese; nil when there is none.
        public var title: String?
        public var chineseTitle: String?
        /// A sentence, and whether it is Chinese. Cut or left out when the page would grow too large.
        public var summary: String?
        public var isSummaryChinese = false
        public var date: PaperDate?
        public var categories: [String] = []
        /// The index of its topic.
        public var topic: Int?
        /// How well it fits its topic, in 0...1.
        public var fit = 0.0
        /// Its place on the map, in any unit; nil for a paper that is not on it.
        public var place: SIMD2<Float>?

        /// The day that the paper is counted at: the first where its month alone is known.
        var day: Day? { date?.firstDay }

        public init(id: PaperID, title: String?) {
            self.id = id
            self.title = title
        }
    }

    /// A topic on the page.
    public struct Topic: Sendable, Equatable {
        public var number: Int
        public var label: String
        public var chineseLabel: String?
        public var terms: [String] = []
        /// In 0...1.
        public var stability = 0.0
        /// The papers that stand for it, by index.
        public var representatives: [Int] = []
        /// All its papers, by index, ascending.
        public var members: [Int]
        /// What it is made of, if that was asked for.
        public var parts: [Part] = []

        public init(number: Int, label: String, members: [Int]) {
            self.number = number
            self.label = label
            self.members = members
        }
    }

    /// A part of a topic.
    public struct Part: Sendable, Equatable {
        public var label: String
        public var chineseLabel: String?
        /// Its papers, by index.
        public var members: [Int]

        public init(label: String, chineseLabel: String? = nil, members: [Int]) {
            self.label = label
            self.chineseLabel = chineseLabel
            self.members = members
        }
    }

    /// The most bytes of a page, unless titles alone are more.
    public static let mostBytes = 4_000_000
}
