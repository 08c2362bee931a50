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

    /// Ascending by number.
    public let topics: [Entry]
    /// The number of each document's topic; nil for one without.
    public let numbers: [Int?]
    /// The number that the next new topic gets.
    public let nextNumber: Int

    public init(topics: [Entry], numbers: [Int?], nextNumber: Int) {
        self.topics = topics
        self.numbers = numbers
        self.nextNumber = nextNumber
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

    public var description: String {
        switch self {
        case .appeared(let number): "topic \(number) is new"
        case .split(let number, let other): "topic \(number) has split: part of it is topic \(other)"
        case .merged(let number, let label, let other): "topic \(number) (\(label)) has merged into topic \(other)"
        case .ended(let number, let label): "topic \(number) (\(label)) has no papers left"
        }
    }
}
