/// The k best of any number of scored items: higher scores first, equal scores by ascending index.
///
/// The order is total, so what is kept does not depend on the order of insertion, and the selections of several threads
/// merge to the same result. A NaN score never enters; infinities do.
public struct TopK: Sendable {
    /// The most items kept.
    public let k: Int

    /// A binary heap whose root is the worst item kept.
    private var heap: [(index: Int, score: Float)] = []

    /// An empty selection of at most `k` items. A negative `k` counts as 0.
    public init(k: Int) {
        self.k = max(0, k)
    }

    /// The number of items kept.
    public var count: Int { heap.count }

    /// An item that scores less cannot enter: the worst score kept, or minus infinity while there is room.
    public var threshold: Float {
        heap.count < k ? -.infinity : heap.first?.score ?? .infinity
    }

    /// Offers an item; the worst one leaves when there are more than `k`.
    /// - Complexity: O(1) for an item that does not enter, else O(log `k`).
    public mutating func insert(score: Float, index: Int) {
        let item = (index: index, score: score)
        if heap.count < k {
            guard !score.isNaN else { return }
            heap.append(item)
            siftUp()
        } else if let worst = heap.first, Self.precedes(item, worst) {
            heap[0] = item
            siftDown()
        }
    }

    /// Offers everything that another selection kept.
    public mutating func merge(_ other: TopK) {
        for item in other.heap { insert(score: item.score, index: item.index) }
    }

    /// The items kept, best first.
    /// - Complexity: O(`k` log `k`).
    public var sorted: [(index: Int, score: Float)] {
        heap.sorted(by: Self.precedes)
    }

    /// False when one score is NaN.
    private static func precedes(_ a: (index: Int, score: Float), _ b: (index: Int, score: Float)) -> Bool {
        a.score > b.score || (a.score == b.score && a.index < b.index)
    }

    private mutating func siftUp() {
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.precedes(heap[parent], heap[child]) else { return }
            heap.swapAt(parent, child)
            child = parent
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            var worst = parent
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            if left < heap.count, Self.precedes(heap[worst], heap[left]) { worst = left }
            if right < heap.count, Self.precedes(heap[worst], heap[right]) { worst = right }
            guard worst != parent else { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
