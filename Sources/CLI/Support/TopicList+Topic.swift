import CommandLineSupport
import JSON
import Sextant

extension TopicList {
    /// Writes the topic of a number.
    func write(topic number: Int, _ context: CommandContext) throws -> ExitCode {
        if let topic = model.topics.first(where: { $0.number == number }) { return try write(topic, context) }
        let numbers = model.topics.map(\.number)
        guard let least = numbers.min(), let most = numbers.max() else {
            context.messages.note("no paper passes the filter")
            return .nothingFound
        }
        throw UsageError("there is no topic \(number): the topics are \(least) to \(most)")
    }

    /// Writes one topic: its parts, and its papers, the representative ones first, then the others, the best fitting first; as
    /// many as the command line asks for, else all.
    func write(_ topic: Topic, _ context: CommandContext) throws -> ExitCode {
        let first = topic.representatives.map(\.document)
        let others = topic.members.filter { !first.contains($0) }
        let all = first + others.sorted { (model.fits[$1], $0) < (model.fits[$0], $1) }
        let limit = context.arguments.contains(StandardOptions.limit) ? context[StandardOptions.limit] : all.count
        let order = Array(all.prefix(limit))
        let papers = try order.map { try library.paper(at: topics.locations[$0]) }
        switch context.format {
        case .json: try context.output.write(json(topic, order))
        case .table: try writeTable(topic, Array(zip(order, papers)), context)
        default:
            var keys = BibTeX.Keys()
            for paper in papers { try paper.write(as: context.format, to: context.output, keys: &keys) }
        }
        return .found
    }

    private func json(_ topic: Topic, _ order: [Int]) throws -> [UInt8] {
        var parts: [Int: Int] = [:]
        for part in topic.subtopics { for document in part.members { parts[document] = part.number } }
        var json = JSONWriter(pretty: true)
        try json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.key("topic")
            try write(topic, to: &json)
            json.key("members")
            json.array { json in
                for document in order { json.string(library.corpus.id(at: topics.locations[document])) }
            }
            json.key("fits")
            json.array { json in for document in order { json.double(model.fits[document]) } }
            guard !parts.isEmpty else { return }
            json.key("subtopics")
            json.array { json in for document in order { json.int(parts[document] ?? 0) } }
        }
        json.newline()
        return json.bytes
    }

    private func writeTable(
        _ topic: Topic, _ papers: [(document: Int, paper: Paper)], _ context: CommandContext
    ) throws {
        let label = topic.label.singleLine + (topic.chineseLabel.map { "  " + $0.singleLine } ?? "")
        try context.output.writeLine(context.style(.bold, "\(topic.number)  \(label)"))
        let listed = papers.count < topic.size ? ", the first \(Figures.count(papers.count)) listed" : ""
        try context.output.writeLine("    \(Figures.count(topic.size)) papers\(listed)")
        try writeTerms(of: topic, context)
        for part in topic.subtopics {
            try context.output.writeLine("")
            try writePart(part, of: topic, context)
            try writeTerms(of: part, shareOf: "the topic", context)
        }
        try context.output.writeLine("")
        let parts = parts
        var columns: [Table.Column] = [.init("ID", emphasis: .accent), .init("date", emphasis: .dim), .init("fit")]
        if !parts.isEmpty { columns.append(.init("part")) }
        var table = Table(columns + [.init("title", narrowest: 20)])
        for (document, paper) in papers {
            table.add(
                [paper.id.rawValue, paper.dateText, Figures.fixed(model.fits[document])]
                    + (parts.isEmpty ? [] : [parts[document] ?? "-"]) + [paper.displayTitle])
        }
        for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
    }
}
