import CommandLineSupport
import JSON
import Sextant
import SystemSupport

/// New papers, ready to be written in any format.
struct NewPaperList {
    private let novelty: Novelty
    private let since: Day
    private let library: Library

    /// Words that are shown of a paper.
    private static let terms = 6

    init(_ novelty: Novelty, since: Day, in library: Library) {
        self.novelty = novelty
        self.since = since
        self.library = library
    }

    func write(_ context: CommandContext) throws -> ExitCode {
        if novelty.papers.isEmpty { context.messages.note(emptiness) }
        let papers = Array(novelty.papers.prefix(context[StandardOptions.limit]))
        let terms = try library.newTerms(of: papers, in: novelty, limit: Self.terms)
        let shown = try zip(papers, terms).map { try Shown($0, terms: $1, library) }
        switch context.format {
        case .json: try context.output.write(json(shown))
        case .jsonl:
            for item in shown {
                var json = JSONWriter()
                item.write(to: &json)
                try context.output.write(json.bytes + [0x0A])
            }
        case .plain: for item in shown { try context.output.write(TabSeparated.line(item.fields)) }
        case .csv:
            try context.output.write(
                CSV.line(["id", "date", "similarity", "rarity", "nearest", "new_terms", "title"]))
            for item in shown { try context.output.write(CSV.line(item.fields)) }
        case .bibtex, .ids:
            var keys = BibTeX.Keys()
            for item in shown { try item.paper.write(as: context.format, to: context.output, keys: &keys) }
        case .table: try writeTable(shown, context)
        }
        return shown.isEmpty ? .nothingFound : .found
    }

    private var emptiness: String {
        "too few papers to say what is new since \(since): \(Figures.count(novelty.earlier.count)) are before, of which "
            + "half at most, and \(Novelty.leastUsual) at least, say what is usual"
    }

    private func writeTable(_ shown: [Shown], _ context: CommandContext) throws {
        guard !shown.isEmpty else { return }
        let count = novelty.papers.count
        let (rare, chance) = (novelty.count(rarity: 0.01), Double(count) / 100)
        var facts =
            "\(Figures.count(count, "paper")) since \(since), \(Figures.count(novelty.earlier.count)) before; "
            + "\(Figures.count(rare)) are farther from all before than 99 % of the \(Figures.count(novelty.usual)) papers since "
            + "\(novelty.usualSince.map { "\($0)" } ?? "-") were (by chance alone \(Figures.fixed(chance, digits: 0)))"
        let left = novelty.undated + novelty.monthOnly + novelty.withoutVector
        if left > 0 {
            facts +=
                "; left out: \(Figures.count(novelty.undated)) without a date, "
                + "\(Figures.count(novelty.monthOnly)) with a month alone, "
                + "\(Figures.count(novelty.withoutVector)) without known words"
        }
        for line in WordWrap.lines(facts, width: max(30, context.width ?? 110)) { try context.output.writeLine(line) }
        for item in shown {
            try context.output.writeLine("")
            let head = context.style(.accent, item.paper.id.rawValue) + "  " + item.paper.displayTitle.singleLine
            try context.output.writeLine(cut(head, context))
            let place = "rarity \(Figures.percent(item.new.rarity, digits: 2)); "
            let words = item.terms.isEmpty ? "" : "new: " + item.terms.map(Self.text).joined(separator: ", ")
            for line in WordWrap.lines((place + words).singleLine, width: max(30, (context.width ?? 110) - 5)) {
                try context.output.writeLine("    " + line)
            }
            let nearest =
                "    nearest before (\(Figures.fixed(Double(item.new.similarity)))): " + item.nearest.id.rawValue + "  "
                + item.nearest.displayTitle.singleLine
            try context.output.writeLine(cut(context.style(.dim, nearest), context))
        }
    }

    private func cut(_ line: String, _ context: CommandContext) -> String {
        context.width.map { Terminal.truncate(line, to: $0) } ?? line
    }

    private static func text(_ term: UncoveredTerm) -> String {
        switch term.earlier {
        case 0: "\(term.word) (never before)"
        case 1: "\(term.word) (1 paper before)"
        default: "\(term.word) (\(Figures.count(term.earlier)) before)"
        }
    }

    private func json(_ shown: [Shown]) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.key("exact")
            json.bool(true)
            json.member("since", "\(since)")
            json.member("total", novelty.papers.count)
            json.member("earlier", novelty.earlier.count)
            json.member("usual", novelty.usual)
            json.member("usual_since", novelty.usualSince.map { "\($0)" })
            json.member("undated", novelty.undated)
            json.member("month_only", novelty.monthOnly)
            json.member("without_vector", novelty.withoutVector)
            json.key("papers")
            json.array { json in for item in shown { item.write(to: &json) } }
        }
        json.newline()
        return json.bytes
    }

    /// A paper with what is shown of it.
    private struct Shown {
        let new: Novelty.NewPaper
        let paper: Paper
        let nearest: Paper
        let terms: [UncoveredTerm]

        init(_ new: Novelty.NewPaper, terms: [UncoveredTerm], _ library: Library) throws {
            self.new = new
            self.terms = terms
            paper = try library.paper(at: new.location)
            nearest = try library.paper(at: new.nearest)
        }

        var fields: [String] {
            [
                paper.id.rawValue, "\(new.date)", Figures.fixed(Double(new.similarity), digits: 4),
                Figures.fixed(new.rarity, digits: 4), nearest.id.rawValue,
                terms.map(\.word).joined(separator: " "), paper.displayTitle,
            ]
        }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("id", paper.id.rawValue)
                json.member("date", "\(new.date)")
                json.key("similarity")
                json.float(new.similarity)
                json.member("rarity", new.rarity)
                json.member("title", paper.displayTitle)
                json.key("nearest")
                json.object { json in
                    json.member("id", nearest.id.rawValue)
                    json.member("title", nearest.displayTitle)
                }
                json.key("new_terms")
                json.array { json in
                    for term in terms {
                        json.object { json in
                            json.member("term", term.word)
                            json.member("count", term.count)
                            json.member("earlier", term.earlier)
                        }
                    }
                }
            }
        }
    }
}
