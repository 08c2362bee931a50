import Digests
import Evaluation
import Vocab

/// Papers of a pile that must be found by texts that they are indexed without: queries that nobody had to judge.
///
/// - Every second paper with a summary loses it, in every language. Together with those that never had one they are the
///   candidates, ranked among each other: to a query in the language of the summaries, papers that kept theirs would be
///   nearer for no merit of the ranking. What was kept is what the model learns the languages from.
/// - Up to 1,000 of the papers that lost a summary are looked for by each part of it, in each language.
/// - Up to 1,000 other candidates lose their titles too, and are looked for by them.
///
/// All are evenly spaced in the pile, so that nothing is left to chance.
struct KnownItems {
    /// Queries of one kind, and the paper that each must find.
    struct QuerySet {
        /// Language and field, such as `zh-tldr`.
        let name: String
        let queries: [BEIRCollection.Query]

        /// That each query is the ID of its one relevant paper.
        var qrels: QRels { QRels(Dictionary(uniqueKeysWithValues: queries.map { ($0.id, [$0.id: 1]) })) }
    }

    /// The most queries of a kind.
    static let limit = 1000
    /// The category that marks the candidates.
    static let candidates = "known-item.candidates"

    /// The pile as it is to be indexed.
    private(set) var papers: [Paper]
    /// The queries of each kind that the pile has.
    private(set) var sets: [QuerySet] = []

    /// - Parameter pile: Papers as they are known.
    init(_ pile: [Paper]) {
        papers = pile
        let summarised = pile.indices.filter { pile[$0].has(\.isSummary) }
        let bare = summarised.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        let known = Set(summarised).subtracting(bare)
        for index in pile.indices where !known.contains(index) {
            papers[index].remove(\.isSummary)
            papers[index].addCategories([Self.candidates])
        }
        // Something must be left of a paper that it can be found by.
        let items = Self.spaced(bare.filter { papers[$0].has(\.isSearched) }, most: (bare.count + 1) / 2)
        for name in FieldName.summary { addSets(name, of: items, in: pile) }
        let others = Set(pile.indices).subtracting(known).subtracting(items).sorted()
            .filter { pile[$0].has { $0 == .title } && pile[$0].has { $0 == .abstract } }
        let untitled = Self.spaced(others, most: (others.count + 1) / 2)
        addSets(.title, of: untitled, in: pile)
        for index in untitled { papers[index].remove { $0 == .title } }
    }

    private mutating func addSets(_ name: FieldName, of items: [Int], in pile: [Paper]) {
        for language in Language.allCases {
            let queries = items.compactMap { index in
                pile[index].fields[FieldKey(name, language)].map {
                    BEIRCollection.Query(id: pile[index].id.rawValue, text: $0.text)
                }
            }
            if !queries.isEmpty { sets.append(QuerySet(name: "\(language.code)-\(name.rawValue)", queries: queries)) }
        }
    }

    /// Some of the items, evenly spaced: at most ``limit``, and at most `most`.
    private static func spaced(_ items: [Int], most: Int) -> [Int] {
        let count = min(limit, most, items.count)
        return (0..<count).map { items[$0 * items.count / count] }
    }
}

extension FieldName {
    /// Whether a query can find a paper by the field once its summary is gone.
    fileprivate var isSearched: Bool { self == .title || self == .abstract }
}

extension Paper {
    fileprivate func has(_ isWanted: (FieldName) -> Bool) -> Bool { fields.contains { isWanted($0.key.name) } }

    /// Removes fields in every language.
    fileprivate mutating func remove(_ isUnwanted: (FieldName) -> Bool) {
        for field in fields where isUnwanted(field.key.name) { fields[field.key] = nil }
    }
}
