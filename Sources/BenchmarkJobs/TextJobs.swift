import Corpus
import Digests
import LatentSemantics
import LinearAlgebra
import SystemSupport

/// From text to vectors: what an index run does between reading and writing.
let textJobs: [Job] = [
    // Counts and weights the titles and abstracts of a pile of digests, which are in memory before the clock starts.
    Job(name: "tfidf", arguments: ["PILE", "THREADS"]) { arguments in
        let threads = try arguments.number("THREADS")
        var texts: [[FieldText]] = []
        _ = try DigestReader(paths: [try arguments.text("PILE")], threads: threads).read { papers, _ in
            for paper in papers {
                texts.append(paper.fieldTexts.filter { $0.field != .summary })
            }
        }
        let loaded = texts
        let (matrix, seconds) = arguments.measure {
            let counts = TermDocumentMatrix.count(documents: loaded.count, threads: threads) { loaded[$0] }
            return TermWeights(counts)
                .weighted(counts, rows: Array(0..<counts.documentCount), threads: threads)
        }
        return JobOutcome(
            seconds: seconds, answers: [],
            figures: [
                ("rows", Double(matrix.rows)), ("columns", Double(matrix.columns)),
                ("entries", Double(matrix.entryCount)),
            ])
    },
    // The truncated SVD of a matrix in CSR form.
    Job(name: "svd", arguments: ["INDPTR", "INDICES", "DATA", "ROWSxCOLUMNS", "K", "THREADS"]) { arguments in
        let shape = try arguments.text("ROWSxCOLUMNS").split(separator: "x").compactMap { Int($0) }
        guard shape.count == 2 else { throw JobError(description: "the shape must be such as 300x200") }
        let matrix = SparseMatrix(
            rows: shape[0], columns: shape[1],
            rowOffsets: try numbers(in: try arguments.text("INDPTR")) { Int($0) },
            columnIndices: try numbers(in: try arguments.text("INDICES")) { UInt32($0) },
            values: try numbers(in: try arguments.text("DATA")) { Float($0) })
        let (rank, threads) = (try arguments.number("K"), try arguments.number("THREADS"))
        let (decomposition, seconds) = arguments.measure {
            TruncatedSVD(rank: rank).fit(matrix, threads: threads)
        }
        return JobOutcome(
            seconds: seconds, answers: [decomposition.singularValues.map { Double($0) }],
            figures: [
                ("captured", matrix.capturedEnergy(of: decomposition.rightVectors, threads: threads)),
                ("rank", Double(decomposition.rank)),
            ])
    },
]

extension SparseMatrix {
    /// 1 − ‖A − A·V·Vᵀ‖² / ‖A‖² of columns V that are orthonormal but for rounding errors, measured and not taken from the
    /// singular values: with P = A·V and G = Vᵀ·V the squared norm of the rest is ‖A‖² − 2·tr PᵀP + tr PᵀP·G.
    fileprivate func capturedEnergy(of vectors: DenseMatrix, threads: Int) -> Double {
        let image = multiplied(by: vectors, threads: threads)
        let width = vectors.columns
        let (imageGram, gram) = (gram(of: image, threads: threads), gram(of: vectors, threads: threads))
        var trace = 0.0
        var product = 0.0
        for index in 0..<width { trace += imageGram[index * width + index] }
        for index in imageGram.indices { product += imageGram[index] * gram[index] }
        return (2 * trace - product) / squaredFrobeniusNorm(threads: threads)
    }

    /// xᵀ·x in double precision.
    private func gram(of x: DenseMatrix, threads: Int) -> [Double] {
        let width = x.columns
        let columns = parallelMap(count: width, threads: threads) { first in
            var sums = [Double](repeating: 0, count: width)
            for row in 0..<x.rows {
                let factor = Double(x.elements[row * width + first])
                for second in 0..<width { sums[second] += factor * Double(x.elements[row * width + second]) }
            }
            return sums
        }
        return Array(columns.joined())
    }
}

/// The numbers of a NumPy file of one dimension: of types `<f4`, `<i4` or `<i8`.
private func numbers<Number>(in path: String, _ make: (Double) -> Number) throws -> [Number] {
    let bytes = try FileSystem.contents(of: path)
    guard bytes.count > 10, bytes[1...5].elementsEqual("NUMPY".utf8), bytes[6] == 1 else {
        throw JobError(description: "\(path) is no NumPy file of format 1")
    }
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard start <= bytes.count else { throw JobError(description: "\(path) is cut short") }
    let header = String(decoding: bytes[10..<start], as: UTF8.self)
    let size = header.contains("'<i8'") ? 8 : 4
    guard size == 8 || header.contains("'<i4'") || header.contains("'<f4'") else {
        throw JobError(description: "\(path) has numbers of another type")
    }
    let isFloat = header.contains("'<f4'")
    return stride(from: start, to: bytes.count - size + 1, by: size).map { at in
        var bits: UInt64 = 0
        for byte in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[at + byte]) }
        return make(isFloat ? Double(Float(bitPattern: UInt32(bits))) : Double(bits))
    }
}
