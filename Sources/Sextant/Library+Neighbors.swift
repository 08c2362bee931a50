import Clustering
import Corpus
import IndexStore

extension Library {
    /// The papers nearest to each of some papers, among them, exact.
    ///
    /// - Parameters:
    ///   - locations: The papers.
    ///   - count: The most neighbours of a paper.
    /// - Returns: For each location its neighbours with a similarity above 0, as positions in `locations`, most similar
    ///   first, the earlier first among equals; the same at any number of threads.
    /// - Throws: ``IndexError`` when a vector is damaged.
    /// - Complexity: O(papers² · dimensions) steps of a byte; the papers' vectors are held in memory.
    public func neighbors(
        of locations: [PaperLocation], count: Int, threads: Int
    ) throws(IndexError) -> [[(position: Int, similarity: Float)]] {
        NeighborGraph(try unitVectors(at: locations), degree: count, threads: threads).neighbors.map { neighbors in
            neighbors.filter { $0.similarity > 0 }.map { (position: $0.row, similarity: $0.similarity) }
        }
    }
}
