import Corpus
import Digests
import IndexStore
import Retrieval
import TopicModeling
import TopicReports
import Vocab

extension Library {
    /// Topics as a page to look at (``TopicReport/page()``).
    ///
    /// - Throws: ``IndexError`` when a record or a vector is damaged.
    /// - Complexity: That of ``map(of:threads:)``, and O(papers).
    public func report(
        of topics: LibraryTopics, title: String, threads: Int
    ) throws(IndexError) -> TopicReport {
        let model = topics.model
        let places = try map(of: topics.locations, threads: threads)
        var papers: [TopicReport.Paper] = []
        papers.reserveCapacity(topics.locations.count)
        for (index, location) in topics.locations.enumerated() {
            var paper = TopicReport.Paper(try self.paper(at: location))
            paper.topic = model.assignments[index]
            paper.fit = model.fits[index]
            paper.place = places[index].map { SIMD2($0.x, $0.y) }
            papers.append(paper)
        }
        return TopicReport(
            title: title,
            notes: ["Number of topics: \(model.choice)"] + model.changes.map { "\($0)" },
            papers: papers, topics: model.topics.map(TopicReport.Topic.init), leastFit: TopicModel.leastFit,
            categoryNames: Dictionary(CategoryTaxonomy.all, uniquingKeysWith: { first, _ in first }))
    }
}

extension TopicReport.Paper {
    fileprivate init(_ paper: Paper) {
        let chinese = paper.fields[FieldKey(.title, .chinese)]?.text
        let title = paper.text(.title)
        self.init(id: paper.id, title: title == chinese ? nil : title)
        chineseTitle = chinese
        day = paper.day?.day
        categories =
            [paper.primaryCategory].compactMap { $0 } + paper.categories.filter { $0 != paper.primaryCategory }
        for (name, language) in [
            (FieldName.tldr, Language.english), (.abstract, .english), (.tldr, .chinese), (.abstract, .chinese),
        ] {
            guard summary == nil, let text = paper.fields[FieldKey(name, language)]?.text else { continue }
            summary = FirstSentence.of(text)
            isSummaryChinese = language == .chinese
        }
    }
}

extension TopicReport.Topic {
    fileprivate init(_ topic: Topic) {
        self.init(number: topic.number, label: topic.label, members: topic.members)
        chineseLabel = topic.chineseLabel
        terms = topic.terms.map(\.term)
        stability = topic.stability
        representatives = topic.representatives.map(\.document)
    }
}

/// What a text says first.
enum FirstSentence {
    /// The text up to the end of its first sentence: a full stop of Chinese, or one of English before a blank and a capital
    /// letter. A short beginning such as "Fig. 1" or "Prof. X" is no sentence yet.
    static func of(_ text: String) -> String {
        var (end, count) = (text.startIndex, 0)
        while end < text.endIndex {
            let character = text[end]
            let next = text.index(after: end)
            count += 1
            if "。！？".contains(character) { return String(text[..<next]) }
            if ".!?".contains(character), count >= 30, next < text.endIndex, text[next].isWhitespace,
                text[next...].first(where: { !$0.isWhitespace })?.isUppercase == true
            {
                return String(text[..<next])
            }
            end = next
        }
        return text
    }
}
