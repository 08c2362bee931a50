/// Topics as an earlier run left them, so that a later one keeps their numbers, names and papers.
public struct KeptTopics: Sendable, Equatable {
    /// A topic's name.
    public struct Entry: Sendable, Equatable {
        /// Given once, never to another topic.
        public let number: Int
        public let label: String
        public let chineseLabel: String?
        /// The papers that the topic had when it was made, or last split.
        public let sizeWhenMade: Int

        public init(number: Int, label: String, chineseLabel: String?, sizeWhenMade: Int) {
            self.number = number
            self.label = label
            self.chineseLabel = chineseLabel
            self.sizeWhenMade = sizeWhenMade
        }
    }

    /// The parts of a topic, numbered within it.
    public struct Parts: Sendable, Equatable {
        /// Ascending by number.
        public let entries: [Entry]
        /// The number that the next new part gets.
        public let nextNumber: Int

        public init(entries: [Entry], nextNumber: Int) {
            self.entries = entries
            self.nextNumber = nextNumber
        }
    }

    /// Ascending by number.
    public let topics: [Entry]
    /// The number of each document's topic; nil for one without.
    public let numbers: [Int?]
    /// The number that the next new topic gets.
    public let nextNumber: Int
    /// How many clusters the runs made that the topics are judged by; a few topics fewer may have come of them.
    public let clusters: Int
    /// The parts of the topics that have been divided, by the topic's number.
    public let parts: [Int: Parts]
    /// The number of each document's part; nil for one without.
    public let partNumbers: [Int?]

    /// - Parameters:
    ///   - clusters: As many as `topics` where nothing is known.
    ///   - partNumbers: As many as `numbers`; nil where no document has a part.
    public init(
        topics: [Entry], numbers: [Int?], nextNumber: Int, clusters: Int? = nil, parts: [Int: Parts] = [:],
        partNumbers: [Int?]? = nil
    ) {
        self.topics = topics
        self.numbers = numbers
        self.nextNumber = nextNumber
        self.clusters = max(clusters ?? 0, topics.count)
        self.parts = parts
        self.partNumbers = partNumbers ?? [Int?](repeating: nil, count: numbers.count)
        precondition(self.partNumbers.count == numbers.count, "KeptTopics: documents differ in number")
    }

    /// The parts of a topic as if they were the topics of some documents; nil where it has not been divided. A document that
    /// comes from another topic has none.
    func parts(of number: Int, documents: [Int]) -> KeptTopics? {
        parts[number].map { parts in
            KeptTopics(
                topics: parts.entries, numbers: documents.map { numbers[$0] == number ? partNumbers[$0] : nil },
                nextNumber: parts.nextNumber)
        }
    }
}

/// What became of topics since an earlier run.
public enum TopicChange: Sendable, Equatable, CustomStringConvertible {
    /// New papers that fit no topic made one.
    case appeared(number: Int)
    /// A topic that had doubled fell in two.
    case split(number: Int, into: Int)
    /// A topic of which hardly a paper was left joined another.
    case merged(number: Int, label: String, into: Int)
    /// No paper of a topic is left.
    case ended(number: Int, label: String)
    /// What became of a part, by its number within the topic.
    indirect case part(of: Int, TopicChange)

    public var description: String { description { "topic \($0)" } }

    private func description(_ name: (Int) -> String) -> String {
        switch self {
        case .appeared(let number): "\(name(number)) is new"
        case .split(let number, let other): "\(name(number)) has split: part of it is \(name(other))"
        case .merged(let number, let label, let other): "\(name(number)) (\(label)) has merged into \(name(other))"
        case .ended(let number, let label): "\(name(number)) (\(label)) has no papers left"
        case .part(let topic, let change): change.description { "part \(topic).\($0)" }
        }
    }
}
