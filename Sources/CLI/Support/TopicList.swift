import CommandLineSupport
import JSON
import Sextant
import SystemSupport

/// Topics, ready to be written in any format.
struct TopicList {
    let topics: LibraryTopics
    let library: Library
    var model: TopicModel { topics.model }

    init(_ topics: LibraryTopics, of library: Library) {
        self.topics = topics
        self.library = library
    }

    /// Writes each paper's topic: ID and number between tabs, `-` for a paper without a place in the latent space, and the
    /// number of its part where topics are divided.
    func writeAssignments(to path: String) throws {
        let output = try ResultOutput(path: path)
        let parts = parts
        for (document, location) in topics.locations.enumerated() {
            var line = [library.corpus.id(at: location), number(of: document)]
            if !parts.isEmpty { line.append(parts[document] ?? "-") }
            try output.write(TabSeparated.line(line))
        }
        try output.finish()
    }

    /// Writes the topics in the format that the command line asks for.
    func write(_ context: CommandContext) throws -> ExitCode {
        guard !model.topics.isEmpty else {
            context.messages.note("no paper passes the filter")
            if context.format == .json { try context.output.write(json()) }
            return .nothingFound
        }
        switch context.format {
        case .json: try context.output.write(json())
        case .jsonl:
            for topic in model.topics {
                var json = JSONWriter()
                try write(topic, to: &json)
                try context.output.write(json.bytes + [0x0A])
            }
        case .plain: for topic in model.topics { try context.output.write(TabSeparated.line(fields(of: topic))) }
        case .csv:
            try context.output.write(
                CSV.line(["topic", "size", "share", "stability", "label", "label_zh", "terms", "papers"]))
            for topic in model.topics { try context.output.write(CSV.line(fields(of: topic))) }
        case .ids:
            for topic in model.topics {
                for paper in papers(of: topic) { try context.output.writeLine(paper.id.singleLine) }
            }
        case .bibtex:
            var keys = BibTeX.Keys()
            for topic in model.topics {
                for item in topic.representatives {
                    try context.output.write(library.paper(at: topics.locations[item.document]).bibTeX(&keys))
                }
            }
        case .table: try writeTable(context)
        }
        return .found
    }

    private func writeTable(_ context: CommandContext) throws {
        let papers = topics.locations.count
        try context.output.writeLine(
            "\(Figures.count(papers, "paper")) in \(Figures.count(model.topics.count, "topic")): \(model.choice)")
        for change in model.changes { try context.output.writeLine("\(change)".singleLine) }
        let largest = model.topics.map(\.size).max() ?? 1
        for topic in model.topics {
            let bar = ScoreBar.text(Double(topic.size) / Double(largest))
            let label = topic.label.singleLine + (topic.chineseLabel.map { "  " + $0.singleLine } ?? "")
            let number = String(topic.number)
            let head = String(repeating: " ", count: max(0, 3 - number.count)) + number
            let size = Figures.count(topic.size)
            let figures = String(repeating: " ", count: max(0, 6 - size.count)) + size + " " + bar
            try context.output.writeLine("")
            try context.output.writeLine("\(head) \(figures) \(context.style(.bold, label))")
            try writeTerms(of: topic, context)
            for part in topic.subtopics { try writePart(part, of: topic, context) }
            let shown = self.papers(of: topic)
            for paper in shown {
                let line = "    " + context.style(.accent, paper.id) + "  " + paper.title.singleLine
                try context.output.writeLine(context.width.map { Terminal.truncate(line, to: $0) } ?? line)
            }
            if let newest = newest(of: topic), !shown.contains(where: { $0.id == newest.id }) {
                let line =
                    "    " + context.style(.accent, newest.id) + "  " + context.style(.dim, "newest, \(newest.day): ")
                    + newest.title.singleLine
                try context.output.writeLine(context.width.map { Terminal.truncate(line, to: $0) } ?? line)
            }
        }
        try writeIllFitting(context)
    }

