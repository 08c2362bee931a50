/// How topics are made.
public struct TopicParameters: Sendable, Equatable {
    /// The number of topics.
    public enum Count: Sendable, Equatable {
        case fixed(Int)
        /// Chosen by the evidence in the vectors.
        case automatic

        /// The number, where it is given.
        var fixed: Int? {
            switch self {
            case .fixed(let count): max(1, count)
            case .automatic: nil
            }
        }
    }

    public var count: Count
    /// Terms listed for each topic.
    public var terms: Int
    /// Representative papers listed for each topic.
    public var representatives: Int
    public var seed: UInt64
    /// The topics that are divided into sub-topics.
    public var divided: Divided

    /// Some topics.
    public enum Divided: Sendable, Equatable {
        case none
        /// The one of a number.
        case one(Int)
        case all
    }

    public init(
        count: Count = .automatic, terms: Int = 10, representatives: Int = 3, seed: UInt64 = 0,
        divided: Divided = .none
    ) {
        self.divided = divided
        self.count = count
        self.terms = terms
        self.representatives = representatives
        self.seed = seed
    }
}
