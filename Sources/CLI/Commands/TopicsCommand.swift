import CommandLineSupport
import Sextant
import SystemSupport

/// `sextant topics`: papers sorted into topics.
enum TopicsCommand: Command {
    /// How many topics to make.
    enum Count: Sendable, Equatable, CustomStringConvertible {
        /// As many as the papers have.
        case automatic
        case exactly(Int)

        var description: String {
            switch self {
            case .automatic: "auto"
            case .exactly(let count): "\(count)"
            }
        }

        static let kind = ValueKind<Count>("a whole number of 1 or more, or auto", completion: .words(["auto"])) {
            text in
            if text == "auto" { return .automatic }
            return Int(text).flatMap { $0 > 0 ? .exactly($0) : nil }
        }
    }

    static let count = Option.value("k", "N", Count.kind, default: .automatic, help: "How many topics, or auto")
    static let topic = Option<Int?>.optional(
        "topic", "N", .wholeNumber(from: 1), help: "Show one topic with its parts and papers, as sextant topic N does")
    static let depth = Option.value(
        "depth", "N", .wholeNumber(from: 1, to: 2), default: 1, help: "Show topics (1), or topics with their parts (2)")
    static let fresh = Option.flag("fresh", help: "Begin anew instead of going on from the topics before")
    static let assignments = Option<String?>.optional(
        "assignments", "FILE", .file, help: "Write each paper's topic to FILE, as tab-separated values")
    static let report = Option<String?>.optional(
        "report", "FILE", .file, help: "Write a page to FILE: a map of the papers, search, and the topics as a table")

    static let definition = CommandDefinition(
        name: "topics",
        abstract: "Sort papers into topics",
        discussion: """
            Shows each topic's label, size, terms, representative papers and stability: how much of it is found again when \
            some papers are left out, from 0 to 1. With --depth 2 each topic is followed by its parts. Every paper is in a \
            topic; those that most such runs put elsewhere are listed as fitting badly.

            The index keeps the topics of each filter and number: later runs go on from them, so that topics and parts keep \
            their numbers, names and papers when papers arrive. What appears, splits, merges or ends is said. --fresh begins anew.

            --report writes one HTML file, beside what is printed, which a browser shows without a network: a map on which \
            like papers lie together, search and filters, and the topics with their papers and their share over time; with \
            --depth 2 their parts too.
            """,
        options: [
            count.definition, depth.definition, topic.definition, fresh.definition, assignments.definition,
            report.definition,
        ],
        shared: [StandardOptions.limit.definition] + StandardOptions.filters,
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant topics --month 2026-01", "A month's topics"),
            .init("sextant topics --month 2026-01 --depth 2", "The same, and what parts each topic has"),
            .init("sextant topic 3 --month 2026-01", "One of them with its papers"),
            .init("sextant topics --month 2026-01 --report january.html", "The month as a page to look at"),
            .init("sextant topics -k 40 --json", "Forty topics of everything, for programs"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        let page = try context[report].map { try ResultOutput(path: $0) }
        let number = context[topic]
        let topics = try library.topics(
            context, divided: number.map { .one($0) } ?? (context[depth] == 2 ? .all : .none))
        let list = TopicList(topics, of: library)
        if let file = context[assignments] { try list.writeAssignments(to: file) }
        if let page, !topics.model.topics.isEmpty { try write(topics, of: library, to: page, context) }
        return try number.map { try list.write(topic: $0, context) } ?? list.write(context)
    }

    private static func write(
        _ topics: LibraryTopics, of library: Library, to page: ResultOutput, _ context: CommandContext
    ) throws {
        var progress = context.messages.progress("mapping", total: nil)
        defer { progress.finish() }
        let report = try library.report(of: topics, title: title(context), threads: context.threads) {
            progress.update($0, of: $1, label: "mapping")
        }
        progress.finish()
        try page.write(report.page())
        try page.finish()
        if let file = context[self.report], file != "-" { context.messages.note("the report is in \(file.escaped)") }
    }

    /// What the filters of the command line leave, in words.
    private static func title(_ context: CommandContext) -> String {
        let span: String? =
            switch (context[StandardOptions.since], context[StandardOptions.until]) {
            case (nil, nil): nil
            case (let since?, nil): "since \(since)"
            case (nil, let until?): "until \(until)"
            case (let since?, let until?): "\(since) to \(until)"
            }
        let parts =
            [context[StandardOptions.month].map { "\($0)" }, span].compactMap { $0 }
            + context[StandardOptions.category] + context[StandardOptions.author]
        return parts.isEmpty ? "Topics" : "Topics: " + parts.joined(separator: ", ")
    }
}

extension Library {
    /// The topics that the command line asks for, which are kept for later runs.
    ///
    /// - Parameter filter: Which papers to sort; nil for those that the command line filters.
    func topics(
        _ context: CommandContext, divided: TopicParameters.Divided = .none, of filter: PaperFilter? = nil
    ) throws -> LibraryTopics {
        var parameters = TopicParameters(divided: divided)
        var filter = try filter ?? context.filter()
        if case .exactly(let count) = context[TopicsCommand.count] {
            parameters.count = .fixed(count)
            let papers = locations(of: filter).count
            if papers > 0, count > papers {
                throw UsageError("-k \(count) asks for more topics than there are papers: \(Figures.count(papers))")
            }
        } else if case .one(let number) = divided, filter == PaperFilter(),
            !context.arguments.contains(TopicsCommand.count), let shown = shownTopics, !shown.description.isEmpty
        {
            // A number alone means the topics that were shown last.
            filter = shown.filter
            parameters.count = shown.count
            context.messages.note("topic \(number) of the topics shown last: \(shown.description.escaped)")
        }
        parameters.representatives =
            context.arguments.contains(StandardOptions.limit) ? context[StandardOptions.limit] : 3
        var progress = context.messages.progress("grouping", total: nil)
        defer { progress.finish() }
        let topics = try topics(
            of: filter, parameters: parameters, fresh: context[TopicsCommand.fresh],
            threads: context.threads
        ) { done, _ in progress.update(done) }
        progress.finish()
        do {
            for warning in try keep(topics) { context.messages.warning("the topics are kept, but: \(warning)") }
        } catch {
            context.messages.note("these topics are not kept for later runs: \(error)")
        }
        return topics
    }
}
