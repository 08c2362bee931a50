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

    /// The dot products of a query of 16 bits an element with listed rows of bytes, modulo 2^32.
    static func dotListedWide(
        _ query: Span<Int16>, _ rows: Span<Int8>, indices: Span<UInt32>, into products: inout MutableSpan<Int32>
    ) {
        for position in 0..<indices.count {
            let start = Int(indices[position]) * query.count
            var sum: Int32 = 0
            for index in 0..<query.count { sum &+= Int32(query[index]) * Int32(rows[start + index]) }
            products[position] = sum
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

    /// The places of products that no bound rules out; see ``Kernels/survivors(_:scales:errors:norms:bounds:into:)``.
    static func survivors(
        _ products: Span<Int32>, scales: Span<Float>, errors: Span<Float>, norms: Span<Float>, bounds: QueryBounds
    ) -> [UInt32] {
        var found: [UInt32] = []
        let queries = bounds.limits.count
        for row in 0..<scales.count {
            for query in 0..<queries {
                let errorSlack = bounds.errorFactors[query] * errors[row]
                let normSlack = bounds.normFactors[query] * norms[row]
                let product = Float(products[row * queries + query]) * scales[row]
                if !(product < bounds.limits[query] - (errorSlack + normSlack)) {
                    found.append(UInt32(row * queries + query))
                }
            }
        }
        return found
    }

    /// The rows of blocks of nibbles that are not ruled out; see ``Kernels/nibbleCandidates(_:_:into:)``.
    static func nibbleCandidates(_ query: NibbleQuery, _ blocks: Span<UInt8>) -> [UInt16] {
        let groups = query.codes.count / NibbleVectors.groupDimensions
        let blockSize = NibbleVectors.lineBytes * (groups + 1)
        return (0..<blocks.count / blockSize).map { block in
            var mask: UInt16 = 0
            for row in 0..<NibbleVectors.blockRows {
                let start = block * blockSize + 4 * row
                var sum: Int32 = 0
                for dimension in 0..<query.codes.count {
                    let (group, place) = dimension.quotientAndRemainder(dividingBy: NibbleVectors.groupDimensions)
                    let byte = blocks[start + (group + 1) * NibbleVectors.lineBytes + place % 4]
                    sum += Int32(query.codes[dimension]) * Int32(place < 4 ? byte & 15 : byte >> 4)
                }
                let scale = Float(bitPattern: UInt32(blocks[start + 2]) << 16 | UInt32(blocks[start + 3]) << 24)
                let error = Float(bitPattern: UInt32(blocks[start]) << 16 | UInt32(blocks[start + 1]) << 24)
                let product = Float(2 * sum - query.offset) * scale
                let slack = query.errorFactor * error
                if !(product < query.limit - slack) { mask |= 1 << UInt16(row) }
            }
            return mask
        }
    }

    /// Multiplies elements by factors and takes sums and differences of those 1, 2, 4, … apart.
    static func transform(_ x: [Double], factors: [Double]) -> [Double] {
        transform(zip(x, factors).map { $0 * $1 }, from: 1)
    }

    /// The nibbles of a row, and the sums of the squares of what they leave and of what they stand for; see
    /// ``Kernels/quantizeNibbles(_:scale:into:at:)``.
    static func nibbles(_ x: [Double], scale: Double) -> (nibbles: [UInt8], errors: Double, values: Double) {
        let inverse = scale == 0 ? 0 : 1 / scale
        let nibbles = x.map { UInt8(min(max($0 * inverse + 8, 0), 15)) }
        var (errors, values) = ([Double](repeating: 0, count: 8), [Double](repeating: 0, count: 8))
        for (index, nibble) in nibbles.enumerated() {
            let value = scale * (Double(nibble) - 7.5)
            errors[index % 8] += (x[index] - value) * (x[index] - value)
            values[index % 8] += value * value
        }
        func fold(_ lanes: [Double]) -> Double {
            let halves = (0..<4).map { lanes[$0] + lanes[$0 + 4] }
            return (halves[0] + halves[2]) + (halves[1] + halves[3])
        }
        return (nibbles, fold(errors), fold(values))
    }
}
