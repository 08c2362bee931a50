import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport

/// Reads digests into an index.
///
/// ```swift
/// let report = try LibraryBuilder(path: "pile.sextant").index(["digests"])
/// print(report.added)
/// ```
public struct LibraryBuilder: Sendable {
    /// Where the index is.
    public var path: String
    /// Threads to work on. The index does not depend on them.
    public var threads = Threads.available
    /// Whether the model is fitted anew on all papers.
    public var refit = false
    /// The model to fit, when one is fitted.
    public var analysis = LatentSemanticAnalysis()
    /// Papers that are brought together in memory before they are written.
    ///
    /// 100,000 papers with their text take about half a gigabyte, however long the file is that they come from.
    public var batchLimit = 100_000

    /// A builder of the index at `path`, which is made when there is none.
    public init(path: String) {
        self.path = path
    }

    /// Reads files, folders, or standard input (`-`) into the index and commits.
    ///
    /// What is known already stays as it is; what digests add to a known paper is merged with it. The first papers fit
    /// the model; later ones are folded in, until the pile has doubled.
    /// - Parameters:
    ///   - progress: Told of each stage, and how much of it is done.
    /// - Throws: ``IndexError``. What was committed before stays.
    public func index(
        _ paths: [String], progress: (IndexStage, Int, Int?) -> Void = { _, _, _ in }
    ) throws -> IndexReport {
        try withoutActuallyEscaping(progress) { progress in
            let writer = try IndexDirectory(path: path).beginWriting()
            let run = try IndexingRun(builder: self, writer: writer, snapshot: writer.snapshot, progress: progress)
            try read(paths, into: run, progress: progress)
            try run.finish(paths: paths)
            writer.close()
            run.report.warnings = writer.warnings
            return run.report
        }
    }

    /// Puts papers into the index and commits.
    ///
    /// - Parameters:
    ///   - progress: Told of each stage, and how much of it is done.
    /// - Throws: ``IndexError``. What was committed before stays.
    @discardableResult
    public func index(
        _ papers: [Paper], progress: (IndexStage, Int, Int?) -> Void = { _, _, _ in }
    ) throws(IndexError) -> IndexReport {
        try withoutActuallyEscaping(progress) { progress throws(IndexError) in
            let writer = try IndexDirectory(path: path).beginWriting()
            let run = try IndexingRun(builder: self, writer: writer, snapshot: writer.snapshot, progress: progress)
            for paper in papers { try run.add([paper]) }
            try run.flush()
            try run.finish(paths: [])
            writer.close()
            run.report.warnings = writer.warnings
            return run.report
        }
    }

    /// Reports what ``index(_:progress:)`` would do, and changes nothing.
    public func dryRun(
        _ paths: [String], progress: (IndexStage, Int, Int?) -> Void = { _, _, _ in }
    ) throws -> IndexReport {
        try withoutActuallyEscaping(progress) { progress in
            let directory = IndexDirectory(path: path)
            let snapshot = directory.exists ? try directory.snapshot() : nil
            let run = try IndexingRun(builder: self, writer: nil, snapshot: snapshot, progress: progress)
            try read(paths, into: run, progress: progress)
            return run.report
        }
    }

    private func read(
        _ paths: [String], into run: IndexingRun, progress: (IndexStage, Int, Int?) -> Void
    ) throws {
        var entries = 0
        var share: Double?
        run.report.summary = try DigestReader(paths: paths, threads: threads, excluding: path).read(
            progress: { read, total in share = total.map { Double(read) / Double(max($0, 1)) } },
            { papers, problems in
                run.report.problems += problems
                entries += papers.count
                // How many there will be shows in how much was read.
                progress(.reading, entries, share.map { $0 > 0 ? Int(Double(entries) / $0) : 0 })
                try run.add(papers)
            })
        try run.flush()
    }
}
