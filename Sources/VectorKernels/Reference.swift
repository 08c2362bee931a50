/// The kernels as plain Swift: the specification of what every instruction set computes, to the bit.
///
/// Slow and simple on purpose; tests and benchmarks compare the kernels with it.
public enum Reference {
    /// Partial sums of a float dot product.
    public static let laneCount = 32

    /// The dot product of two vectors of the same dimension.
    ///
    /// Element *i* goes to lane *i* mod 32; then lane *i* takes lane *i* + 16, *i* + 8, *i* + 4, *i* + 2 and *i* + 1.
    /// For 34 elements, lanes 0 and 1 hold two products each, the others one.
    public static func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
        precondition(a.count == b.count, "dot: vectors of different dimensions")
        var lanes = InlineArray<32, Float>(repeating: 0)
        for index in 0..<a.count {
            let product = a[index] * b[index]
            lanes[index % laneCount] += product
        }
        return canonical(fold(&lanes))
    }

    private static func fold(_ lanes: inout InlineArray<32, Float>) -> Float {
        var half = laneCount / 2
        while half >= 1 {
            for lane in 0..<half { lanes[lane] += lanes[lane + half] }
            half /= 2
        }
        return lanes[0]
    }

    /// The value itself, or the one NaN that kernels answer with: processors differ in sign and payload of theirs.
    public static func canonical(_ value: Float) -> Float {
        value.isNaN ? Float(bitPattern: 0x7FC0_0000) : value
    }

    /// The cosine of the angle between two vectors; 0 when one of them is zero.
    public static func cosine(_ a: Span<Float>, _ b: Span<Float>) -> Float {
        let (aSquared, bSquared) = (Double(dot(a, a)), Double(dot(b, b)))
        return aSquared == 0 || bSquared == 0 ? 0 : Float(Double(dot(a, b)) / (aSquared * bSquared).squareRoot())
    }

    /// The dot product of a query with each row.
    public static func dotRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
        for row in 0..<scores.count {
            scores[row] = dot(query, rows.extracting(row * query.count..<(row + 1) * query.count))
        }
    }

    /// `y += alpha * x`, product and sum rounded separately.
    public static func addScaled(_ alpha: Float, _ x: Span<Float>, to y: inout MutableSpan<Float>) {
        for index in 0..<x.count {
            let product = alpha * x[index]
            y[index] = canonical(y[index] + product)
        }
    }

    /// Sparse rows times a strip of a dense matrix, products and sums rounded separately, in the order of the entries.
    public static func multiplyStrip(
        offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
        into out: inout MutableSpan<StripRow>
    ) {
        for row in 0..<out.count {
            out[row] = .zero
            for entry in offsets[row]..<offsets[row + 1] {
                let product = values[entry] * x[Int(indices[entry])]
                out[row] += product
            }
        }
    }

    /// The sum of rows of bytes times their factors, in the order of the entries.
    public static func sumCodedRows(
        _ codes: Span<Int8>, indices: Span<UInt32>, factors: Span<Float>, into out: inout MutableSpan<Float>
    ) {
        for column in 0..<out.count {
            var sum: Float = 0
            for entry in indices.indices {
                sum += factors[entry] * Float(codes[Int(indices[entry]) * out.count + column])
            }
            out[column] = sum
        }
    }

    /// The transposed product, added to `y` row by row.
    public static func addTransposedStrip(
        offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
        to y: inout MutableSpan<StripRow>
    ) {
        for row in 0..<x.count {
            for entry in offsets[row]..<offsets[row + 1] {
                let product = values[entry] * x[row]
                y[Int(indices[entry])] += product
            }
        }
    }

    /// One step of Adam for some rows of a strip.
    public static func adamStrip(
        rows: Span<UInt32>, gradients: Span<StripRow>, factors: Span<SIMD2<Float>>, decay: SIMD2<Float>, epsilon: Float,
        state: inout MutableSpan<StripRow>
    ) {
        let count = state.count / 3
        for index in rows.indices {
            let (row, gradient) = (Int(rows[index]), gradients[index])
            let mean = decay.x * state[count + row] + (1 - decay.x) * gradient
            let square = decay.y * state[2 * count + row] + (1 - decay.y) * (gradient * gradient)
            state[count + row] = mean
            state[2 * count + row] = square
            state[row] -= factors[index].x * mean / ((square * factors[index].y).squareRoot() + epsilon)
        }
    }

    /// The largest magnitude: NaN when there is one, 0 when there are no elements.
    public static func largestMagnitude(_ x: Span<Float>) -> Float {
        var largest: Float = 0
        for index in 0..<x.count {
            if x[index].isNaN { return canonical(.nan) }
            largest = max(largest, x[index].magnitude)
        }
        return largest
    }

    /// The sum of the words modulo 2^64.
    public static func sumWords(_ words: Span<UInt64>) -> UInt64 {
        var sum: UInt64 = 0
        for index in 0..<words.count { sum &+= words[index] }
        return sum
    }
}
