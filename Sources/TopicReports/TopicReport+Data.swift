import Digests
import JSON

extension TopicReport {
    /// Everything that the scripts know, as JSON: columns, since a month has thousands of papers.
    ///
    /// - Parameter summaries: A text for each paper, or none at all.
    func data(frame: MapFrame, centres: [SIMD2<Int>?], colours: [Int], summaries: [String]) -> [UInt8] {
        let categories = CategoryTable(papers)
        var json = JSONWriter()
        json.object { json in
            json.key("leastFit")
            json.int(Self.percent(leastFit))
            json.key("topics")
            json.array { json in
                for (index, topic) in topics.enumerated() {
                    json.object { json in
                        json.key("number")
                        json.int(topic.number)
                        json.key("label")
                        json.string(topic.label)
                        json.key("size")
                        json.int(topic.members.count)
                        json.key("colour")
                        json.int(colours[index])
                        json.key("x")
                        json.optional(centres[index]?.x)
                        json.key("y")
                        json.optional(centres[index]?.y)
                        json.key("parts")
                        json.array { json in
                            for part in topic.parts { json.part(part, at: frame.centre(of: part.members)) }
                        }
                    }
                }
            }
            json.key("categories")
            json.array { json in
                for (name, size) in categories.entries {
                    json.object { json in
                        json.key("id")
                        json.string(name)
                        if let full = categoryNames[name] {
                            json.key("name")
                            json.string(full)
                        }
                        json.key("size")
                        json.int(size)
                    }
                }
            }
            json.key("papers")
            json.object { json in
                json.key("width")
                json.int(frame.width)
                json.key("height")
                json.int(frame.height)
                json.column("x", frame.places) { $0.optional($1?.x) }
                json.column("y", frame.places) { $0.optional($1?.y) }
                json.column("id", papers) { $0.string($1.id.rawValue) }
                json.key("kind")
                json.string(String(papers.map { $0.id.letter }))
                json.column("title", papers) { $0.string($1.title ?? "") }
                json.column("zh", papers) { $0.string($1.chineseTitle ?? "") }
                json.column("day", papers) { $0.optional($1.day.map { Int($0.daysSinceEpoch) }) }
                // The date of a month is shown without its first day.
                json.key("dateKind")
                json.string(String(papers.map { $0.date?.day == nil ? "m" : "d" }))
                json.column("cats", papers) { json, paper in
                    json.array { json in for name in paper.categories { json.optional(categories.index[name]) } }
                }
                json.column("topic", papers) { $0.optional($1.topic) }
                json.column("fit", papers) { $0.int(Self.percent($1.fit)) }
                json.column("summary", summaries) { $0.string($1) }
                json.key("summaryLang")
                json.string(String(papers.map { $0.isSummaryChinese ? "z" : "e" }))
            }
        }
        return HTML.escapedForScript(json.bytes)
    }

    /// A share in whole percent, rounded down so that what is below a limit stays so.
    private static func percent(_ share: Double) -> Int { share.isFinite ? Int(share * 100 + 1e-9) : 0 }

    /// The papers' summaries, the longest cut so that all together take no more than so many bytes on the page.
    func summaries(bytes: Int) -> [String] {
        let lengths = papers.map { $0.summary.map { $0.utf8.reduce(0) { $0 + $1.sizeInScript } } ?? 0 }
        var limit = lengths.max() ?? 0
        func size(_ limit: Int) -> Int { lengths.reduce(0) { $0 + min($1, limit) } }
        if size(limit) > bytes {
            // The longest limit that fits, by bisection: the size grows with it.
            var (low, high) = (0, limit)
            while low + 1 < high {
                let middle = (low + high) / 2
                if size(middle) <= bytes { low = middle } else { high = middle }
            }
            limit = low
        }
        // The beginning of a sentence that says nothing yet is worth no room.
        guard limit >= 40 || limit == lengths.max() else { return papers.map { _ in "" } }
        return papers.map { $0.summary?.cut(toBytes: limit) ?? "" }
    }
}

/// The categories of papers, the most frequent first, then by name.
private struct CategoryTable {
    let entries: [(name: String, size: Int)]
    let index: [String: Int]

    init(_ papers: [TopicReport.Paper]) {
        var sizes: [String: Int] = [:]
        for paper in papers { for name in Set(paper.categories) { sizes[name, default: 0] += 1 } }
        let sorted = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        entries = sorted.map { (name: $0.key, size: $0.value) }
        index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.key, $0) })
    }
}

extension JSONWriter {
    fileprivate mutating func optional(_ value: Int?) {
        if let value { int(value) } else { null() }
    }

    fileprivate mutating func part(_ part: TopicReport.Part, at centre: SIMD2<Int>?) {
        object { json in
            json.key("label")
            json.string(part.label)
            json.key("x")
            json.optional(centre?.x)
            json.key("y")
            json.optional(centre?.y)
        }
    }

    fileprivate mutating func column<Element>(
        _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        array { json in for element in elements { write(&json, element) } }
    }
}

extension PaperID {
    /// Tells the scripts where a paper can be read.
    fileprivate var letter: Character {
        switch kind {
        case .arxiv: "a"
        case .doi: "d"
        default: "n"
        }
    }
}

extension UInt8 {
    /// The bytes that one of a text takes in the JSON of a script.
    var sizeInScript: Int {
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): 2
        case 0..<0x20, UInt8(ascii: "<"): 6
        default: 1
        }
    }
}

extension String {
    /// The text, or as many whole words of it as so many bytes in a script hold with an ellipsis behind them.
    func cut(toBytes limit: Int) -> String {
        var (end, size) = (startIndex, 0)
        for scalar in unicodeScalars.indices {
            let width = unicodeScalars[scalar].utf8.reduce(0) { $0 + $1.sizeInScript }
            if size + width > limit - 3 { break }
            size += width
            end = unicodeScalars.index(after: scalar)
        }
        let rest = self[end...].utf8.reduce(0) { $0 + $1.sizeInScript }
        guard size + rest > limit else { return self }
        // Not within a character of several scalars, such as a letter with its accent.
        while Index(end, within: self) == nil { end = unicodeScalars.index(before: end) }
        var kept = self[..<end]
        // Within a word of Latin letters its beginning goes too, unless that would be most of the text.
        if let blank = kept.utf8.lastIndex(of: 0x20), kept[blank...].utf8.count < 24 { kept = kept[..<blank] }
        return kept.isEmpty ? "" : kept + "…"
    }
}
