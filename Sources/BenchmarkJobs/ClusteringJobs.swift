import Clustering
import LinearAlgebra
import Sextant

/// Clusters of VECTORS: spherical k-means of rows of unit length, topics, and their map.
let clusteringJobs: [Job] = [
    // Lloyd's iteration from the centroids of a file. The answers are the centroids it ends with, a line each.
    Job(name: "kmeans", arguments: ["VECTORS", "CENTROIDS", "THREADS", "ITERATIONS"]) { arguments in
        let x = try matrix(arguments.vectors("VECTORS"))
        let centroids = try matrix(arguments.vectors("CENTROIDS"))
        let (threads, iterations) = (try arguments.number("THREADS"), try arguments.number("ITERATIONS"))
        guard centroids.rows > 0, centroids.columns == x.columns else {
            throw JobError(description: "CENTROIDS do not fit VECTORS")
        }
        let kMeans = KMeans(clusters: centroids.rows, iterations: iterations)
        let (model, seconds) = arguments.measure { kMeans.fit(x, from: centroids, threads: threads) }
        return JobOutcome(seconds: seconds, answers: lines(model.centroids))
    },
    // The k-means++ start. The answers are the rows chosen, a line each.
    Job(name: "kmeans-start", arguments: ["VECTORS", "CLUSTERS", "THREADS"]) { arguments in
        let x = try matrix(arguments.vectors("VECTORS"))
        let kMeans = KMeans(clusters: try arguments.number("CLUSTERS"))
        let threads = try arguments.number("THREADS")
        let (seeds, seconds) = arguments.measure { kMeans.seeds(x, threads: threads) }
        return JobOutcome(seconds: seconds, answers: seeds.map { [Double($0)] })
    },
    // Topics of vectors as `sextant export --to npy` writes them. The answers are the topic of each row, from 1, a line each;
    // 0 for a row without a direction.
    Job(name: "topics", arguments: ["VECTORS", "CLUSTERS", "THREADS"]) { arguments in
        let x = try matrix(arguments.vectors("VECTORS"))
        let (clusters, threads) = (try arguments.number("CLUSTERS"), try arguments.number("THREADS"))
        let documents = (0..<x.rows).map { TopicDocument(id: "\($0)", title: "") }
        let (model, seconds) = arguments.measure {
            TopicModel.fit(
                documents: documents, vectors: x, parameters: TopicParameters(count: .fixed(clusters)), threads: threads
            )
        }
        return JobOutcome(seconds: seconds, answers: model.assignments.map { [Double($0.map { $0 + 1 } ?? 0)] })
    },
    // The map of vectors as `sextant export --to npy` writes them. The answers are the place of each row, a line each; 0 0
    // for a row without a direction.
    Job(name: "map", arguments: ["VECTORS", "THREADS"]) { arguments in
        let x = try matrix(arguments.vectors("VECTORS"))
        let threads = try arguments.number("THREADS")
        let (places, seconds) = arguments.measure { MapPosition.map(of: x, threads: threads) }
        return JobOutcome(seconds: seconds, answers: places.map { [Double($0?.x ?? 0), Double($0?.y ?? 0)] })
    },
]

private func matrix(_ vectors: NumPyVectors) -> DenseMatrix {
    DenseMatrix(rows: vectors.rows, columns: vectors.dimension, elements: vectors.elements)
}

private func lines(_ matrix: DenseMatrix) -> [[Double]] {
    (0..<matrix.rows).map { row in (0..<matrix.columns).map { Double(matrix[row, $0]) } }
}
