import VectorKernels

/// What the products of bytes say of a row: which centroid seems nearest, and the second largest scaled product.
struct Guess: BitwiseCopyable {
    var label: Int
    var second: Float
}

/// A search for nearest centroids in floats among those that the products of bytes leave.
///
/// Functions of spans, so that threads need not count references to the same arrays.
enum NearestSearch {
    /// The nearest centroid by dot product in double precision, the lowest of equals; with a lead where one float decides.
    static func nearest(
        to row: Span<Float>, _ measure: CodedRows.Measure, products: Span<Int32>, _ guess: Guess,
        centroids: Span<Float>, count: Int, scales: Span<Float>, _ bounds: ProductBounds, _ kernels: Kernels
    ) -> Assignment {
        let (error, slack) = (bounds.error(measure), bounds.slack(measure))
        func score(_ centroid: Int) -> Float {
            kernels.dot(row, centroids.extracting(centroid * row.count..<(centroid + 1) * row.count))
        }
        var (label, best) = (Int32(guess.label), score(guess.label))
        let othersAtMost = measure.scale * guess.second + error
        if best - othersAtMost > slack { return Assignment(label: label, lead: best - othersAtMost - slack) }
        var second = -Float.infinity
        // Below this, a centroid is farther than the guess, whatever the errors.
        let threshold = (best - error) / measure.scale
        for start in stride(from: 0, to: count, by: 64) {
            let range = start..<min(count, start + 64)
            var candidates = kernels.products(
                products.extracting(range), scales: scales.extracting(range), notBelow: threshold)
            while candidates != 0 {
                let centroid = start + candidates.trailingZeroBitCount
                candidates &= candidates - 1
                let upper = measure.scale * (Float(products[centroid]) * scales[centroid]) + error
                if centroid == guess.label || upper < best { continue }
                let score = score(centroid)
                if score > best {
                    (label, best, second) = (Int32(centroid), score, best)
                } else {
                    second = max(second, score)
                }
            }
        }
        if best - second <= slack {
            label = settled(row, centroids, count: count, near: best - slack, kernels)
        }
        // Of those that were passed over it is only known that they are farther, so there is no lead.
        return Assignment(label: label)
    }

    /// The nearest centroid where floats are too coarse to tell.
    private static func settled(
        _ row: Span<Float>, _ centroids: Span<Float>, count: Int, near threshold: Float, _ kernels: Kernels
    ) -> Int32 {
        var scores = [Float](repeating: 0, count: count)
        var out = scores.mutableSpan
        kernels.dotRows(row, centroids, into: &out)
        var label = 0
        var best = -Double.infinity
        for centroid in 0..<count where out[centroid] >= threshold {
            let score = preciseDot(row, centroids.extracting(centroid * row.count..<(centroid + 1) * row.count))
            if score > best { (label, best) = (centroid, score) }
        }
        return Int32(label)
    }

    /// The dot product in double precision, in which products of floats are exact, summed in order.
    private static func preciseDot(_ a: Span<Float>, _ b: Span<Float>) -> Double {
        var sum = 0.0
        for index in 0..<a.count { sum += Double(a[index]) * Double(b[index]) }
        return sum
    }
}
