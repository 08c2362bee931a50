import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport

/// One run of a ``LibraryBuilder``: brings batches of papers together with what is stored, and writes them.
final class IndexingRun {
    /// What was done so far.
    var report = IndexReport()

    private let builder: LibraryBuilder
    /// Writes; `nil` for a run that only counts.
    private let writer: IndexWriter?
    private let progress: (IndexStage, Int, Int?) -> Void
    private var corpus: PaperCorpus?
    /// The papers before the run, which its counts are about.
    private let before: PaperCorpus?
    private var collector = PaperCollector()
    /// What the papers of earlier batches were counted as: `nil` for those that were new.
    private var counted: [PaperID: PaperChange?] = [:]
    private var changed: Set<PaperID> = []

    /// A run on top of a snapshot, `nil` for an empty index.
    init(
        builder: LibraryBuilder, writer: IndexWriter?, snapshot: IndexSnapshot?,
        progress: @escaping (IndexStage, Int, Int?) -> Void
    ) throws(IndexError) {
        self.builder = builder
        self.writer = writer
        self.progress = progress
        before = try snapshot.map { snapshot throws(IndexError) in try PaperCorpus(snapshot) }
        corpus = before
        report.papers = corpus?.count ?? 0
    }

    /// Takes entries in; writes when a batch is full.
    func add(_ papers: [Paper]) throws(IndexError) {
        for paper in papers { collector.add(paper) }
        // A run that only counts keeps all: it has no other memory of what it has seen.
        if writer != nil, collector.count >= builder.batchLimit { try flush(isLast: false) }
    }

    /// Merges the batch with what is stored and writes what is new.
    func flush(isLast: Bool = true) throws(IndexError) {
        let known = corpus
        let (papers, conflicts) = collector.resolved { id in
            guard let known, let location = known.location(of: id) else { return nil }
            return try? known.paper(at: location)
        }
        collector = PaperCollector()
        report.problems += conflicts
        let (before, counted) = (before, counted)
        let outcomes = try parallelMap(count: papers.count, threads: builder.threads) { index throws(IndexError) in
            let paper = papers[index]
            return try Outcome(paper, stored: known, before: before, isRepeated: counted.keys.contains(paper.id))
        }
        for outcome in outcomes { count(outcome, isLast: isLast) }
        let fresh = outcomes.filter { !$0.isUnchanged }
        report.papers += fresh.count { $0.location == nil }
        guard !fresh.isEmpty, let writer else { return }
        try write(fresh, with: writer)
    }

    /// Counts what the run did to a paper, once however many batches have it.
    private func count(_ outcome: Outcome, isLast: Bool) {
        let id = outcome.paper.id
        if let earlier = counted[id] { report.count(earlier, by: -1) }
        report.count(outcome.change, by: 1)
        if outcome.change == .changed { changed.insert(id) }
        if !isLast { counted[id] = .some(outcome.change) }
    }

    /// The findings that name the papers whose texts were replaced.
    private var changes: [Finding] {
        changed.sorted().map { id in
            let text = "\(id): its title, abstract or authors were replaced by those of a later digest"
            return Finding(kind: "changed", file: "", isLoss: false, text: text)
        }
    }

    /// Fits the model anew where that is due, and notes the problems.
    func finish(paths: [String]) throws(IndexError) {
        guard let writer else { return }
        if let corpus, let reason = refitReason(corpus) { try refit(corpus, reason: reason, with: writer) }
        try writeFindings(paths: paths, with: writer)
    }

    /// Notes the problems of the run in place of those that its files had before.
    private func writeFindings(paths: [String], with writer: IndexWriter) throws(IndexError) {
        let old = try writer.snapshot.map { snapshot throws(IndexError) in try FindingLog(snapshot) } ?? FindingLog()
        var new = old
        new.replace(under: paths, by: report.problems.map(Finding.init) + changes)
        new.forgetMissingFiles()
        guard new != old else { return }
        let replaced = writer.snapshot?.segments.filter { $0.kind == FindingLog.kind }.map(\.name) ?? []
        try commit(IndexChange(add: [new.write(to: writer)], remove: replaced), with: writer)
    }

    private func refitReason(_ corpus: PaperCorpus) -> FitReason? {
        if builder.refit { return report.fit == .first ? nil : .asked }
        let fitted = corpus.fittedPapers
        return fitted < builder.batchLimit && corpus.count / 2 >= fitted ? .growth : nil
    }

    // MARK: Writing

    private func write(_ fresh: [Outcome], with writer: IndexWriter) throws(IndexError) {
        var change = IndexChange()
        var papers = fresh.map(\.paper)
        for location in fresh.compactMap(\.location) {
            guard let segment = corpus?.segments[location.segment] else { continue }
            change.delete[segment.stored.name, default: RowSet()].insert(location.row)
        }
        try absorbSmallSegments(&papers, &change)
        papers.sort { $0.id < $1.id }
        let matrix = count(papers)
        var model = corpus?.model
        if model == nil {
            model = try fit(papers, matrix, with: writer, &change)
            report.fit = .first
        }
        guard let model else { return }
        progress(.writing, papers.count, papers.count)
        let segment = try PaperSegment.write(papers, matrix: matrix, model: model, to: writer, threads: builder.threads)
        if corpus?.model == nil {
            change.metadata = ModelSegment.metadata(model, papers: papers.count, segments: [segment])
        }
        change.add.append(segment)
        try commit(change, with: writer)
    }

