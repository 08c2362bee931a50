/// A group of papers with what names it.
public struct Topic: Sendable, Equatable {
    /// From 1, by descending size, when topics are made; they keep it.
    public let number: Int
    /// One or two phrases, as the papers write them, or a paper's title where none sets the topic apart. No two topics
    /// of a model have the same.
    public let label: String
    /// A label of Chinese phrases, where papers have Chinese text.
    public let chineseLabel: String?
    /// The number of papers.
    public var size: Int { members.count }
    /// The share of the placed papers, in 0...1.
    public let share: Double
    /// How well the topic is found again without a fifth of the papers, in 0...1 (``ClusterStability``); higher is
    /// better.
    public let stability: Double
    /// How far the topic is from its neighbours: the mean simplified silhouette of its papers, in −1...1; higher is
    /// better.
    public let separation: Double
    /// What its papers say and others do not, best first.
    public let terms: [Term]
    /// The papers nearest its centre, nearest first.
    public let representatives: [Representative]
    /// The documents, by index, ascending.
    public let members: [Int]
    /// Its parts, numbered within it; none where it was not asked for any, or is too small for any. Every document is in
    /// one of them. Their shares are of the topic.
    public let subtopics: [Topic]

    /// A phrase that sets the topic apart.
    public struct Term: Sendable, Equatable {
        public let term: String
        /// Higher tells more; comparable between the topics of a model.
        public let score: Double
    }

    /// A paper that stands for the topic.
    public struct Representative: Sendable, Equatable {
        /// The index of the document.
        public let document: Int
        /// The cosine to the topic's centre.
        public let score: Float
    }
}
