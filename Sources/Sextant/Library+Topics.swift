import Corpus
import Digests
import IndexStore
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
    let view: TopicView
}

extension Library {
    /// Groups papers into topics.
    ///
    /// - Parameters:
    ///   - fresh: Whether to begin anew. Otherwise topics that the index keeps for the same filter and number
    ///     (``keep(_:)``) go on: papers stay where they were, new ones join.
    ///   - progress: Told what is done and what there is to do.
    /// - Throws: ``IndexError`` when a record or a vector is damaged.
    /// - Complexity: That of ``TopicModel/fit(documents:vectors:parameters:threads:progress:)``.
    public func topics(
        of filter: PaperFilter, parameters: TopicParameters, fresh: Bool = false, threads: Int,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(IndexError) -> LibraryTopics {
        let locations = locations(of: filter)
        let documents = try parallelMap(count: locations.count, threads: threads) { index throws(IndexError) in
            TopicDocument(try paper(at: locations[index]))
        }
        let vectors = try unitVectors(at: locations, threads: threads)
        let view = TopicView(filter, parameters.count)
        let stored = fresh ? nil : try StoredTopics(view, in: corpus.snapshot)
        let model = TopicModel.fit(
            documents: documents, vectors: vectors, parameters: parameters,
            continuing: stored?.kept(for: documents.map(\.id)), threads: threads, progress: progress)
        return LibraryTopics(locations: locations, model: model, view: view)
    }

    /// The papers that pass a filter.
    public func locations(of filter: PaperFilter) -> [PaperLocation] {
        let rows = corpus.segments.map { filter.rows(of: $0) }
        return corpus.locations().filter { rows[$0.segment].contains($0.row) }
    }

    /// Keeps topics with the index, for later runs to continue. Nothing is written when they are kept already.
    ///
    /// - Returns: What failed without harm after they were kept.
    /// - Throws: ``IndexError`` when the index cannot be written, or is being written.
    @discardableResult
    public func keep(_ topics: LibraryTopics) throws(IndexError) -> [IndexError] {
        let kept = topics.model.kept
        guard !kept.topics.isEmpty else { return [] }
        let new = StoredTopics.column(kept, ids: topics.locations.map { corpus.id(at: $0) }, topics.view)
        let old = try topics.view.segment(in: corpus.snapshot)
        let isKept = try old.map { stored throws(IndexError) in try stored.texts("text").isEqual(to: new) } ?? false
        if isKept, corpus.snapshot.metadata[TopicView.shownKey] == topics.view.text { return [] }
        let writer = try IndexDirectory(path: path).beginWriting()
        var change = IndexChange(metadata: [TopicView.shownKey: topics.view.text])
        if !isKept, let snapshot = writer.snapshot {
            let segment = try writer.makeSegment(kind: TopicView.kind)
            try segment.write("text", new)
            change.add = [try segment.finish(rowCount: new.count)]
            let others = snapshot.segments.filter { $0.kind == TopicView.kind }
            let old = try topics.view.segment(in: snapshot)
            let surplus = old == nil ? max(0, others.count - TopicView.most + 1) : 0
            change.remove = (old.map { [$0.name] } ?? []) + others.prefix(surplus).map(\.name)
        }
        try writer.commit(change)
        writer.close()
        return writer.warnings
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

extension TextColumn {
    fileprivate func isEqual(to other: TextColumn) -> Bool {
        count == other.count
            && (0..<count).allSatisfy { index in
                withBytes(index) { text in other.withBytes(index) { compare(text, $0) == 0 } }
            }
    }
}