    /// Takes the papers of small segments into the one that is being written, when there are many segments.
    ///
    /// Eight are few enough to search without a cost that shows. A segment of half a batch or more stays for good, those
    /// that the model was fitted on until the next fit, which tells their papers from later ones.
    private func absorbSmallSegments(_ papers: inout [Paper], _ change: inout IndexChange) throws(IndexError) {
        guard let corpus, corpus.segments.count >= 8 else { return }
        let fitted = corpus.fittedSegments
        for segment in corpus.segments where segment.rowCount < builder.batchLimit / 2 {
            let name = segment.stored.name
            if fitted.contains(name) { continue }
            let deleted = segment.deleted.union(change.delete.removeValue(forKey: name) ?? RowSet())
            for row in 0..<segment.rowCount where !deleted.contains(row) { papers.append(try segment.paper(row)) }
            change.remove.append(name)
        }
    }

    private func fit(
        _ papers: [Paper], _ matrix: TermDocumentMatrix, with writer: IndexWriter, _ change: inout IndexChange
    ) throws(IndexError) -> LatentSemanticModel {
        progress(.fitting, 0, nil)
        let model = builder.analysis.fit(
            matrix, threads: builder.threads, texts: { papers[$0].fieldTexts }, progress: { progress(.fitting, $0, $1) }
        )
        change.add.append(try ModelSegment.write(model, to: writer))
        return model
    }

    /// Fits a model on the whole pile and writes every paper again.
    ///
    /// A pile of more than a batch is fitted on a batch of evenly spaced papers and written batch by batch.
    private func refit(_ corpus: PaperCorpus, reason: FitReason, with writer: IndexWriter) throws(IndexError) {
        let all = corpus.locations()
        guard !all.isEmpty else { return }
        let limit = builder.batchLimit
        var change = IndexChange()
        change.remove = corpus.snapshot.segments.filter(PaperCorpus.isPart).map(\.name)
        var batch = try papers(
            all.count <= limit ? all : (0..<limit).map { all[$0 * all.count / limit] }, of: corpus)
        var matrix = count(batch)
        let model = try fit(batch, matrix, with: writer, &change)
        var segments: [NewSegment] = []
        for start in stride(from: 0, to: all.count, by: limit) {
            if all.count > limit {
                batch = try papers(Array(all[start..<min(start + limit, all.count)]), of: corpus)
                matrix = count(batch)
            }
            progress(.writing, min(start + limit, all.count), all.count)
            segments.append(
                try PaperSegment.write(batch, matrix: matrix, model: model, to: writer, threads: builder.threads))
        }
        change.add += segments
        change.metadata = ModelSegment.metadata(model, papers: all.count, segments: segments)
        try commit(change, with: writer)
        report.fit = reason
    }

    private func papers(_ locations: [PaperLocation], of corpus: PaperCorpus) throws(IndexError) -> [Paper] {
        try parallelMap(count: locations.count, threads: builder.threads) { index throws(IndexError) in
            try corpus.paper(at: locations[index])
        }
    }

    private func count(_ papers: [Paper]) -> TermDocumentMatrix {
        progress(.analysing, papers.count, papers.count)
        return TermDocumentMatrix.count(documents: papers.count, threads: builder.threads) { papers[$0].fieldTexts }
    }

    private func commit(_ change: IndexChange, with writer: IndexWriter) throws(IndexError) {
        try writer.commit(change)
        if let snapshot = writer.snapshot { corpus = try PaperCorpus(snapshot) }
    }
}

/// A paper of a batch, merged with what was stored of it.
private struct Outcome: Sendable {
    let paper: Paper
    /// What became of the paper that was known before the run; `nil` when there was none.
    let change: PaperChange?
    /// Where the stored paper stands.
    let location: PaperLocation?
    /// Whether the stored paper says all of this already.
    let isUnchanged: Bool

    /// - Parameters:
    ///   - corpus: What is stored now.
    ///   - before: What was stored before the run.
    ///   - isRepeated: Whether an earlier batch of the run has the paper too.
    init(
        _ paper: Paper, stored corpus: PaperCorpus?, before: PaperCorpus?, isRepeated: Bool
    ) throws(IndexError) {
        guard let corpus, let location = corpus.location(of: paper.id) else {
            self.paper = paper
            change = nil
            self.location = nil
            isUnchanged = false
            return
        }
        let old = try corpus.paper(at: location)
        var merged = old
        merged.merge(paper)
        self.paper = merged
        self.location = location
        let last = merged.change(from: old)
        isUnchanged = last == .unchanged
        if !isRepeated {
            change = last
        } else if let before, let place = before.location(of: paper.id) {
            change = merged.change(from: try before.paper(at: place))
        } else {
            change = nil
        }
    }
}
