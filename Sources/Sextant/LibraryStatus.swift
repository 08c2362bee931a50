import Corpus
import Digests
import IndexStore
import Vocab

/// What an index holds.
public struct LibraryStatus: Sendable {
    /// Papers.
    public let papers: Int
    /// Segments that hold papers.
    public let segments: Int
    /// Bytes of all segments.
    public let bytes: Int
    /// Dimensions of the latent space.
    public let dimensions: Int
    /// The share of the fitted papers' weight that the dimensions hold, 0...1.
    public let capturedEnergy: Double
    /// Terms that the model knows.
    public let terms: Int
    /// Papers that have text in each language.
    public let languages: [(language: Language, papers: Int)]
    /// Papers of each month that their dates are in, ascending.
    public let months: [(month: Month, papers: Int)]
    /// Papers that have no date.
    public let undated: Int
    /// Papers of each category, the largest first. A paper counts in each of its categories.
    public let categories: [(category: String, papers: Int)]
    /// How far the papers folded in are from those that the model was fitted on.
    public let drift: ModelDrift
}

/// How far the papers that were folded into a model are from those it was fitted on.
public struct ModelDrift: Sendable {
    /// Papers that the model was fitted on.
    public let fitted: Int
    /// Papers folded in since.
    public let folded: Int
    /// The mean share of the fitted papers' term weights that the model knows, 0...1.
    public let fittedCoverage: Double
    /// The same of the papers folded in; `nil` when there are none.
    public let foldedCoverage: Double?

    /// How much less the model knows of the new papers, in shares of their weight. 0.05 is worth a refit.
    public var value: Double { max(0, fittedCoverage - (foldedCoverage ?? fittedCoverage)) }
}

extension Library {
    /// Counts what the index holds.
    ///
    /// - Complexity: O(papers).
    public func status() -> LibraryStatus {
        var languages = [Int](repeating: 0, count: Language.allCases.count)
        var months: [Month: Int] = [:]
        var undated = 0
        var categories: [String: Int] = [:]
        for segment in corpus.segments {
            let rows = (0..<segment.rowCount).filter { !segment.deleted.contains($0) }
            segment.postings.withLengths { lengths in
                for row in rows {
                    for language in Language.allCases where Postings.hasText(lengths, row: row, in: language) {
                        languages[Int(language.rawValue)] += 1
                    }
                }
            }
            for row in rows {
                if let month = segment.date(row)?.month { months[month, default: 0] += 1 } else { undated += 1 }
                for category in segment.categories.text(row).split(separator: " ") {
                    categories[String(category), default: 0] += 1
                }
            }
        }
        return LibraryStatus(
            papers: corpus.count, segments: corpus.segments.count,
            bytes: corpus.snapshot.segments.reduce(0) { $0 + $1.byteCount }, dimensions: corpus.dimensions,
            capturedEnergy: corpus.model?.capturedEnergy ?? 0, terms: corpus.model?.weights.count ?? 0,
            languages: Language.allCases.map { ($0, languages[Int($0.rawValue)]) },
            months: months.sorted { $0.key < $1.key }.map { (month: $0, papers: $1) },
            undated: undated,
            categories: categories.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
                .map { ($0.key, $0.value) },
            drift: drift)
    }

    private var drift: ModelDrift {
        var (fitted, folded) = (Sum(), Sum())
        for segment in corpus.segments {
            let isFitted = corpus.fittedSegments.contains(segment.stored.name)
            for row in 0..<segment.rowCount where !segment.deleted.contains(row) {
                if isFitted { fitted.add(segment.coverage[row]) } else { folded.add(segment.coverage[row]) }
            }
        }
        return ModelDrift(
            fitted: fitted.count, folded: folded.count, fittedCoverage: fitted.mean ?? 1, foldedCoverage: folded.mean)
    }

    private struct Sum {
        var count = 0
        var total = 0.0
        var mean: Double? { count == 0 ? nil : total / Double(count) }

        mutating func add(_ value: Float) {
            count += 1
            total += Double(value)
        }
    }
}
