import CommandLineSupport
import JSON
import Sextant
import SystemSupport

/// Topics, ready to be written in any format.
struct TopicList {
    private let topics: LibraryTopics
    private let library: Library
    private var model: TopicModel { topics.model }

    init(_ topics: LibraryTopics, of library: Library) {
        self.topics = topics
        self.library = library
    }

    /// Writes each paper's topic: ID and number between tabs, `-` for a paper without a place in the latent space.
    func writeAssignments(to path: String) throws {
        let output = try ResultOutput(path: path)
        for (document, location) in topics.locations.enumerated() {
            try output.write(TabSeparated.line([library.corpus.id(at: location), number(of: document)]))
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
            for topic in model.topics { for paper in papers(of: topic) { try context.output.writeLine(paper.id) } }
        case .bibtex:
            for topic in model.topics {
                for item in topic.representatives {
                    try context.output.write(library.paper(at: topics.locations[item.document]).bibTeX)
                }
            }
        case .table: try writeTable(context)
        }
        return .found
    }

    private func writeTable(_ context: CommandContext) throws {
        let papers = topics.locations.count
        try context.output.writeLine(
            "\(Figures.count(papers)) papers in \(model.topics.count) topics: \(model.choice)")
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
            let facts = "\(Figures.percent(topic.share)) of papers, stability \(Figures.fixed(topic.stability)); "
            let terms = facts + topic.terms.map(\.term).joined(separator: ", ")
            for line in WordWrap.lines(terms.singleLine, width: max(30, (context.width ?? 110) - 5)) {
                try context.output.writeLine("    " + context.style(.dim, line))
            }
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

    /// Papers that most resampled runs put into other topics than their own, the worst first.
    private var illFitting: [Int] {
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
            "\(Figures.count(documents.count)) papers lie between topics (fit below "
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
    private func newest(of topic: Topic) -> (id: String, day: String, title: String)? {
        let days = topic.members.compactMap { document in
            library.corpus.daysSinceEpoch(at: topics.locations[document]).map { (day: $0, document: document) }
        }
        guard let last = days.max(by: { ($0.day, $0.document) < ($1.day, $1.document) }),
            let paper = try? library.paper(at: topics.locations[last.document])
        else { return nil }
        return (paper.id.rawValue, paper.dayText, paper.displayTitle)
    }

    private func number(of document: Int) -> String {
        model.assignments[document].map { String(model.topics[$0].number) } ?? "-"
    }

    private func papers(of topic: Topic) -> [(id: String, score: Float, title: String)] {
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

    // MARK: One topic

    /// Writes the papers of one topic: the representative ones first, then the others, the best fitting first.
    func writePapers(of topic: Topic, _ context: CommandContext) throws -> ExitCode {
        let first = topic.representatives.map(\.document)
        let others = topic.members.filter { !first.contains($0) }
        let order = first + others.sorted { (model.fits[$1], $0) < (model.fits[$0], $1) }
        let papers = try order.map { try library.paper(at: topics.locations[$0]) }
        switch context.format {
        case .json:
            var json = JSONWriter(pretty: true)
            try json.object { json in
                json.member("version", 1)
                json.key("topic")
                try write(topic, to: &json)
                json.key("members")
                json.array { json in for paper in papers { json.string(paper.id.rawValue) } }
                json.key("fits")
                json.array { json in for document in order { json.double(model.fits[document]) } }
            }
            json.newline()
            try context.output.write(json.bytes)
        case .table:
            try context.output.writeLine(context.style(.bold, "\(topic.number)  \(topic.label)".singleLine))
            var table = Table([
                .init("ID", emphasis: .accent), .init("date", emphasis: .dim), .init("fit"),
                .init("title", narrowest: 20),
            ])
            for (document, paper) in zip(order, papers) {
                table.add([
                    paper.id.rawValue, paper.dayText, Figures.fixed(model.fits[document]), paper.displayTitle,
                ])
            }
            for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
        default: for paper in papers { try paper.write(as: context.format, to: context.output) }
        }
        return .found
    }

    // MARK: JSON

    private func json() throws -> [UInt8] {
        var json = JSONWriter(pretty: true)
        try json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.member("papers", topics.locations.count)
            json.member("k", model.topics.count)
            json.member("choice", model.choice)
            json.key("changes")
            json.array { json in for change in model.changes { json.string("\(change)") } }
            json.key("topics")
            try json.array { json in for topic in model.topics { try write(topic, to: &json) } }
            json.key("ill_fitting")
            json.array { json in
                for document in illFitting {
                    json.object { json in
                        json.member("id", library.corpus.id(at: topics.locations[document]))
                        if let topic = model.assignments[document] {
                            json.member("topic", model.topics[topic].number)
                        }
                        json.member("fit", model.fits[document])
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    private func write(_ topic: Topic, to json: inout JSONWriter) throws {
        json.object { json in
            json.member("topic", topic.number)
            json.member("label", topic.label)
            if let label = topic.chineseLabel { json.member("label_zh", label) }
            json.member("size", topic.size)
            json.member("share", topic.share)
            json.member("stability", topic.stability)
            json.member("separation", topic.separation)
            json.key("terms")
            json.array { json in for term in topic.terms { json.string(term.term) } }
            json.key("papers")
            json.array { json in
                for paper in papers(of: topic) {
                    json.object { json in
                        json.member("id", paper.id)
                        json.key("score")
                        json.float(paper.score)
                        json.member("title", paper.title)
                    }
                }
            }
            if let newest = newest(of: topic) { json.member("newest", newest.id) }
        }
    }
}
