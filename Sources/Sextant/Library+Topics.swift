import Corpus
import Digests
import IndexStore
import LinearAlgebra
import Retrieval
import SystemSupport
import TopicModeling
import Vocab

/// The topics of the papers that pass a filter.
public struct LibraryTopics: Sendable {
    /// The papers, ascending by ID; ``model`` speaks of them by their index.
    public let locations: [PaperLocation]
    /// The topics.
    public let model: TopicModel
}

extension Library {
    /// Groups papers into topics.
    ///
    /// - Parameters:
    ///   - progress: Told what is done and what there is to do.
    /// - Throws: ``IndexError`` when a record or a vector is damaged.
    /// - Complexity: That of ``TopicModel/fit(documents:vectors:parameters:threads:progress:)``.
    public func topics(
        of filter: PaperFilter, parameters: TopicParameters, threads: Int, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(IndexError) -> LibraryTopics {
        let rows = corpus.segments.map { filter.rows(of: $0) }
        let locations = corpus.locations().filter { rows[$0.segment].contains($0.row) }
        let documents = try parallelMap(count: locations.count, threads: threads) { index throws(IndexError) in
            TopicDocument(try paper(at: locations[index]))
        }
        var elements: [Float] = []
        elements.reserveCapacity(locations.count * corpus.dimensions)
        for location in locations { elements.append(contentsOf: try corpus.unitVector(at: location)) }
        let vectors = DenseMatrix(rows: locations.count, columns: corpus.dimensions, elements: elements)
        let model = TopicModel.fit(
            documents: documents, vectors: vectors, parameters: parameters, threads: threads, progress: progress)
        return LibraryTopics(locations: locations, model: model)
    }
}

extension TopicDocument {
    /// What a paper says: title and abstract in English, and all its Chinese texts.
    fileprivate init(_ paper: Paper) {
        let chinese = paper.fields.filter { $0.key.language == .chinese && $0.key.name != .comment }.map(\.value.text)
        self.init(
            id: paper.id.rawValue, title: paper.fields[FieldKey(.title, .english)]?.text ?? "",
            abstract: paper.fields[FieldKey(.abstract, .english)]?.text ?? "", chinese: chinese.joined(separator: "\n"))
    }
}
