import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import VectorKernels

/// Where a paper stands: a segment, and a row in it.
public struct PaperLocation: Hashable, Sendable {
    /// The index of the segment in ``PaperCorpus/segments``.
    public let segment: Int
    /// The row in the segment.
    public let row: Int

    /// A row of a segment.
    public init(segment: Int, row: Int) {
        self.segment = segment
        self.row = row
    }
}

/// All papers of an index at one commit, and the model that places them.
public struct PaperCorpus: Sendable {
    /// The state of the store that this is.
    public let snapshot: IndexSnapshot
    /// The segments of papers, oldest first.
    public let segments: [PaperSegment]
    /// The fitted model; `nil` while the index is empty.
    public let model: LatentSemanticModel?

    /// Opens the papers of a snapshot.
    ///
    /// - Throws: ``IndexError`` when a section is missing or damaged.
    /// - Complexity: O(segments + terms); vectors, postings and records are mapped, not read.
    public init(_ snapshot: IndexSnapshot) throws(IndexError) {
        self.snapshot = snapshot
        var segments: [PaperSegment] = []
        var model: LatentSemanticModel?
        for stored in snapshot.segments {
            switch stored.kind {
            case PaperSegment.kind: segments.append(try PaperSegment(stored))
            case ModelSegment.kind: model = try ModelSegment.open(stored, metadata: snapshot.metadata)
            default: break
            }
        }
        let dimensions = model?.dimensions ?? 0
        for segment in segments where segment.vectors.count != segment.rowCount * dimensions {
            throw segment.stored.damage("vectors", "its shape does not fit the model's \(dimensions) dimensions")
        }
        self.segments = segments
        self.model = model
    }

    /// The number of papers.
    public var count: Int { segments.reduce(0) { $0 + $1.rowCount - $1.deleted.count } }
    /// The dimensions of the latent space; 0 while the index is empty.
    public var dimensions: Int { model?.dimensions ?? 0 }
    /// The number of papers that the model was fitted on.
    public var fittedPapers: Int { max(0, snapshot.metadata[ModelSegment.Key.papers].flatMap { Int($0) } ?? 0) }

    /// The names of the segments that hold the papers the model was fitted on.
    public var fittedSegments: Set<String> {
        Set((snapshot.metadata[ModelSegment.Key.segments] ?? "").split(separator: " ").map(String.init))
    }

    /// Where the paper of an ID stands; `nil` when there is none.
    ///
    /// - Complexity: O(segments · log papers).
    public func location(of id: PaperID) -> PaperLocation? {
        for (index, segment) in segments.enumerated() {
            if let row = segment.row(of: id) { return PaperLocation(segment: index, row: row) }
        }
        return nil
    }

    /// The ID at a location.
    public func id(at location: PaperLocation) -> String { segments[location.segment].ids.text(location.row) }

    /// When the paper appeared; `nil` when that is not known.
    public func date(at location: PaperLocation) -> PaperDate? { segments[location.segment].date(location.row) }

    /// The paper at a location.
    ///
    /// - Throws: ``IndexError`` when its record is damaged.
    public func paper(at location: PaperLocation) throws(IndexError) -> Paper {
        try segments[location.segment].paper(location.row)
    }

    /// The vector of the paper at a location: of unit length, or zero when no term is known.
    public func vector(at location: PaperLocation) -> [Float] { segments[location.segment].vector(location.row) }

    /// The vector of the paper at a location, found to be of unit length or zero: for what goes astray with any other.
    ///
    /// - Throws: ``IndexError`` when it is neither.
    public func unitVector(at location: PaperLocation) throws(IndexError) -> [Float] {
        let vector = vector(at: location)
        let squared = squaredNorm(vector.span)
        guard squared == 0 || abs(squared - 1) < 1e-3 else {
            throw segments[location.segment].stored.damage(
                "vectors", "that of \(id(at: location)) is not of unit length")
        }
        return vector
    }

    /// Whether a segment holds papers or the model.
    public static func isPart(_ segment: StoredSegment) -> Bool {
        [PaperSegment.kind, ModelSegment.kind].contains(segment.kind)
    }

    /// Every paper's location, ascending by the bytes of its ID.
    ///
    /// - Complexity: O(papers · log papers).
    public func locations() -> [PaperLocation] {
        let all = segments.enumerated().flatMap { index, segment in
            (0..<segment.rowCount).filter { !segment.deleted.contains($0) }.map {
                PaperLocation(segment: index, row: $0)
            }
        }
        guard segments.count > 1 else { return all }
        return all.map { (location: $0, id: id(at: $0)) }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }.map(\.location)
    }
}
