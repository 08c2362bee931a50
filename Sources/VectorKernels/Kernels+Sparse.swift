import CVectorKernels

/// A row of a strip, which is sixteen columns of a dense matrix: one cache line.
public typealias StripRow = SIMD16<Float>

// SAFETY of every call below: `checkRows` has compared the rows with their entries, the kernels compare every index with
// the count they are given, and a strip's row is `sextant_strip_width` floats.

extension Kernels {
    /// Multiplies sparse rows by a strip of a dense matrix.
    ///
    /// Each product and each sum is rounded by itself, in the order of a row's entries. A NaN may have any payload.
    /// - Parameters:
    ///   - offsets: Row *r* has the entries `offsets[r]..<offsets[r + 1]` of `indices` and `values`; one more than rows.
    ///   - indices: Each below `x.count`.
    ///   - x: A strip of the dense matrix.
    ///   - out: As many as rows; what was there is lost.
    /// - Complexity: O(rows + entries).
    public func multiplyStrip(
        offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
        into out: inout MutableSpan<StripRow>
    ) {
        let count = out.count
        guard Self.checkRows(count, offsets, indices, values) > 0 else { return out.update(repeating: .zero) }
        let isInRange = unsafe withSparseRows(offsets, indices, values) { rows in
            unsafe x.withUnsafeBytes { x in
                unsafe out.withUnsafeMutableBytes { out in
                    guard let source = unsafe x.baseAddress?.assumingMemoryBound(to: Float.self),
                        let target = unsafe out.baseAddress?.assumingMemoryBound(to: Float.self)
                    else { return false }
                    return unsafe table.pointee.multiply_strip(
                        rows, count, source, x.count / MemoryLayout<StripRow>.stride, target)
                }
            }
        }
        precondition(isInRange, "multiplyStrip: an index out of range")
    }

    /// Adds the transposed product: row *r* of `x` times each entry of sparse row *r* to the row of `y` at its index.
    ///
    /// Parameters and rounding are as in ``multiplyStrip(offsets:indices:values:_:into:)``, rows in ascending order.
    /// - Complexity: O(rows + entries).
    public func addTransposedStrip(
        offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
        to y: inout MutableSpan<StripRow>
    ) {
        let count = x.count
        guard Self.checkRows(count, offsets, indices, values) > 0 else { return }
        let isInRange = unsafe withSparseRows(offsets, indices, values) { rows in
            unsafe x.withUnsafeBytes { x in
                unsafe y.withUnsafeMutableBytes { y in
                    guard let source = unsafe x.baseAddress?.assumingMemoryBound(to: Float.self),
                        let target = unsafe y.baseAddress?.assumingMemoryBound(to: Float.self)
                    else { return false }
                    return unsafe table.pointee.add_transposed_strip(
                        rows, count, source, target, y.count / MemoryLayout<StripRow>.stride)
                }
            }
        }
        precondition(isInRange, "addTransposedStrip: an index out of range")
    }

