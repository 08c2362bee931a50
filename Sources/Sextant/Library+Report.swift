import Corpus
import Digests
import IndexStore
import Retrieval
import SystemSupport
import TopicModeling
import TopicReports
import Vocab

extension Library {
    /// Topics as a page to look at (``TopicReport/page()``).
    ///
    /// - Throws: ``IndexError`` when a record or a vector is damaged.
    /// - Complexity: That of ``map(of:threads:progress:)``, and O(papers).
    public func report(
        of topics: LibraryTopics, title: String, threads: Int,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(IndexError) -> TopicReport {
        let model = topics.model
        let places = try map(of: topics.locations, threads: threads, progress: progress)
        let papers = try parallelMap(count: topics.locations.count, threads: threads) { index throws(IndexError) in
            var paper = TopicReport.Paper(try self.paper(at: topics.locations[index]))
            paper.topic = model.assignments[index]
            paper.fit = model.fits[index]
            paper.place = places[index].map { SIMD2($0.x, $0.y) }
            return paper
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
        date = paper.date
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
        parts = topic.subtopics.map {
            TopicReport.Part(label: $0.label, chineseLabel: $0.chineseLabel, members: $0.members)
        }
    }
}

/// What a text says first.
enum FirstSentence {
    /// The text up to the end of its first sentence: a full stop of Chinese, or one of English before a blank and a capital
    /// letter. A short beginning such as "Fig. 1" or "Prof. X" is no sentence yet.
    static func of(_ text: String) -> String {
        let bytes = Array(text.utf8)
        func stand(_ first: UInt8, _ second: UInt8, before index: Int) -> Bool {
            index >= 2 && bytes[index - 2] == first && bytes[index - 1] == second
        }
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
                let rest = bytes[(index + 1)...]
                let next = rest.drop { $0 == 0x20 || $0 == 0x0A }
                guard index >= shortest, next.count < rest.count, let first = next.first,
                    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
                else { continue }
                return String(decoding: bytes[...index], as: UTF8.self)
            // 。！？ end in these bytes.
            case 0x82 where stand(0xE3, 0x80, before: index), 0x81 where stand(0xEF, 0xBC, before: index),
                0x9F where stand(0xEF, 0xBC, before: index):
                return String(decoding: bytes[...index], as: UTF8.self)
            default: continue
            }
        }
        return text
    }

    /// The fewest bytes of an English sentence.
    private static let shortest = 30
}
