import CommandLineSupport
import Sextant

/// `sextant similar`: finds the papers nearest to others.
enum SimilarCommand: Command {
    /// The part of a paper that is compared.
    enum Aspect: String, CaseIterable, Sendable {
        case title, abstract, tldr, motivation, method, result, conclusion
    }

    static let not = Option<[String]>.repeated("not", "ID", .text, help: "Keep away from this paper")
    static let from = Option<String?>.optional(
        "from", "FILE", .file, help: "Take the papers named in FILE: IDs, links or BibTeX")
    static let by = Option<Aspect?>.optional(
        "by", "FIELD", .choice, help: "Compare one field: title, abstract, tldr, motivation, method, result, conclusion"
    )

    static let diverse = Option.flag(
        "diverse", help: "Order the list so that each paper adds something to those before it")

    static let definition = CommandDefinition(
        name: "similar",
        abstract: "Find the papers nearest to one or more others",
        discussion: """
            Papers are named by ID, with or without a version, or by link: 2601.21465, 2601.21465v2, arXiv:2601.21465, \
            https://arxiv.org/abs/2601.21465, a DOI; or by their title. Several papers are taken together.
            """,
        arguments: [
            ArgumentDefinition(
                "ID", help: "A paper's ID, link or title", isRepeated: true,
                requirement: .unless(option: from.definition.name)
            )
        ],
        options: [
            not.definition, from.definition, by.definition, diverse.definition, StandardOptions.sort.definition,
        ],
        shared: StandardOptions.shared,
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant similar 2601.21465 -n 5", "The five nearest papers"),
            .init("sextant similar 2601.21465 --by method", "Papers with a similar method, whatever they use it for"),
            .init("sextant similar --from library.bib --since 2026-03", "What is new and near to a bibliography"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        var options = try context.searchOptions()
        var seeds = context.arguments.words
        if let file = context[from] { seeds += try known(IDFile(file).ids, of: file, in: library, context) }
        let query = SimilarQuery(
            seeds: try locations(seeds, of: library), avoided: try locations(context[not], of: library),
            isDiverse: context[diverse])
        if context[by] != nil, context[diverse] { throw UsageError("--diverse does not go with --by") }
        if let aspect = context[by], let field = FieldName(rawValue: aspect.rawValue) {
            let results = try library.searcher.folding(options.limit) { limit in
                options.limit = limit
                guard let results = try library.searcher.similar(query, by: field, options: options) else {
                    throw UsageError("\(seeds.joined(separator: ", ")) has no \(aspect.rawValue) to compare")
                }
                return results
            }.sorted(by: context[StandardOptions.sort], in: library)
            return try HitList(results, of: library).write(context)
        }
        let results = try library.searcher.folding(options.limit) { limit in
            options.limit = limit
            return try library.similar(to: query, options: options)
        }.sorted(by: context[StandardOptions.sort], in: library)
        let explanations =
            context[StandardOptions.explain]
            ? try library.searcher.explain(query, at: results.hits.map(\.location), options: options) : []
        return try HitList(results, of: library, explanations: explanations).write(context)
    }

    /// The papers of a file that the index has: a bibliography names others too. All of them when it has none.
    private static func known(
        _ ids: [String], of file: String, in library: Library, _ context: CommandContext
    ) -> [String] {
        let known = ids.filter { library.corpus.location(of: PaperID(rawValue: $0)) != nil }
        guard !known.isEmpty, known.count < ids.count else { return ids }
        context.messages.note(
            "\(Figures.count(ids.count - known.count)) of \(Figures.count(ids.count)) papers of \(file) are not in the index"
        )
        return known
    }

    private static func locations(_ ids: [String], of library: Library) throws -> [PaperLocation] {
        var seen: Set<PaperLocation> = []
        return try ids.map { try library.location(of: $0) }.filter { seen.insert($0).inserted }
    }
}
