import CommandLineSupport
import JSON
import Sextant
import SystemSupport

extension SearchResults {
    /// The same hits in another order.
    func sorted(by order: HitOrder, in library: Library) -> SearchResults {
        guard order == .date else { return self }
        return ordered { library.corpus.date(at: $0.location)?.firstDay.daysSinceEpoch ?? .min }
    }
}

/// Papers that were found, ready to be written in any format.
struct HitList {
    struct Entry {
        let hit: Hit
        let paper: Paper
        let explanation: Explanation?
        let passage: Passage?
    }

    let index: String
    let total: Int
    let entries: [Entry]

    /// Reads the papers of hits.
    ///
    /// - Parameters:
    ///   - explanations: One for each hit, or none at all.
    ///   - passages: Likewise.
    init(
        _ results: SearchResults, of library: Library, explanations: [Explanation] = [], passages: [Passage?] = []
    ) throws {
        index = library.path
        total = results.total
        entries = try results.hits.enumerated().map { position, hit in
            Entry(
                hit: hit, paper: try library.paper(at: hit.location),
                explanation: explanations.indices.contains(position) ? explanations[position] : nil,
                passage: passages.indices.contains(position) ? passages[position] : nil)
        }
    }

    /// Writes the list in the format that the command line asks for.
    func write(_ context: CommandContext) throws -> ExitCode {
        switch context.format {
        case .table: try writeTable(context)
        case .plain:
            for entry in entries { try context.output.write(TabSeparated.line(entry.fields)) }
        case .csv:
            try context.output.write(CSV.line(["score", "id", "date", "categories", "title", "copies"]))
            for entry in entries { try context.output.write(CSV.line(entry.fields)) }
        case .ids:
            // The same work's other IDs stand behind the one that is ranked.
            for entry in entries {
                for id in [entry.hit.id] + entry.hit.copies { try context.output.writeLine(id.singleLine) }
            }
        case .bibtex:
            var keys = BibTeX.Keys()
            for entry in entries {
                try context.output.write(entry.paper.bibTeX(&keys, copies: entry.hit.copies))
            }
        case .jsonl:
            for entry in entries {
                var json = JSONWriter()
                entry.write(to: &json)
                try context.output.write(json.bytes + [0x0A])
            }
        case .json:
            try context.output.write(json)
        }
        return entries.isEmpty ? .nothingFound : .found
    }

    private var json: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.member("index", index)
            json.key("exact")
            json.bool(true)
            json.member("total", total)
            json.key("hits")
            json.array { json in for entry in entries { entry.write(to: &json) } }
        }
        json.newline()
        return json.bytes
    }

    /// Whether the list with its titles is no wider than a line; else titles stand on lines of their own.
    private func fits(_ width: Int?) -> Bool {
        guard let width else { return true }
        return table(withTitles: true).lines().allSatisfy { Terminal.displayWidth(of: $0) <= width }
    }

    private func table(withTitles hasTitles: Bool) -> Table {
        let titles: [Table.Column] = hasTitles ? [.init("title")] : []
        var table = Table(
            [
                .init("score", isRightAligned: true), .init("ID", emphasis: .accent), .init("date", emphasis: .dim),
                .init("category"),
            ] + titles)
        for entry in entries {
            let cells = [
                Figures.fixed(Double(entry.hit.score), digits: 3), entry.hit.id, entry.paper.dateText,
                entry.paper.primaryCategory ?? entry.paper.categories.first ?? "",
            ]
            table.add(cells + (hasTitles ? [entry.paper.displayTitle] : []))
        }
        return table
    }

    private func writeTable(_ context: CommandContext) throws {
        guard !entries.isEmpty else { return context.messages.note("nothing found") }
        let isWide = fits(context.width)
        let lines = table(withTitles: isWide).lines(style: context.style)
        try context.output.writeLine(lines[0])
        for (line, entry) in zip(lines.dropFirst(), entries) {
            try context.output.writeLine(line)
            let width = max(20, (context.width ?? 120) - 7)
            if !isWide {
                for line in WordWrap.lines(entry.paper.displayTitle.singleLine, width: width) {
                    try context.output.writeLine("       " + context.style(.bold, line))
                }
            }
            for line in entry.passage?.lines(width: width, most: 2, style: context.style) ?? [] {
                try context.output.writeLine("       " + line)
            }
            if entry.paper.isWithdrawn { try context.output.writeLine("       " + context.style(.dim, "withdrawn")) }
            if !entry.hit.copies.isEmpty {
                let copies = entry.hit.copies
                let names = copies.prefix(5).joined(separator: ", ") + (copies.count > 5 ? ", …" : "")
                let line = copies.count == 1 ? "also as \(names)" : "also as \(copies.count) others: \(names)"
                try context.output.writeLine("       " + context.style(.dim, line))
            }
            guard let explanation = entry.explanation else { continue }
            let why: [String] = explanation.parts.prefix(8).map {
                "\($0.shownWord) \(Figures.fixed(Double($0.total), digits: 3))"
            }
            let rest = explanation.parts.dropFirst(8).reduce(0) { $0 + $1.total }
            let others: [String] =
                explanation.parts.count > 8 ? ["others \(Figures.fixed(Double(rest), digits: 3))"] : []
            let support: [String] =
                explanation.support > 0
                ? ["papers like it \(Figures.fixed(Double(explanation.support), digits: 3))"] : []
            let text: String = "why: " + (why + others + support).joined(separator: ", ")
            for line in WordWrap.lines(text.singleLine, width: width) {
                try context.output.writeLine("       " + context.style(.dim, line))
            }
        }
    }
}

extension HitList.Entry {
    fileprivate var fields: [String] {
        [
            Figures.fixed(Double(hit.score), digits: 4), hit.id, paper.dateText,
            paper.primaryFirst.joined(separator: " "),
            paper.displayTitle, hit.copies.joined(separator: " "),
        ]
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", hit.id)
            json.key("score")
            json.float(hit.score)
            json.key("parts")
            json.object { json in
                if let lexical = hit.lexical {
                    json.key("lexical")
                    json.float(lexical)
                }
                if let semantic = hit.semantic {
                    json.key("semantic")
                    json.float(semantic)
                }
                if let support = hit.support {
                    json.key("support")
                    json.float(support)
                }
            }
            json.key("date")
            paper.writeDate(to: &json)
            json.key("categories")
            json.array { json in for category in paper.primaryFirst { json.string(category) } }
            json.member("title", paper.displayTitle)
            if paper.isWithdrawn {
                json.key("withdrawn")
                json.bool(true)
            }
            if !hit.copies.isEmpty {
                json.key("copies")
                json.array { json in for id in hit.copies { json.string(id) } }
            }
            if let passage { passage.write(to: &json) }
            if let explanation {
                json.key("why")
                explanation.write(to: &json)
            }
        }
    }
}

extension Explanation {
    /// Writes the terms and what each adds to the score; last what papers like it add, so that all shares make the score.
    func write(to json: inout JSONWriter) {
        json.array { json in
            for part in parts {
                json.object { json in
                    json.member("term", part.word)
                    if let translation = part.translation { json.member("translation", translation) }
                    json.key("share")
                    json.float(part.total)
                    json.key("lexical")
                    json.float(part.lexical)
                    json.key("semantic")
                    json.float(part.semantic)
                }
            }
            if support > 0 {
                json.object { json in
                    json.member("term", "papers like it")
                    json.key("share")
                    json.float(support)
                }
            }
        }
    }
}

extension Explanation.Part {
    /// The word, and what stands for it in the paper.
    var shownWord: String { translation.map { "\(word) → \($0)" } ?? word }
}
