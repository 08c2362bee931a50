import SystemSupport
import VectorKernels
public import Vocab

/// The words of one language, to be found by their place in the latent space: what stands for a term of another.
///
/// A model fitted on papers with text in two languages puts a word beside its translation, since both occur in the same
/// papers.
public struct NearestTerms: Sendable {
    /// How many terms are multiplied at a time: their products stay in cache.
    private static let block = 64
    /// How many one thread looks at: enough to pay for its start.
    private static let part = 1 << 13

    private let model: LatentSemanticModel
    private let ids: [UInt32]
    private let codes: [Int8]
    /// One by the length of each term's codes.
    private let inverseLengths: [Float]

    /// - Parameters:
    ///   - language: That of the terms to be found; numbers are left out.
    ///   - greatestRarity: The greatest inverse document frequency of such a term: a term of few papers has a place that
    ///     tells of them alone.
    /// - Complexity: O(terms · dimensions).
    public init(_ model: LatentSemanticModel, language: Language, greatestRarity: Float) {
        self.model = model
        ids = model.weights.inverseDocumentFrequencies.withSpan { rarities in
            (0..<model.weights.count).filter {
                model.weights.languages[$0] == language && rarities[$0] <= greatestRarity
                    && !Self.isNumber(model.weights.terms.text($0))
            }.map { UInt32($0) }
        }
        var codes: [Int8] = []
        var inverseLengths: [Float] = []
        codes.reserveCapacity(ids.count * model.dimensions)
        for id in ids {
            let row = model.termCodes(id)
            let length = codeLength(row)
            codes += row
            inverseLengths.append(length > 0 ? 1 / length : 0)
        }
        self.codes = codes
        self.inverseLengths = inverseLengths
    }

    /// Whether a term has no letter: a number stands for no word, though in a small pile it may be near to one.
    private static func isNumber(_ term: String) -> Bool {
        term.utf8.allSatisfy { (0x21...0x40).contains($0) }
    }

    /// For each of some terms the one nearest to it, with their cosine; `nil` where none has one above 0.
    ///
    /// - Complexity: O(`terms.count` · terms of the language · dimensions), on `threads` threads.
    public func nearest(to terms: [UInt32], threads: Int = 1) -> [(id: UInt32, cosine: Float)?] {
        guard !terms.isEmpty, !ids.isEmpty, model.dimensions > 0 else { return terms.map { _ in nil } }
        let wanted = terms.map { model.termCodes($0) }
        let flat = wanted.flatMap { $0 }
        let packed = PackedQueries(flat.span, dimension: model.dimensions)
        let parts = parallelMap(count: (ids.count + Self.part - 1) / Self.part, threads: threads) { part in
            nearest(packed, terms.count, among: part * Self.part..<min((part + 1) * Self.part, ids.count))
        }
        return wanted.indices.map { index in
            var best: (place: Int, score: Float) = (-1, 0)
            for part in parts where part[index].score > best.score { best = part[index] }
            return best.place < 0 ? nil : (ids[best.place], best.score / codeLength(wanted[index]))
        }
    }

    /// The best of some rows for each query, the first of equals; -1 where none has a product above 0.
    private func nearest(
        _ queries: PackedQueries, _ count: Int, among places: Range<Int>
    ) -> [(place: Int, score: Float)] {
        var best = [(place: Int, score: Float)](repeating: (-1, 0), count: count)
        var products = [Int32](repeating: 0, count: Self.block * queries.stride)
        for start in stride(from: places.lowerBound, to: places.upperBound, by: Self.block) {
            let rows = start..<min(start + Self.block, places.upperBound)
            multiply(queries, rows, into: &products)
            for row in rows {
                for query in best.indices {
                    let score = Float(products[(row - start) * queries.stride + query]) * inverseLengths[row]
                    if score > best[query].score { best[query] = (row, score) }
                }
            }
        }
        return best
    }

    private func multiply(_ queries: PackedQueries, _ rows: Range<Int>, into products: inout [Int32]) {
        codes.withSpan { codes in
            var span = products.mutableSpan
            let part = codes.extracting(rows.lowerBound * model.dimensions..<rows.upperBound * model.dimensions)
            dotRowsInt8Batch(queries, part, into: &span)
        }
    }
}

extension LatentSemanticModel {
    /// The codes of a term's vector; its length is that of the vector but for a factor.
    func termCodes(_ id: UInt32) -> [Int8] {
        codes.withSpan { [Int8]($0.extracting(Int(id) * dimensions..<(Int(id) + 1) * dimensions)) }
    }
}

/// The Euclidean length of codes.
private func codeLength(_ codes: [Int8]) -> Float { Float(dotInt8(codes.span, codes.span)).squareRoot() }
