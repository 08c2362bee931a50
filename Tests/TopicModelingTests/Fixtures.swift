import LinearAlgebra

@testable import TopicModeling

/// A pile of made-up papers in groups, with vectors that tell the groups apart.
struct Pile {
    var documents: [TopicDocument] = []
    var rows: [[Float]] = []
    /// Groups that there are directions for.
    static let columns = 8

    /// Adds papers with the title and abstract given, in the direction of a group.
    mutating func add(_ count: Int, group: Int, title: String, abstract: String = "", chinese: String = "") {
        for index in 0..<count {
            var row = [Float](repeating: 0.01, count: Self.columns)
            row[group] = 1
            row[(group + 1) % Self.columns] = Float(index % 7) * 0.02
            rows.append(row)
            documents.append(
                TopicDocument(
                    id: "\(group).\(1000 + index)", title: title, abstract: abstract, chinese: chinese))
        }
    }

    var vectors: DenseMatrix {
        DenseMatrix(rows: rows.count, columns: Self.columns, elements: rows.flatMap { $0 })
    }

    func model(_ count: Int, threads: Int = 1) -> TopicModel {
        TopicModel.fit(
            documents: documents, vectors: vectors, parameters: TopicParameters(count: .fixed(count)), threads: threads)
    }
}
