/// What a topic model reads of a paper.
public struct TopicDocument: Sendable, Equatable {
    /// Breaks ties between equally representative papers.
    public let id: String
    public let title: String
    /// English, may be empty.
    public let abstract: String
    /// Chinese title and summary, may be empty.
    public let chinese: String

    public init(id: String, title: String, abstract: String = "", chinese: String = "") {
        self.id = id
        self.title = title
        self.abstract = abstract
        self.chinese = chinese
    }
}
