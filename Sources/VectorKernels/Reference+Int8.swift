extension Reference {
    /// The exact dot product of two vectors of bytes.
    public static func dotInt8(_ a: Span<Int8>, _ b: Span<Int8>) -> Int32 {
        precondition(a.count == b.count, "dotInt8: vectors of different dimensions")
        var sum: Int32 = 0
        for index in 0..<a.count { sum += Int32(a[index]) * Int32(b[index]) }
        return sum
    }

    /// The exact dot product of a query of bytes with each row.
    public static func dotRowsInt8(_ query: Span<Int8>, _ rows: Span<Int8>, into scores: inout MutableSpan<Int32>) {
        for row in 0..<scores.count {
            scores[row] = dotInt8(query, rows.extracting(row * query.count..<(row + 1) * query.count))
        }
    }

    /// The exact dot product of each row with each of many queries, not packed.
    /// - Parameters:
    ///   - queries: Shape (`queryCount`, `dimension`).
    ///   - products: Shape (row count, `stride`); those beyond `queryCount` stay.
    public static func dotRowsInt8Batch(
        _ queries: Span<Int8>, queryCount: Int, _ rows: Span<Int8>, dimension: Int, stride: Int,
        into products: inout MutableSpan<Int32>
    ) {
        for row in 0..<rows.count / dimension {
            for query in 0..<queryCount {
                products[row * stride + query] = dotInt8(
                    queries.extracting(query * dimension..<(query + 1) * dimension),
                    rows.extracting(row * dimension..<(row + 1) * dimension))
            }
        }
    }

    /// The dot product of a query of 16 bits an element with each row of bytes, modulo 2^32.
    static func dotRowsWide(_ query: Span<Int16>, _ rows: Span<Int8>, into scores: inout MutableSpan<Int32>) {
        for row in 0..<scores.count {
            var sum: Int32 = 0
            for index in 0..<query.count { sum &+= Int32(query[index]) * Int32(rows[row * query.count + index]) }
            scores[row] = sum
        }
    }

    /// The codes of a row, and the sum of squared errors in double precision over 16 lanes folded in halves.
    /// - Parameters:
    ///   - x: Finite elements.
    ///   - inverseScale: What an element is multiplied with before it is rounded, half to even, and held to -127...127.
    ///   - scale: What a code stands for.
    static func quantize(
        _ x: Span<Float>, inverseScale: Float, scale: Float, into codes: inout MutableSpan<Int8>
    ) -> Double {
        var lanes = [Double](repeating: 0, count: 16)
        for index in 0..<x.count {
            let rounded = (x[index] * inverseScale).rounded(.toNearestOrEven)
            codes[index] = Int8(min(max(rounded, -127), 127))
            let error = Double(x[index]) - Double(scale) * Double(codes[index])
            let square = error * error
            lanes[index % 16] += square
        }
        for half in [8, 4, 2, 1] {
            for lane in 0..<half { lanes[lane] += lanes[lane + half] }
        }
        return lanes[0]
    }

    /// The rows, up to 64, whose upper bound does not lie below a threshold: bit *r* is for row *r*.
    ///
    /// A bound that is NaN does not lie below anything: such a row stays.
    static func candidates(
        _ products: Span<Int32>, scales: Span<Float>, errors: Span<Float>, bound: ScoreBound, threshold: Float
    ) -> UInt64 {
        var found: UInt64 = 0
        for row in 0..<products.count {
            let scaleSlack = bound.scaleFactor * scales[row]
            let errorSlack = bound.errorFactor * errors[row]
            let product = Float(products[row]) * (bound.queryScale * scales[row])
            let upper = product + (errorSlack + (scaleSlack + bound.slack))
            if !(upper < threshold) { found |= 1 << UInt64(row) }
        }
        return found
    }
}
