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

    /// Adds a vector to sums of whole units, or takes it off.
    ///
    /// Whole numbers add up to the same in any order, and what is taken off leaves no trace.
    /// - Parameters:
    ///   - x: Magnitudes below 2^15; others add what has no meaning.
    ///   - sums: As many, in units of ``sumUnit``, to which each element is rounded, half to even.
    public func addUnits(_ x: Span<Float>, subtracting: Bool, to sums: inout MutableSpan<Int64>, at start: Int) {
        precondition(start >= 0 && start <= sums.count - x.count, "addUnits: the vector does not fit")
        unsafe x.withUnsafeBufferPointer { x in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                guard let from = x.baseAddress, let base = sums.baseAddress else { return }
                unsafe table.pointee.add_units(from, x.count, Self.sumOrigin, subtracting ? -1 : 0, base + start)
            }
        }
    }

    /// What ``addUnits(_:subtracting:to:at:)`` counts: 2^-36, so that 2^27 elements of at most 1 do not overflow.
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
