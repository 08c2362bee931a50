import CVectorKernels

// SAFETY of every call below: a kernel touches as many elements as the preconditions above it have compared with the spans'
// counts, and needs no alignment. An empty span may have no base address: then nothing is called.

extension Kernels {
    /// For each row of products the largest two after scaling: what tells the nearest centroid from the others.
    /// - Parameters:
    ///   - products: Shape (row count, `scales.count`).
    ///   - scales: What a product is multiplied with, a multiple of 16 of them; NaN for a column to be passed over.
    ///   - largest, second: One a row; minus infinity where no product is left.
    ///   - indices: Where the largest is; among equal ones any.
    public func largestTwo(
        _ products: Span<Int32>, scales: Span<Float>, largest: inout MutableSpan<Float>,
        second: inout MutableSpan<Float>, indices: inout MutableSpan<Int32>
    ) {
        let rows = scales.isEmpty ? 0 : products.count / scales.count
        precondition(scales.count.isMultiple(of: 16), "largestTwo: scales must be a multiple of 16")
        precondition(products.count == rows * scales.count, "largestTwo: products are of another shape")
        precondition(
            largest.count >= rows && second.count >= rows && indices.count >= rows, "largestTwo: too little room")
        unsafe products.withUnsafeBufferPointer { products in
            unsafe scales.withUnsafeBufferPointer { scales in
                unsafe largest.withUnsafeMutableBufferPointer { largest in
                    unsafe second.withUnsafeMutableBufferPointer { second in
                        unsafe indices.withUnsafeMutableBufferPointer { indices in
                            guard let p = products.baseAddress, let s = scales.baseAddress,
                                let first = largest.baseAddress, let next = second.baseAddress,
                                let at = indices.baseAddress
                            else { return }
                            unsafe table.pointee.largest_two(p, rows, s, scales.count, first, next, at)
                        }
                    }
                }
            }
        }
    }

    /// Whether products of bfloat16 are fast.
    public var hasShortTiles: Bool { unsafe table.pointee.nearest_three != nil }

    /// Shortens a row to bfloat16, and says the sum of the squares of what is lost.
    func shorten(_ x: Span<Float>, into elements: inout MutableSpan<UInt16>, at start: Int) -> Double {
        precondition(start >= 0 && start <= elements.count - x.count, "shorten: the row does not fit")
        return unsafe x.withUnsafeBufferPointer { x in
            unsafe elements.withUnsafeMutableBufferPointer { elements in
                guard let from = x.baseAddress, let to = elements.baseAddress else { return 0 }
                return unsafe table.pointee.shorten(from, x.count, to + start)
            }
        }
    }

