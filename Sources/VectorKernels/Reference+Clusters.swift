extension Reference {
    /// The largest two of products after scaling; NaN is passed over, and minus infinity stands for what is not there.
    static func largestTwo(_ products: Span<Int32>, scales: Span<Float>) -> (largest: Float, second: Float) {
        var scaled: [Float] = []
        for index in 0..<products.count { scaled.append(Float(products[index]) * scales[index]) }
        let sorted = scaled.filter { !$0.isNaN }.sorted(by: >)
        return (sorted.first ?? -.infinity, sorted.dropFirst().first ?? -.infinity)
    }

    /// What the sum of weights becomes when each is lowered to the row's distance from a candidate.
    static func loweredSum(
        _ products: [Int32], rowScales: [Float], weights: [Float], scale: Float
    ) -> Float {
        var sum: Float = 0
        for row in products.indices {
            let cosine = Float(products[row]) * (scale * rowScales[row])
            let distance = 1 - cosine < 1e-6 ? 0 : 1 - cosine
            sum += min(distance, weights[row])
        }
        return sum
    }

    /// An element in whole units of ``Kernels/sumUnit``, rounded half to even.
    static func units(_ element: Float) -> Int64 {
        Int64((Double(element) / Kernels.sumUnit).rounded(.toNearestOrEven))
    }

    /// The rotation of ``Kernels/spread(_:)``.
    static func spread(_ x: [Float]) -> [Float] {
        var width = 8
        while 2 * width <= x.count { width *= 2 }
        guard width > 8 else { return x }
        let first = transform(Array(x[..<width])) + x[width...]
        return width == x.count ? first : first[..<(x.count - width)] + transform(Array(first.suffix(width)))
    }

    private static func transform(_ x: [Float]) -> [Float] {
        let scale = 1 / Float(x.count / 8).squareRoot()
        return transform(x, from: 8).map { $0 * scale }
    }

    /// Takes sums and differences of elements `half`, twice as many, … apart.
    static func transform<Element: BinaryFloatingPoint>(_ x: [Element], from half: Int) -> [Element] {
        var (x, half) = (x, half)
        while half < x.count {
            let before = x
            for index in x.indices {
                x[index] =
                    index & half == 0 ? before[index] + before[index + half] : before[index - half] - before[index]
            }
            half *= 2
        }
        return x
    }
}
