import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis
import VectorKernels

/// The sentence of a paper that answers a query best.
public struct Passage: Equatable, Sendable {
    /// The sentence.
    public let text: String
    /// Where the words of the query stand in it, or their translations: byte offsets into its UTF-8, ascending, apart.
    public let marks: [Range<Int>]
}

extension Searcher {
    /// The sentence of each paper that answers a query best: with most of its words, the rare ones above all, and with words
    /// near to it in the latent space. `nil` for a paper without a text beside its title.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the papers + distinct terms in it · dimensions), on `threads` threads.
    public func passages(
        for query: Query, at locations: [PaperLocation], threads: Int = 1
    ) throws(IndexError) -> [Passage?] {
        let terms = QueryTerms(query.text, statistics: statistics)
        // A thread's papers together, so that each term is weighed once.
        let size = max(1, (locations.count + threads - 1) / max(1, threads))
        return try parallelMap(
            count: (locations.count + size - 1) / size, threads: threads
        ) { block throws(IndexError) in
            let papers = try locations[block * size..<min((block + 1) * size, locations.count)].map {
                location throws(IndexError) in try corpus.paper(at: location)
            }
            return statistics.counters.withCounter { counter in
                var finder = PassageFinder(terms, model: corpus.model)
                return papers.map { finder.passage(in: $0, counter: &counter) }
            }
        }.flatMap(\.self)
    }
}

/// Weighs the sentences of papers by a query.
private struct PassageFinder {
    /// What a term of a sentence is worth.
    private struct Weight {
        /// Its number among the terms that are asked for.
        var wanted: Int?
        /// Its weight in a text's vector, times its vector's product with the query's.
        var product: Float = 0
        /// Its weight, times the length of its vector.
        var length: Float = 0
    }

    /// What each term that is asked for counts for, as a share of the query's.
    private var wanted: [(term: Term, share: Float)] = []
    private var numbers: [Term: Int] = [:]
    private let vector: [Float]
    private let model: LatentSemanticModel?
    /// By the counter's numbers.
    private var weights: [Weight?] = []

    init(_ query: QueryTerms, model: LatentSemanticModel?) {
        var shares: [Term: Float] = [:]
        for entry in query.entries {
            shares[entry.term] = max(shares[entry.term] ?? 0, entry.weight)
            if let translation = entry.translation {
                shares[translation.term] = max(shares[translation.term] ?? 0, translation.weight)
            }
        }
        let total = max(query.entries.reduce(0) { $0 + ($1.isFirst ? $1.weight : 0) }, 1)
        for (term, weight) in shares.sorted(by: { $0.key < $1.key }) {
            numbers[term] = wanted.count
            wanted.append((term, weight / total))
        }
        vector = query.vector
        self.model = model
    }

    /// The sentence of a paper with the greatest score, the first of equals.
    mutating func passage(in paper: Paper, counter: inout TermCounter) -> Passage? {
        var best: (score: Float, text: Substring.UTF8View, found: Set<Int>)?
        var ids: [UInt32] = []
        for field in paper.fields where ![.title, .comment].contains(field.key.name) {
            let utf8 = field.value.text.utf8
            let bytes = utf8.span
            for range in sentenceRanges(bytes) {
                ids.removeAll(keepingCapacity: true)
                counter.append(bytes.extracting(range), to: &ids)
                let (score, found) = score(ids, counter)
                guard score > best?.score ?? -.infinity else { continue }
                let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
                best = (score, utf8[start..<utf8.index(start, offsetBy: range.count)], found)
            }
        }
        guard let best, let text = String(best.text) else { return nil }
        let marked = Set(best.found.map { wanted[$0].term })
        let marks = Analyzer().tokens(in: text).filter { $0.terms.contains(where: marked.contains) }.map(\.range)
        return Passage(text: text, marks: marks.joinedWhereTheyTouch)
    }

    /// The share of the query's words in a sentence, and the mean product of its terms with the query's vector.
    private mutating func score(_ ids: [UInt32], _ counter: borrowing TermCounter) -> (Float, found: Set<Int>) {
        var found: Set<Int> = []
        var (products, lengths): (Float, Float) = (0, 0)
        for id in ids {
            let weight = weight(Int(id), counter)
            if let number = weight.wanted { found.insert(number) }
            products += weight.product
            lengths += weight.length
        }
        let words = found.sorted().reduce(Float(0)) { $0 + wanted[$1].share }
        return (words + (lengths > 0 ? products / lengths : 0), found)
    }

    private mutating func weight(_ id: Int, _ counter: borrowing TermCounter) -> Weight {
        if id < weights.count, let known = weights[id] { return known }
        let term = counter.terms[id]
        var weight = Weight(wanted: numbers[term])
        if let model, model.dimensions == vector.count, let number = model.weights.terms.index(ofSorted: term.text) {
            (weight.product, weight.length) = model.weightedProduct(of: UInt32(number), with: vector)
        }
        while weights.count <= id { weights.append(nil) }
        weights[id] = weight
        return weight
    }
}

extension [Range<Int>] {
    /// Ascending ranges, those that overlap or touch as one.
    var joinedWhereTheyTouch: [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in self {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }
}
