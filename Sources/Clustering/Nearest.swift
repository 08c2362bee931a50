import VectorKernels

/// A row's nearest centroid.
struct Nearest: BitwiseCopyable, Sendable {
    /// By dot product in double precision, the lowest of equals.
    var label: Int32
    /// The float dot product with it.
    var own: Float
    /// The largest float dot product with another; minus infinity where there is none.
    var second: Float
}

/// What the products of bytes say of a row: which centroid seems nearest, and the second largest scaled product.
struct Guess: BitwiseCopyable {
    var label: Int
    var second: Float
}

/// A search for nearest centroids in floats among those that the products of bytes leave.
///
/// Functions of spans, so that threads need not count references to the same arrays.
enum NearestSearch {
    /// The nearest centroid; `second` is at least the second largest dot product.
    static func nearest(
        to row: Span<Float>, _ measure: CodedRows.Measure, products: Span<Int32>, _ guess: Guess,
        centroids: Span<Float>, count: Int, scales: Span<Float>, _ bounds: ProductBounds, _ kernels: Kernels
    ) -> Nearest {
        let (error, slack) = (bounds.error(measure), bounds.slack(measure))
        func score(_ centroid: Int) -> Float {
            kernels.dot(row, centroids.extracting(centroid * row.count..<(centroid + 1) * row.count))
        }
        var nearest = Nearest(label: Int32(guess.label), own: score(guess.label), second: -.infinity)
        let othersAtMost = measure.scale * guess.second + error
        if nearest.own - othersAtMost > slack {
            nearest.second = othersAtMost
            return nearest
        }
        // Below this, a centroid is farther than the guess, whatever the errors.
        let threshold = (nearest.own - error) / measure.scale
        for start in stride(from: 0, to: count, by: 64) {
            let range = start..<min(count, start + 64)
            var candidates = kernels.products(
                products.extracting(range), scales: scales.extracting(range), notBelow: threshold)
            while candidates != 0 {
                let centroid = start + candidates.trailingZeroBitCount
                candidates &= candidates - 1
                let upper = measure.scale * (Float(products[centroid]) * scales[centroid]) + error
                if centroid == guess.label || upper < nearest.own { continue }
                let score = score(centroid)
                if score > nearest.own {
                    nearest = Nearest(label: Int32(centroid), own: score, second: nearest.own)
                } else {
                    nearest.second = max(nearest.second, score)
                }
            }
        }
        if nearest.own - nearest.second <= slack {
            nearest = settled(row, centroids, count: count, near: nearest.own - slack, kernels)
        }
        // Of those that were passed over it is only known that they are farther.
        nearest.second = nearest.own
        return nearest
    }

    /// The nearest centroid where floats are too coarse to tell.
    private static func settled(
        _ row: Span<Float>, _ centroids: Span<Float>, count: Int, near threshold: Float, _ kernels: Kernels
    ) -> Nearest {
        var scores = [Float](repeating: 0, count: count)
        var out = scores.mutableSpan
        kernels.dotRows(row, centroids, into: &out)
        var label = 0
        var best = -Double.infinity
        for centroid in 0..<count where out[centroid] >= threshold {
            let score = preciseDot(row, centroids.extracting(centroid * row.count..<(centroid + 1) * row.count))
            if score > best { (label, best) = (centroid, score) }
        }
        var second = -Float.infinity
        for centroid in 0..<count where centroid != label { second = max(second, out[centroid]) }
        return Nearest(label: Int32(label), own: out[label], second: second)
    }

    /// The dot product in double precision, in which products of floats are exact, summed in order.
    private static func preciseDot(_ a: Span<Float>, _ b: Span<Float>) -> Double {
        var sum = 0.0
        for index in 0..<a.count { sum += Double(a[index]) * Double(b[index]) }
        return sum
    }
}