    /// The dot products of pairs of rows: of row `rowIndices[i]` of one matrix and row `otherIndices[i]` of another, a small
    /// one.
    ///
    /// - Parameters:
    ///   - rows, others: Row-major, `columns` elements a row.
    ///   - products: One a pair, the same bits as ``dot(_:_:)``.
    public func dotPairs(
        _ rows: Span<Float>, _ rowIndices: Span<UInt32>, _ others: Span<Float>, _ otherIndices: Span<UInt32>,
        columns: Int, into products: inout MutableSpan<Float>
    ) {
        precondition(columns > 0, "dotPairs: rows must have elements")
        precondition(
            rowIndices.count == otherIndices.count && rowIndices.count <= products.count, "dotPairs: shapes differ")
        for pair in 0..<rowIndices.count {
            precondition(
                (Int(rowIndices[pair]) + 1) * columns <= rows.count
                    && (Int(otherIndices[pair]) + 1) * columns <= others.count, "dotPairs: no such row")
        }
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe others.withUnsafeBufferPointer { others in
                unsafe rowIndices.withUnsafeBufferPointer { rowIndices in
                    unsafe otherIndices.withUnsafeBufferPointer { otherIndices in
                        unsafe products.withUnsafeMutableBufferPointer { products in
                            guard let x = rows.baseAddress, let y = others.baseAddress,
                                let i = rowIndices.baseAddress, let j = otherIndices.baseAddress,
                                let out = products.baseAddress
                            else { return }
                            unsafe table.pointee.dot_pairs(x, i, y, j, rowIndices.count, columns, out)
                        }
                    }
                }
            }
        }
    }

    /// The products, up to 64, that do not lie below a threshold after scaling, as NaN never does: bit *i* is for product
    /// *i*.
    public func products(_ products: Span<Int32>, scales: Span<Float>, notBelow threshold: Float) -> UInt64 {
        precondition(products.count <= 64 && scales.count == products.count, "products: shapes differ")
        return unsafe products.withUnsafeBufferPointer { products in
            unsafe scales.withUnsafeBufferPointer { scales in
                guard let p = products.baseAddress, let s = scales.baseAddress else { return 0 }
                return unsafe table.pointee.not_below(p, s, products.count, threshold)
            }
        }
    }

    /// What the sum of weights becomes when each is lowered to the row's distance from a candidate, for each candidate.
    ///
    /// The distance is 1 − product · (`scales` · `rowScales`), and 0 below 10⁻⁶.
    /// - Parameters:
    ///   - products: Shape (`rowScales.count`, `scales.count`).
    ///   - weights: One for each row.
    ///   - scales: One for each candidate, a multiple of 16 of them.
    ///   - sums: One for each candidate, of single precision, over the rows in ascending order.
    public func loweredSums(
        _ products: Span<Int32>, rowScales: Span<Float>, weights: Span<Float>, scales: Span<Float>,
        into sums: inout MutableSpan<Float>
    ) {
        let rows = rowScales.count
        precondition(scales.count.isMultiple(of: 16), "loweredSums: scales must be a multiple of 16")
        precondition(weights.count == rows && sums.count == scales.count, "loweredSums: not one weight, sum each")
        precondition(products.count == rows * scales.count, "loweredSums: products are of another shape")
        unsafe products.withUnsafeBufferPointer { products in
            unsafe rowScales.withUnsafeBufferPointer { rowScales in
                unsafe weights.withUnsafeBufferPointer { weights in
                    unsafe scales.withUnsafeBufferPointer { scales in
                        unsafe sums.withUnsafeMutableBufferPointer { sums in
                            guard let p = products.baseAddress, let r = rowScales.baseAddress,
                                let w = weights.baseAddress, let s = scales.baseAddress, let out = sums.baseAddress
                            else { return }
                            unsafe table.pointee.lowered_sums(p, r, w, rows, s, scales.count, out)
                        }
                    }
                }
            }
        }
    }

    /// Lowers the weight of each row to its distance from a candidate, and returns the row whose turn comes first: the first
    /// of the least waiting time over weight, among rows of a weight above 0; nil where there is none.
    ///
    /// The distance is as in ``loweredSums(_:rowScales:weights:scales:into:)``.
    /// - Parameters:
    ///   - products: One for each row, as `rowScales`, `waits` and `weights`.
    ///   - scale: The candidate's.
    ///   - waits: Not negative.
    public func lowerWeights(
        _ products: Span<Int32>, scale: Float, rowScales: Span<Float>, waits: Span<Float>,
        weights: inout MutableSpan<Float>
    ) -> Int? {
        let count = weights.count
        precondition(products.count == count && rowScales.count == count, "lowerWeights: not one of each a row")
        precondition(waits.count == count && count <= Int(Int32.max), "lowerWeights: not one of each a row")
        let first = unsafe products.withUnsafeBufferPointer { products in
            unsafe rowScales.withUnsafeBufferPointer { rowScales in
                unsafe waits.withUnsafeBufferPointer { waits in
                    unsafe weights.withUnsafeMutableBufferPointer { weights in
                        guard let p = products.baseAddress, let s = rowScales.baseAddress,
                            let t = waits.baseAddress, let w = weights.baseAddress
                        else { return count }
                        return unsafe table.pointee.lower_weights(p, scale, s, t, w, count)
                    }
                }
            }
        }
        return first < count ? first : nil
    }

    /// Takes rows from some sums of whole units and adds them to others.
    ///
    /// Whole numbers add up to the same in any order, and what is taken off leaves no trace.
    /// - Parameters:
    ///   - rows: Row-major, `columns` elements of a magnitude below 2^15; others move what has no meaning.
    ///   - moves: Rows, and the sums that each is taken from and added to: −1 is none.
    ///   - sums: Row-major, `columns` elements, in units of ``sumUnit``, to which each element is rounded, half to even.
    public func moveUnits(
        _ rows: Span<Float>, _ moves: UnitMoves, columns: Int, sums: inout MutableSpan<UInt64>
    ) {
        precondition(columns > 0, "moveUnits: rows must have elements")
        let (rowCount, sumCount) = (rows.count / columns, sums.count / columns)
        for move in 0..<moves.count {
            let (row, from, to) = moves[move]
            precondition(row < rowCount && from < sumCount && to < sumCount, "moveUnits: no such row or sum")
        }
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                guard let x = rows.baseAddress, let base = sums.baseAddress else { return }
                unsafe moves.withPointers { indices, from, to in
                    unsafe table.pointee.move_units(x, indices, from, to, moves.count, columns, Self.sumOrigin, base)
                }
            }
        }
    }

    /// What ``moveUnits(_:_:columns:sums:)`` counts: 2^-36, so that 2^27 elements of at most 1 do not overflow.
    public static let sumUnit = 0x1p-36
    /// Its last bit is worth a unit, and stays so when up to a third of it is added or taken off.
    private static let sumOrigin = 0x1.8p16

    /// Rotates a vector so that its elements become more alike in magnitude, and its bytes lose less.
    ///
    /// Dot products of two vectors so rotated are as before. A Hadamard transform over every eighth element (Yates 1937),
    /// of the first 2^m · 8 elements and, where there are more, then of the last; fewer than 16 stay as they are. Each
    /// of its m steps, and the scaling to the old length, rounds once.
    public func spread(_ x: inout MutableSpan<Float>) {
        unsafe x.withUnsafeMutableBufferPointer { x in
            guard let base = x.baseAddress else { return }
            unsafe table.pointee.spread(base, x.count)
        }
    }
}
