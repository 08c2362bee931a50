import LinearAlgebra
import SystemSupport
import VectorKernels

/// The terms of a vocabulary that enough papers of a sample have to say by themselves where they lie.
///
/// Three of four terms of a large collection stand in fewer than sixteen papers and make 3 % of the entries of its matrix.
/// The space is searched, and trained, with the others alone; after that each rare term is placed by the papers that have
/// it (``codes(_:of:threads:)``). That takes a third of the memory, and finds as much.
struct CoreTerms: Sendable {
    /// The places of the core terms in the vocabulary, ascending.
    let ids: [Int]
    /// For each term of the vocabulary its place in ``ids``; `UInt32.max` for a rare term.
    let places: [UInt32]
    /// The sample's columns of the core terms.
    let matrix: SparseMatrix
    /// In how many papers of the sample a core term stands at most that rare terms are compared with: some do.
    private let seldomPapers: Int
    /// In how many papers of the sample each term of the vocabulary stands.
    private let papers: [Int]

    /// - Parameters:
    ///   - sample: Shape (papers, terms of the vocabulary).
    ///   - leastPapers: In how many of the papers a core term stands; ignored where no more than `rank` terms do.
    init(_ sample: SparseMatrix, leastPapers: Int, rank: Int) {
        let papers = sample.columnCounts()
        let least = papers.count { $0 >= leastPapers } > rank ? leastPapers : 0
        ids = papers.indices.filter { papers[$0] >= least }
        var places = [UInt32](repeating: .max, count: papers.count)
        for (place, id) in ids.enumerated() { places[id] = UInt32(place) }
        self.places = places
        matrix = ids.count == papers.count ? sample : sample.keepingColumns { papers[$0] >= least }
        seldomPapers = max(2 * least, ids.map { papers[$0] }.min() ?? 0)
        self.papers = papers
    }

    /// How long vectors of rare terms are against those of core terms of the same sum. 1.5 finds more papers that are
    /// similar than 1 (.003 on citations), and a title's abstract a little less (.001).
    private static let relativeLength: Float = 1.5

    /// The vectors of all terms of the vocabulary as 8-bit codes.
    ///
    /// A rare term t lies at Σ wₜ(d)·(u(d) - ū) over the papers d that have it, u(d) being the unit vector of the paper by its
    /// core terms and ū the mean of all. What all papers share would otherwise rule the sum: it has a cosine of .6 with the
    /// trained vectors of core terms of four papers, without it of .8.
    ///
    /// - Parameters:
    ///   - vectors: Those of the core terms, shape (core terms, dimensions).
    ///   - sample: What the core is of.
    /// - Complexity: O((core entries + terms) · dimensions), on `threads` threads; the bits do not depend on them.
    func codes(_ vectors: DenseMatrix, of sample: SparseMatrix, threads: Int) -> (codes: [Int8], scales: [Float]) {
        guard ids.count < places.count, vectors.columns > 0 else { return quantizeRows(vectors, threads: threads) }
        let seldom = SeldomTerms(
            sample, papers.indices.filter { papers[$0] <= seldomPapers },
            directions: directions(vectors, threads: threads))
        let scale = relativeScale(of: seldom, to: vectors, threads: threads)
        let blockSize = 4096
        let blocks = parallelMap(count: (places.count + blockSize - 1) / blockSize, threads: threads) { block in
            let ids = block * blockSize..<min((block + 1) * blockSize, places.count)
            var quantized = QuantizedVectors(dimension: vectors.columns)
            for id in ids {
                if places[id] != .max {
                    vectors.withRow(Int(places[id])) { quantized.append($0) }
                } else {
                    let vector = seldom.vector(id, scale: scale)
                    quantized.append(vector.span)
                }
            }
            return quantized
        }
        return (blocks.flatMap(\.codes), blocks.flatMap(\.scales))
    }

    /// The unit vectors of the sample's papers by their core terms, less their mean: shape (papers, dimensions).
    private func directions(_ vectors: DenseMatrix, threads: Int) -> DenseMatrix {
        let columns = vectors.columns
        var elements = matrix.multiplied(by: vectors, threads: threads).elements
        parallelBlocks(of: &elements, blockSize: columns, threads: threads) { _, row in
            let length = squaredNorm(row.span).squareRoot()
            guard length > 0 else { return }
            for column in 0..<columns { row[column] /= length }
        }
        var sum = [Float](repeating: 0, count: columns)
        for paper in 0..<matrix.rows {
            for column in 0..<columns { sum[column] += elements[paper * columns + column] }
        }
        let mean = sum.map { $0 / Float(matrix.rows) }
        parallelBlocks(of: &elements, blockSize: columns, threads: threads) { _, row in
            for column in 0..<columns { row[column] -= mean[column] }
        }
        return DenseMatrix(rows: matrix.rows, columns: columns, elements: elements)
    }

    /// What (length of a sum)^``SeldomTerms/lengthPower`` is multiplied by, so that those of seldom core terms would be as long in the mean as
    /// their vectors are, times ``relativeLength``.
    private func relativeScale(of seldom: SeldomTerms, to vectors: DenseMatrix, threads: Int) -> Float {
        let terms = seldom.ids.filter { places[$0] != .max }
        let powers = parallelMap(count: terms.count, threads: threads) { index in
            power(squaredNorm(seldom.sum(terms[index]).span).squareRoot(), SeldomTerms.lengthPower)
        }.reduce(0, +)
        let lengths = terms.reduce(Float(0)) { sum, term in
            sum + vectors.withRow(Int(places[term])) { squaredNorm($0) }.squareRoot()
        }
        return powers > 0 ? Self.relativeLength * lengths / powers : 0
    }
}

/// Terms that few papers of a sample have, and the directions of those papers.
private struct SeldomTerms: Sendable {
    /// The power of the length of a sum of papers to which the vector of a rare term is long: about that of core terms.
    static let lengthPower: Float = 0.2

    /// The places of the terms in the vocabulary, ascending.
    let ids: [Int]
    /// For each term of the vocabulary its place in ``ids``; `UInt32.max` for others.
    private let rows: [UInt32]
    /// Shape (terms, papers).
    private let papers: SparseMatrix
    /// Shape (papers, dimensions).
    private let directions: DenseMatrix

    init(_ sample: SparseMatrix, _ ids: [Int], directions: DenseMatrix) {
        self.ids = ids
        var rows = [UInt32](repeating: .max, count: sample.columns)
        for (row, id) in ids.enumerated() { rows[id] = UInt32(row) }
        self.rows = rows
        papers = sample.keepingColumns { rows[$0] != .max }.transposed()
        self.directions = directions
    }

    /// The weighted sum of the directions of the papers that have a term.
    func sum(_ term: Int) -> [Float] {
        var sum = [Float](repeating: 0, count: directions.columns)
        var span = sum.mutableSpan
        let row = Int(rows[term])
        for entry in papers.rowOffsets[row]..<papers.rowOffsets[row + 1] {
            directions.withRow(Int(papers.columnIndices[entry])) { addScaled(papers.values[entry], $0, to: &span) }
        }
        return sum
    }
    /// The direction of the sum, of the length `scale` · (length of the sum)^``lengthPower``.
    func vector(_ term: Int, scale: Float) -> [Float] {
        let sum = sum(term)
        let length = squaredNorm(sum.span).squareRoot()
        let factor = length > 0 ? scale * power(length, Self.lengthPower) / length : 0
        return sum.map { $0 * factor }
    }
}
