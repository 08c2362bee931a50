import Corpus
import Digests
import IndexStore
import LatentSemantics
import TextAnalysis
import Vocab

/// How a query names a paper, which puts it before all that are only about the same.
enum PaperNaming: Comparable {
    /// The query stands in the title and is most of it, is long, or has a number.
    case partOfTitle
    /// The query is the title.
    case title
    /// The query is the paper's ID, or an address that holds it.
    case id

    /// The least share of a title's words that a query is most of it with.
    static let leastShare = 0.6
    /// The fewest words of a query that may be a part of a title, and from how many on it need not be most of it.
    static let (fewestWords, manyWords) = (3.0, 5.0)

    /// The score of a paper that is so named, by the score that its text gives it.
    func score(_ score: Float) -> Float {
        switch self {
        case .partOfTitle: 0.95 + 0.04 * score
        case .title: 0.99 + 0.01 * score
        case .id: 1
        }
    }

    /// How a query names a paper of a title; both as ``foldedWords(_:)``.
    init?(query: [String], title: [String]) {
        if query == title {
            self = .title
        } else if Self.length(query) >= Self.fewestWords, title.containsRun(query),
            Double(query.count) >= Self.leastShare * Double(title.count) || Self.suffices(query)
        {
            self = .partOfTitle
        } else {
            return nil
        }
    }

    /// Whether a query may be any part of a title.
    static func suffices(_ query: [String]) -> Bool {
        length(query) >= manyWords || query.contains { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    }

    /// The number of words, two characters of Han script, kana or Hangul being one.
    private static func length(_ words: [String]) -> Double {
        words.reduce(0) { $0 + ($1.utf8.count > 2 && $1.unicodeScalars.count == 1 ? 0.5 : 1) }
    }
}

extension Searcher {
    /// The papers that a query names by ID or by title.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    func named(_ query: Query) throws(IndexError) -> [PaperLocation: PaperNaming] {
        var named = try titled(query.source ?? query.text)
        if let source = query.source {
            for id in [PaperID(rawValue: source.singleSpaced), PaperID.parse(source)].compactMap({ $0 }) {
                if let location = corpus.location(of: id) { named[location] = .id }
            }
        }
        return named
    }

    /// Whether some paper has just that title.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func isTitle(_ text: String) throws(IndexError) -> Bool { try titled(text).values.contains(.title) }

    /// The papers whose title a text is; where there is none, those of whose title it is a large part.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func papers(titled text: String) throws(IndexError) -> [PaperLocation] {
        let named = try titled(text)
        guard let best = named.values.max() else { return [] }
        return named.filter { $0.value == best }.map(\.key).sorted {
            corpus.id(at: $0).utf8.lexicographicallyPrecedes(corpus.id(at: $1).utf8)
        }
    }

    /// The papers whose title a text is, or is a large part of.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(postings of the text's terms), and a few records; nothing for texts of more than ``longestTitle`` words.
    func titled(_ text: String) throws(IndexError) -> [PaperLocation: PaperNaming] {
        guard text.utf8.count < Self.longestTitle * 16 else { return [:] }
        let words = foldedWords(LaTeXLetters.decoded(text))
        let terms = Analyzer().partTerms(in: text)
        guard (1...Self.longestTitle).contains(words.count), !terms.isEmpty else { return [:] }
        let longest = PaperNaming.suffices(words) ? Int.max : 2 * Int(Double(words.count) / PaperNaming.leastShare)
        var named: [PaperLocation: PaperNaming] = [:]
        for (index, segment) in corpus.segments.enumerated() {
            let all = segment.deleted.complement(rowCount: segment.rowCount)
            let rows = segment.rows(withAll: terms, among: all).filter { row in
                segment.postings.withLengths { lengths in
                    Language.allCases.contains { language in
                        let start = Postings.lengths(ofRow: row, language)
                        let length = Int(lengths[start + Int(TextField.title.rawValue)])
                        return (terms.count...max(longest, terms.count)).contains(length)
                    }
                }
            }
            for row in rows.prefix(Self.mostTitlesRead) {
                let titles = try segment.paper(row).fields.filter { $0.key.name == .title }.map(\.value.text)
                let location = PaperLocation(segment: index, row: row)
                named[location] = titles.compactMap {
                    PaperNaming(query: words, title: foldedWords(LaTeXLetters.decoded($0)))
                }.max()
            }
        }
        return named
    }

    /// The most words of a text that may be a title.
    private static let longestTitle = 60
    /// The most titles of a segment that are compared.
    private static let mostTitlesRead = 200

    /// The author whose first and last name a query is, as it has them; `nil` where no paper is by such a person.
    ///
    /// Asked are queries of two to four words that each begin with a capital.
    func author(named query: Query) -> String? {
        guard let source = query.source, query.requirements.isEmpty else { return nil }
        let words = source.split(whereSeparator: \.isWhitespace)
        guard (2...4).contains(words.count),
            words.allSatisfy({ $0.first?.isUppercase == true && $0.allSatisfy { $0.isLetter || "-.,'’".contains($0) } })
        else { return nil }
        var filter = PaperFilter()
        filter.authors = [source]
        return corpus.segments.contains { !filter.rows(of: $0).isEmpty } ? source.singleSpaced : nil
    }
}

extension String {
    /// The words, one space apart.
    fileprivate var singleSpaced: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
