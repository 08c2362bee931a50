/// Homogeneity, completeness and their harmonic mean (Rosenberg and Hirschberg, *V-Measure: A Conditional
/// Entropy-Based External Cluster Evaluation Measure*, 2007).
///
/// All three lie in 0...1; higher is better. The harmonic mean equals the mutual information normalised by the
/// arithmetic mean of the two entropies.
public struct VMeasure: Sendable, Equatable {
    /// Whether each cluster holds one class only; 1 when there is a single class.
    public let homogeneity: Double
    /// Whether each class lies in one cluster only; 1 when there is a single cluster.
    public let completeness: Double
    /// The harmonic mean of both.
    public let value: Double

    /// - Parameter table: The counts. A table of no items scores 1 throughout: there is nothing to get wrong.
    public init(_ table: ContingencyTable) {
        let ofClasses = table.entropy(table.classSizes)
        let ofClusters = table.entropy(table.clusterSizes)
        let shared = table.mutualInformation
        homogeneity = ofClasses > 0 ? min(1, shared / ofClasses) : 1
        completeness = ofClusters > 0 ? min(1, shared / ofClusters) : 1
        let sum = homogeneity + completeness
        value = sum > 0 ? 2 * homogeneity * completeness / sum : 0
    }
}

/// Mutual information over the arithmetic mean of the two entropies.
public struct NormalizedMutualInformation: Sendable, Equatable {
    /// In 0...1: 0 for independent labellings, 1 for equal ones.
    public let value: Double

    /// - Parameter table: The counts. Two labellings of one group each score 1.
    public init(_ table: ContingencyTable) {
        let mean = (table.entropy(table.classSizes) + table.entropy(table.clusterSizes)) / 2
        value = mean > 0 ? min(1, table.mutualInformation / mean) : 1
    }
}

/// The share of item pairs that two labellings agree on, corrected for chance (Hubert and Arabie, *Comparing
/// Partitions*, 1985).
public struct AdjustedRandIndex: Sendable, Equatable {
    /// At most 1 (equal labellings); about 0 for random ones, below 0 for worse than random.
    public let value: Double

    /// - Parameter table: The counts. Fewer than two items score 1.
    public init(_ table: ContingencyTable) {
        // Ordered pairs: n(n-1) of each group is what counts, the factor 2 cancels.
        func pairs(_ sizes: some Sequence<Int>) -> Double {
            sizes.reduce(0) { $0 + Double($1) * Double($1 - 1) }
        }
        let both = pairs(table.cells.lazy.map(\.count))
        let ofClasses = pairs(table.classSizes)
        let ofClusters = pairs(table.clusterSizes)
        let all = pairs(CollectionOfOne(table.count))
        let expected = all > 0 ? ofClasses * ofClusters / all : 0
        let largest = (ofClasses + ofClusters) / 2
        // No pair together in either, or every pair in both: nothing to disagree on.
        value = largest == expected ? 1 : (both - expected) / (largest - expected)
    }
}

/// The share of items that belong to their cluster's largest class.
public struct Purity: Sendable, Equatable {
    /// In 0...1; higher is better, but many small clusters reach 1 by themselves.
    public let value: Double

    /// - Parameter table: The counts. A table of no items scores 1.
    public init(_ table: ContingencyTable) {
        var largest = Array(repeating: 0, count: table.clusterSizes.count)
        for cell in table.cells { largest[cell.cluster] = max(largest[cell.cluster], cell.count) }
        value = table.count > 0 ? Double(largest.reduce(0, +)) / Double(table.count) : 1
    }
}
