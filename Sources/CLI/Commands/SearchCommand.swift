import CommandLineSupport
import Sextant
import SystemSupport

/// `sextant search`: finds papers by a question.
enum SearchCommand: Command {
    static let mode = Option.value(
        "mode", "MODE", .choice, default: SearchMode.hybrid,
        help: "Go by meaning (semantic), by words (lexical) or by both")
    static let queries = Option<String?>.optional(
        "queries", "FILE", .file, help: "Read queries from FILE: JSON lines with _id and text, all of it plain text")
    static let run = Option<String?>.optional(
        "run", "FILE", .file, help: "With --queries: write the results to FILE as a TREC run")

    static let definition = CommandDefinition(
        name: "search",
        abstract: "Find papers by a question, in English or Chinese",
        discussion: """
            Goes by meaning and by words, across both languages. Filters apply before ranking, so that ten results are \
            shown when ten exist.

            A query may name fields and leave words out: ti: (title), au: (author), abs: (abstract), cat: (category), \
            year: (2026 or 2024-2026), "an exact phrase" and -word; AND, OR, NOT and parentheses go between them. A \
            query that is a paper's ID, address or title puts that paper first, and a person's name alone lists the \
            papers of that author. Write an option's value apart (-o FILE) here, since -word is no option. Text \
            from standard input ('-') and from --queries is taken as it is, so that a pasted draft means what it says.
            """,
        arguments: [
            ArgumentDefinition(
                "QUERY", help: "What to look for; '-' reads it from standard input", isRepeated: true,
                requirement: .unless(option: queries.definition.name))
        ],
        options: [mode.definition, StandardOptions.sort.definition, queries.definition, run.definition],
        shared: StandardOptions.shared,
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant search \"稀疏注意力 长视频理解\"", "Asks in Chinese; English abstracts are found too"),
            .init(
                "sextant search 'ti:\"graph neural\" molecules -survey'", "Fields, a phrase, and a word to leave out"),
            .init("sextant search --since 2026-03 --category cs.CL agents", "Papers of one category, since March"),
            .init("sextant search - < draft.txt", "What is near to a draft"),
        ],
        takesDashedWords: true)

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        var options = try context.searchOptions()
        options.mode = context[mode]
        if let file = context[queries] {
            guard let run = context[run] else { throw UsageError("--queries needs --run FILE for its results") }
            return try RunFile(queries: file).write(to: run, library: library, options: options, context)
        }
        let query = try query(context, library)
        let results = try library.searcher.folding(options.limit) { limit in
            options.limit = limit
            return try library.searcher.search(query, options: options)
        }.sorted(by: context[StandardOptions.sort], in: library)
        if results.namesID { return try write(results, query, library, options, context) }
        noteUnsearched(query, results, library, options, context)
        if !results.unknownTerms.isEmpty {
            let shown = results.unknownTerms.prefix(8).joined(separator: ", ")
            let more = results.unknownTerms.count - 8
            context.messages.note("no paper has: " + shown + (more > 0 ? " and \(Figures.count(more)) more" : ""))
        }
        for reading in try library.searcher.readings(of: query.text, in: results) {
            context.messages.note("no paper has '\(reading.written)': searched for '\(reading.taken)'")
        }
        try noteTranslations(results, library, context)
        return try write(results, query, library, options, context)
    }

    private static func write(
        _ results: SearchResults, _ query: Query, _ library: Library, _ options: SearchOptions,
        _ context: CommandContext
    ) throws -> ExitCode {
        let explanations =
            context[StandardOptions.explain]
            ? try library.searcher.explain(query, at: results.hits.map(\.location), options: options) : []
        let passages =
            [.table, .json, .jsonl].contains(context.format)
            ? try library.searcher.passages(
                for: query, at: results.hits.map(\.location), threads: context.threads) : []
        return try HitList(results, of: library, explanations: explanations, passages: passages).write(context)
    }

    /// Says what of a query was not looked for, and why there may be no answer.
    private static func noteUnsearched(
        _ query: Query, _ results: SearchResults, _ library: Library, _ options: SearchOptions,
        _ context: CommandContext
    ) {
        if let author = results.author {
            context.messages.note("papers by \(author), the newest first; for the words write \"\(author)\" in quotes")
            return
        }
        for (word, taken) in query.wordsWithoutSigns {
            context.messages.note("'\(word)' is searched for as '\(taken)': signs are not looked for")
        }
        let words = query.unsearchedWords.prefix(8).map { "'\($0.word)' \($0.reason)" }
        if !words.isEmpty { context.messages.note("not searched for: " + words.joined(separator: ", ")) }
        guard results.hits.isEmpty else { return }
        for advice in library.searcher.advice(on: options.filter, query) { context.messages.note(advice) }
        if let source = query.source, let id = PaperID.parse(source), id.kind != .other,
            let unknown = library.unknownPaper(source)
        {
            context.messages.note("\(unknown)")
        }
    }

    /// Says which English stands for the Chinese words of the query, and which have none.
    private static func noteTranslations(
        _ results: SearchResults, _ library: Library, _ context: CommandContext
    ) throws {
        var translated: [String] = []
        for translation in results.translations.prefix(12) where !translation.terms.isEmpty {
            let english = try library.searcher.englishWords(of: translation).joined(separator: " ")
            translated.append("\(translation.word) = \(english)")
        }
        if !translated.isEmpty { context.messages.note("searched for: " + translated.joined(separator: ", ")) }
        let others = results.translations.filter(\.terms.isEmpty).prefix(12).map(\.word)
        if !others.isEmpty { context.messages.note("no English known for: " + others.joined(separator: ", ")) }
    }

    private static func query(_ context: CommandContext, _ library: Library) throws -> Query {
        let words = context.arguments.words
        guard words == ["-"] else { return try library.query(words.joined(separator: " ")) }
        let bytes = try FileReader.standardInput().readToEnd(limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains(where: { !$0.isWhitespace }) else { throw UsageError("standard input holds no query") }
        return Query(text: text)
    }
}