    /// Writes the share of what it is part of, stability and terms.
    func writeTerms(of topic: Topic, shareOf whole: String = "papers", _ context: CommandContext) throws {
        let facts = "\(Figures.percent(topic.share)) of \(whole), stability \(Figures.fixed(topic.stability)); "
        let terms = facts + topic.terms.map(\.term).joined(separator: ", ")
        for line in WordWrap.lines(terms.singleLine, width: max(30, (context.width ?? 110) - 5)) {
            try context.output.writeLine("    " + context.style(.dim, line))
        }
    }

    /// Writes a part as one line.
    func writePart(_ part: Topic, of topic: Topic, _ context: CommandContext) throws {
        let number = "\(topic.number).\(part.number)"
        let bar = ScoreBar.text(Double(part.size) / Double(max(1, topic.subtopics.first?.size ?? 1)))
        let head = "    " + number + String(repeating: " ", count: max(0, 6 - number.count))
        let size = Figures.count(part.size)
        let line =
            head + String(repeating: " ", count: max(0, 5 - size.count)) + size + " " + bar + " "
            + part.label.singleLine + (part.chineseLabel.map { "  " + $0.singleLine } ?? "")
        try context.output.writeLine(context.width.map { Terminal.truncate(line, to: $0) } ?? line)
    }

    /// The part of each paper that is in one, as `7.2`.
    var parts: [Int: String] {
        var parts: [Int: String] = [:]
        for topic in model.topics {
            for part in topic.subtopics {
                for document in part.members { parts[document] = "\(topic.number).\(part.number)" }
            }
        }
        return parts
    }

    /// Papers that most resampled runs put into other topics than their own, the worst first.
    var illFitting: [Int] {
        model.fits.indices
            .filter { model.assignments[$0] != nil && model.fits[$0] < TopicModel.leastFit }
            .sorted { (model.fits[$0], $0) < (model.fits[$1], $1) }
    }

    private func writeIllFitting(_ context: CommandContext) throws {
        let documents = illFitting
        guard !documents.isEmpty else { return }
        let shown = documents.prefix(Self.illFittingShown)
        let rest = documents.count > shown.count ? ", the first \(shown.count)" : ""
        try context.output.writeLine("")
        try context.output.writeLine(
            "\(Figures.count(documents.count)) \(documents.count == 1 ? "paper lies" : "papers lie") between topics (fit below "
                + "\(Figures.fixed(TopicModel.leastFit))\(rest); --json has all):")
        var table = Table([
            .init("ID", emphasis: .accent), .init("topic"), .init("fit"), .init("title", narrowest: 20),
        ])
        for document in shown {
            let paper = try library.paper(at: topics.locations[document])
            table.add([
                paper.id.rawValue, number(of: document), Figures.fixed(model.fits[document]), paper.displayTitle,
            ])
        }
        for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
    }

    /// Papers between topics that a terminal is shown.
    private static let illFittingShown = 10

    /// The paper of the latest day, of the last ID among equals; none in an empty topic.
    func newest(of topic: Topic) -> (id: String, day: String, title: String)? {
        let days = topic.members.compactMap { document in
            library.corpus.date(at: topics.locations[document]).map { (day: $0.firstDay, document: document) }
        }
        guard let last = days.max(by: { ($0.day, $0.document) < ($1.day, $1.document) }),
            let paper = try? library.paper(at: topics.locations[last.document])
        else { return nil }
        return (paper.id.rawValue, paper.dateText, paper.displayTitle)
    }

    func number(of document: Int) -> String {
        model.assignments[document].map { String(model.topics[$0].number) } ?? "-"
    }

    func papers(of topic: Topic) -> [(id: String, score: Float, title: String)] {
        topic.representatives.map { item in
            let location = topics.locations[item.document]
            let title = (try? library.paper(at: location))?.displayTitle ?? ""
            return (library.corpus.id(at: location), item.score, title)
        }
    }

    private func fields(of topic: Topic) -> [String] {
        [
            String(topic.number), String(topic.size), Figures.fixed(topic.share, digits: 4),
            Figures.fixed(topic.stability),
            topic.label, topic.chineseLabel ?? "", topic.terms.map(\.term).joined(separator: ", "),
            papers(of: topic).map(\.id).joined(separator: " "),
        ]
    }
}
