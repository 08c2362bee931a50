import IndexStore
import LatentSemantics
import SystemSupport

/// A fitted model as a segment of the store.
public enum ModelSegment {
    /// The kind under which the store keeps models.
    static let kind = "model"
    /// The metadata that a model has beside its sections.
    enum Key {
        static let energy = "model.energy"
        static let papers = "model.papers"
        static let segments = "model.segments"
    }

    /// Writes a model as a segment whose rows are its terms.
    public static func write(_ model: LatentSemanticModel, to writer: IndexWriter) throws(IndexError) -> NewSegment {
        let segment = try writer.makeSegment(kind: kind)
        try segment.write("terms", model.weights.terms)
        try model.weights.inverseDocumentFrequencies.withSpan { idf throws(IndexError) in try segment.write("idf", idf)
        }
        try model.weights.lexicalFactors?.withSpan { factors throws(IndexError) in
            try segment.write("lexical_factors", factors)
        }
        let shape = [model.weights.count, model.dimensions]
        try model.codes.withSpan { codes throws(IndexError) in try segment.write("codes", codes, shape: shape) }
        try model.scales.withSpan { scales throws(IndexError) in try segment.write("scales", scales) }
        try segment.write("singular_values", model.singularValues)
        return try segment.finish(rowCount: model.weights.count)
    }

    /// What the catalog says of a model.
    ///
    /// - Parameters:
    ///   - papers: How many it was fitted on.
    ///   - segments: Those that hold them.
    public static func metadata(
        _ model: LatentSemanticModel, papers: Int, segments: [NewSegment]
    ) -> [String: String?] {
        [
            Key.energy: String(model.capturedEnergy), Key.papers: String(papers),
            Key.segments: segments.map(\.name).joined(separator: " "),
        ]
    }

    /// Opens a stored model.
    static func open(_ stored: StoredSegment, metadata: [String: String]) throws(IndexError) -> LatentSemanticModel {
        let idf = try stored.array("idf", of: Float.self)
        let factors: (any ElementStorage<Float>)? =
            stored.has("lexical_factors") ? try stored.array("lexical_factors", of: Float.self) : nil
        let weights = TermWeights(
            terms: try stored.texts("terms"), inverseDocumentFrequencies: idf, lexicalFactors: factors)
        guard let weights else {
            throw stored.damage("idf", "it or lexical_factors does not fit the terms")
        }
        let energy = metadata[Key.energy].flatMap(Double.init) ?? 0
        let model = LatentSemanticModel(
            weights: weights, codes: try stored.array("codes", of: Int8.self),
            scales: try stored.array("scales", of: Float.self),
            singularValues: try stored.array("singular_values", of: Float.self).copy(), capturedEnergy: energy)
        guard let model else { throw stored.damage("codes", "its shape does not fit the terms and dimensions") }
        return model
    }
}