    /// One step of Adam (Kingma and Ba, *Adam: a method for stochastic optimization*, 2015) for some rows of a strip.
    ///
    /// With a row's gradient g, mean gradient m, mean squared gradient v, parameters w and `factors` (f₁, f₂):
    ///
    ///     m ← β₁·m + (1 - β₁)·g,  v ← β₂·v + (1 - β₂)·g²,  w ← w - f₁·m / (√(v·f₂) + ε)
    ///
    /// f₁ is the step size over 1 - β₁ᵗ, f₂ is 1 over 1 - β₂ᵗ at the row's step t. Each operation is rounded by itself.
    /// - Parameters:
    ///   - rows: The rows to change, each below a third of `state.count`.
    ///   - gradients: As many as rows.
    ///   - factors: As many as rows.
    ///   - state: The strips of the parameters, the mean gradients and the mean squared gradients, one after the other.
    /// - Complexity: O(`rows.count`).
    public func adamStrip(
        rows: Span<UInt32>, gradients: Span<StripRow>, factors: Span<SIMD2<Float>>, decay: SIMD2<Float>, epsilon: Float,
        state: inout MutableSpan<StripRow>
    ) {
        precondition(rows.count == gradients.count, "adamStrip: a gradient for each row needed")
        precondition(rows.count == factors.count, "adamStrip: factors for each row needed")
        precondition(state.count.isMultiple(of: 3), "adamStrip: three strips of equal size needed")
        guard rows.count > 0 else { return }
        let rowCount = state.count / 3
        let isInRange = unsafe rows.withUnsafeBufferPointer { rows in
            unsafe gradients.withUnsafeBytes { gradients in
                unsafe factors.withUnsafeBytes { factors in
                    unsafe state.withUnsafeMutableBytes { state in
                        guard let indices = rows.baseAddress,
                            let slopes = unsafe gradients.baseAddress?.assumingMemoryBound(to: Float.self),
                            let factors = unsafe factors.baseAddress?.assumingMemoryBound(to: Float.self),
                            let target = unsafe state.baseAddress?.assumingMemoryBound(to: Float.self)
                        else { return false }
                        return unsafe table.pointee.adam_strip(
                            indices, rows.count, slopes, factors, decay.x, decay.y, epsilon, target, rowCount)
                    }
                }
            }
        }
        precondition(isInRange, "adamStrip: a row out of range")
    }

    /// The sum of rows of bytes, each multiplied by its factor.
    ///
    /// Each product and each sum is rounded by itself, in the order of the entries.
    /// - Parameters:
    ///   - codes: Rows of `out.count` bytes.
    ///   - indices: The rows to add, each below the number of rows.
    ///   - factors: As many as indices.
    ///   - out: What was there is lost.
    /// - Complexity: O(entries · `out.count`).
    public func sumCodedRows(
        _ codes: Span<Int8>, indices: Span<UInt32>, factors: Span<Float>, into out: inout MutableSpan<Float>
    ) {
        precondition(indices.count == factors.count, "sumCodedRows: as many factors as indices needed")
        let dimension = out.count
        guard indices.count > 0, dimension > 0 else { return out.update(repeating: 0) }
        let isInRange = unsafe codes.withUnsafeBufferPointer { codes in
            unsafe indices.withUnsafeBufferPointer { indices in
                unsafe factors.withUnsafeBufferPointer { factors in
                    unsafe out.withUnsafeMutableBufferPointer { out in
                        guard let source = codes.baseAddress, let rows = indices.baseAddress,
                            let weights = factors.baseAddress, let target = out.baseAddress
                        else { return false }
                        return unsafe table.pointee.sum_coded_rows(
                            source, codes.count / dimension, dimension, rows, weights, indices.count, target)
                    }
                }
            }
        }
        precondition(isInRange, "sumCodedRows: an index out of range")
    }

    /// Checks all that a kernel takes for granted but the indices, which it checks itself.
    /// - Returns: The number of entries.
    private static func checkRows(
        _ count: Int, _ offsets: Span<Int>, _ indices: Span<UInt32>, _ values: Span<Float>
    ) -> Int {
        precondition(offsets.count == count + 1, "sparse rows: one offset more than rows needed")
        precondition(indices.count == values.count, "sparse rows: as many indices as values needed")
        precondition(offsets[0] >= 0 && offsets[count] <= indices.count, "sparse rows: an offset out of range")
        for row in 0..<count {
            precondition(offsets[row] <= offsets[row + 1], "sparse rows: offsets must not descend")
        }
        return offsets[count] - offsets[0]
    }

    /// Calls `body` with sparse rows that have passed `checkRows` and have entries.
    private func withSparseRows(
        _ offsets: Span<Int>, _ indices: Span<UInt32>, _ values: Span<Float>,
        _ body: (sextant_sparse_rows) -> Bool
    ) -> Bool {
        unsafe offsets.withUnsafeBufferPointer { offsets in
            unsafe indices.withUnsafeBufferPointer { indices in
                unsafe values.withUnsafeBufferPointer { values in
                    guard let offsets = offsets.baseAddress, let indices = indices.baseAddress,
                        let values = values.baseAddress
                    else { return false }
                    return unsafe body(sextant_sparse_rows(offsets: offsets, indices: indices, values: values))
                }
            }
        }
    }
}
