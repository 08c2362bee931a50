import Glibc  // for log

/// How many items each pair of a true class and a found cluster shares: what every clustering metric starts from.
public struct ContingencyTable: Sendable, Equatable {
    /// The items of each class.
    public let classSizes: [Int]
    /// The items of each cluster.
    public let clusterSizes: [Int]
    /// The pairs that share an item, by class and then by cluster.
    let cells: [Cell]

    struct Cell: Sendable, Equatable {
        let label: Int
        let cluster: Int
        let count: Int
    }

    /// Counts two labellings of the same items.
    ///
    /// - Parameters:
    ///   - classes: Each item's true class.
    ///   - clusters: Each item's cluster, in the same order.
    /// - Complexity: O(n + c log c) for n items and c shared pairs.
    public init<Class: Hashable, Cluster: Hashable>(classes: [Class], clusters: [Cluster]) {
        precondition(classes.count == clusters.count, "\(classes.count) classes for \(clusters.count) clusters")
        let (rows, rowSizes) = Self.numbered(classes)
        let (columns, columnSizes) = Self.numbered(clusters)
        var counts: [Int: Int] = [:]
        for (row, column) in zip(rows, columns) { counts[row * columnSizes.count + column, default: 0] += 1 }
        classSizes = rowSizes
        clusterSizes = columnSizes
        // Sorted, so that sums over the cells have one order and equal tables give equal bits.
        cells = counts.sorted { $0.key < $1.key }.map { key, count in
            Cell(label: key / columnSizes.count, cluster: key % columnSizes.count, count: count)
        }
    }

    /// Labels numbered by first occurrence, and how often each occurs.
    private static func numbered<Label: Hashable>(_ labels: [Label]) -> (numbers: [Int], sizes: [Int]) {
        var numberOf: [Label: Int] = [:]
        var sizes: [Int] = []
        let numbers = labels.map { label in
            let number = numberOf[label, default: sizes.count]
            if number == sizes.count {
                numberOf[label] = number
                sizes.append(0)
            }
            sizes[number] += 1
            return number
        }
        return (numbers, sizes)
    }

    /// The number of items.
    public var count: Int { classSizes.reduce(0, +) }

    /// The entropy of a partition in nats.
    func entropy(_ sizes: [Int]) -> Double {
        let total = Double(count)
        return -sizes.reduce(0) { sum, size in
            let share = Double(size) / total
            return sum + share * log(share)
        }
    }

    /// The mutual information of classes and clusters in nats; never below 0.
    var mutualInformation: Double {
        let total = Double(count)
        let sum = cells.reduce(0) { sum, cell in
            let joint = Double(cell.count) / total
            let independent = Double(classSizes[cell.label]) / total * (Double(clusterSizes[cell.cluster]) / total)
            return sum + joint * log(joint / independent)
        }
        return max(0, sum)
    }
}
