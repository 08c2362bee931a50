public import Corpus
public import Digests
public import IndexStore
import LinearAlgebra
public import Retrieval
import SystemSupport
import VectorKernels

/// Papers of a time, by how unlike everything before they are.
public struct Novelty: Sendable {
    /// A paper, and what is nearest to it of all that came before.
    public struct NewPaper: Sendable {
        public let location: PaperLocation
        public let date: PaperDate
        /// The cosine to the nearest earlier paper.
        public let similarity: Float
        /// That paper.
        public let nearest: PaperLocation
        /// The share of usual papers that were as far from everything before them, or farther: a paper like others has any
        /// value up to 1 with equal chance, so that 0.01 is reached by one in a hundred by chance.
        public let rarity: Double
    }

    /// The papers, the most unlike first.
    public let papers: [NewPaper]
    /// The papers before.
    public let earlier: [PaperLocation]
    /// The papers that say what is usual, and the first of their days: each was compared with those before that day.
    public let usual: Int
    public let usualSince: Day?
    /// Papers that were left out: without a date, with a month alone that could lie on either side, and without a vector.
    public let undated: Int
    public let monthOnly: Int
    public let withoutVector: Int

    /// Fewer usual papers say nothing.
    public static let leastUsual = 20

    /// How many papers are at most so rare.
    public func count(rarity: Double) -> Int { papers.count { $0.rarity <= rarity } }
}

extension Library {
    /// The papers since a day, by how unlike everything before they are.
    ///
    /// Each is compared with the nearest paper of all before the day, exactly. What distance is usual is seen from the papers of
    /// the time before, as long a time as the papers looked at span (of 500 papers at least and half of the earlier ones at most), each
    /// compared with those before that time. Its place among their distances is a conformal p-value (Vovk, Gammerman and
    /// Shafer 2005). Usual papers have fewer papers before them to be near to, which errs on the safe side.
    /// - Parameters:
    ///   - filter: Which papers take part, before and since; its own first day is not looked at.
    /// - Returns: No papers where fewer than ``Novelty/leastUsual`` could say what is usual.
    /// - Throws: ``IndexError`` when a record or a vector is damaged.
    /// - Complexity: O(new papers · earlier papers · dimensions) steps of a byte.
    public func novelty(since: Day, of filter: PaperFilter, threads: Int) throws(IndexError) -> Novelty {
        var filter = filter
        filter.since = nil
        let rows = corpus.segments.map { filter.rows(of: $0) }
        let locations = corpus.locations().filter { rows[$0.segment].contains($0.row) }
        let sides = Sides(try dates(of: locations, threads: threads), since: since)
        let vectors = try unitVectors(at: locations, threads: threads)
        func isPlaced(_ paper: Int) -> Bool { vectors.withRow(paper) { squaredNorm($0) > 0 } }
        let (new, earlier) = (sides.new.filter(isPlaced), sides.earlier.filter(isPlaced))
        let withoutVector = sides.new.count + sides.earlier.count - new.count - earlier.count

        let boundary = sides.boundary(of: earlier, new: new, since: since)
        let usual = earlier.filter { sides.day($0) >= boundary }
        let past = earlier.filter { sides.day($0) < boundary }
        var papers: [Novelty.NewPaper] = []
        if usual.count >= Novelty.leastUsual, !past.isEmpty {
            let distances = Self.nearest(to: usual, among: past, vectors, threads: threads).map(\.score).sorted()
            let nearest = Self.nearest(to: new, among: earlier, vectors, threads: threads)
            papers = zip(new, nearest).map { paper, found in
                Novelty.NewPaper(
                    location: locations[paper], date: sides.date(paper), similarity: found.score,
                    nearest: locations[earlier[found.index]],
                    rarity: Double(1 + Self.count(in: distances, atMost: found.score)) / Double(distances.count + 1))
            }
        }
        papers.sort { a, b in
            a.similarity != b.similarity
                ? a.similarity < b.similarity : corpus.id(at: a.location) < corpus.id(at: b.location)
        }
        return Novelty(
            papers: papers, earlier: earlier.map { locations[$0] }, usual: papers.isEmpty ? 0 : usual.count,
            usualSince: papers.isEmpty ? nil : boundary, undated: sides.undated, monthOnly: sides.monthOnly,
            withoutVector: withoutVector)
    }

    /// The terms of each of some papers that earlier papers hardly have
    /// (``Searcher/uncoveredTerms(of:by:nearest:limit:)``).
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func newTerms(
        of papers: [Novelty.NewPaper], in novelty: Novelty, limit: Int
    ) throws(IndexError) -> [[UncoveredTerm]] {
        var rows = corpus.segments.map { _ in [Int]() }
        for location in novelty.earlier { rows[location.segment].append(location.row) }
        let earlier = rows.map { RowSet($0) }
        var terms: [[UncoveredTerm]] = []
        for paper in papers {
            terms.append(
                try searcher.uncoveredTerms(of: paper.location, by: earlier, nearest: paper.nearest, limit: limit))
        }
        return terms
    }

    /// The nearest of some papers to each of others.
    private static func nearest(
        to papers: [Int], among others: [Int], _ vectors: DenseMatrix, threads: Int
    ) -> [(index: Int, score: Float)] {
        let rows = SearchableRows(
            quantizing: vectors.selecting(rows: others).elements, dimension: vectors.columns, hasNibbles: false,
            threads: threads)
        return certifiedTopK(
            queries: vectors.selecting(rows: papers).elements.span, in: rows, k: 1, threads: threads
        ).map { $0.first ?? (index: 0, score: 0) }
    }

    /// How many of ascending values are at most `value`.
    private static func count(in values: [Float], atMost value: Float) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Papers on either side of a day.
private struct Sides {
    private(set) var new: [Int] = []
    private(set) var earlier: [Int] = []
    private(set) var undated = 0
    private(set) var monthOnly = 0
    private let dates: [PaperDate]
    private let days: [Day]

    init(_ dates: [PaperDate?], since: Day) {
        self.dates = dates.map { $0 ?? .day(Day(daysSinceEpoch: 0)) }
        days = self.dates.map(\.firstDay)
        for (paper, date) in dates.enumerated() {
            guard let date else {
                undated += 1
                continue
            }
            if date.firstDay >= since {
                new.append(paper)
            } else if date.day == nil, date.month == .some(since.month) {
                monthOnly += 1
            } else {
                earlier.append(paper)
            }
        }
    }

    func day(_ paper: Int) -> Day { days[paper] }
    func date(_ paper: Int) -> PaperDate { dates[paper] }

    /// Usual papers that are looked for beyond the time that the new ones span.
    private static let enough = 500

    /// The first day of the time that says what is usual.
    func boundary(of earlier: [Int], new: [Int], since: Day) -> Day {
        let last = new.map { days[$0].daysSinceEpoch }.max() ?? since.daysSinceEpoch
        let span = last - since.daysSinceEpoch + 1
        let sorted = earlier.map { days[$0].daysSinceEpoch }.sorted()
        guard !sorted.isEmpty else { return since }
        let enough = sorted[max(0, sorted.count - Self.enough)]
        return Day(daysSinceEpoch: max(min(since.daysSinceEpoch - span, enough), sorted[sorted.count / 2]))
    }
}
