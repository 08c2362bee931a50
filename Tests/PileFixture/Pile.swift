public import Corpus
public import Digests
public import IndexStore
public import LatentSemantics
public import TestSupport
import Vocab

/// A paper with an English title and abstract, and what else is named.
public func paper(
    _ id: String, _ title: String, _ abstract: String = "", chinese: String? = nil, authors: [String] = [],
    categories: [String] = [], day: String? = nil
) -> Paper {
    var paper = Paper(id: PaperID(rawValue: id))
    paper.fields[FieldKey(.title, .english)] = FieldValue(title)
    if !abstract.isEmpty { paper.fields[FieldKey(.abstract, .english)] = FieldValue(abstract) }
    if let chinese { paper.fields[FieldKey(.tldr, .chinese)] = FieldValue(chinese) }
    if !authors.isEmpty { paper.authorList = AuthorList(authors) }
    paper.addCategories(categories)
    paper.created = day.flatMap { Day($0) }
    return paper
}

/// An index of papers, written segment by segment.
public struct Pile {
    public let folder: TemporaryFolder
    public let directory: IndexDirectory

    /// - Parameter segments: The papers of each segment, in any order; the model is fitted on all of them.
    public init(_ segments: [Paper]..., threads: Int = 1) throws {
        folder = try TemporaryFolder()
        directory = IndexDirectory(path: folder.path + "/index")
        let sorted = segments.map { $0.sorted { $0.id < $1.id } }
        let all = sorted.flatMap { $0 }
        let writer = try directory.beginWriting()
        let model = LatentSemanticAnalysis().fit(Pile.count(all, threads: threads), threads: threads)
        var change = IndexChange(add: [try ModelSegment.write(model, to: writer)])
        for papers in sorted {
            let matrix = Pile.count(papers, threads: threads)
            change.add.append(
                try PaperSegment.write(papers, matrix: matrix, model: model, to: writer, threads: threads))
        }
        change.metadata = ModelSegment.metadata(model, papers: all.count, segments: Array(change.add.dropFirst()))
        try writer.commit(change)
        writer.close()
    }

    public static func count(_ papers: [Paper], threads: Int = 1) -> TermDocumentMatrix {
        TermDocumentMatrix.count(documents: papers.count, threads: threads) { papers[$0].fieldTexts }
    }

    public func corpus() throws -> PaperCorpus { try PaperCorpus(directory.snapshot()) }

    /// Marks rows of a segment (counted without the model's) as deleted.
    public func delete(_ rows: [Int], ofSegment index: Int) throws {
        let writer = try directory.beginWriting()
        let name = try corpus().segments[index].stored.name
        try writer.commit(IndexChange(delete: [name: RowSet(rows)]))
        writer.close()
    }

    /// The path of a section's file.
    public func file(_ section: String, ofSegment index: Int) throws -> String {
        let name = try corpus().segments[index].stored.name
        return directory.path + "/segments/\(name)/\(section).npy"
    }
}
