import CVectorKernels

/// How BM25F counts the occurrences of a term in the three fields of a paper.
///
/// A field of length l has the norm base + slope · l; with s the sum over the fields of count / norm, and k the saturation,
/// the occurrences count s · (k + 1) / (s + k). How often a term stands in each field is kept in 16 bits: the highest 4,
/// 6 and 6.
public struct FieldNorms: Sendable {
    /// The number of fields.
    public static let fields = 3

    /// Of each field.
    public let base: SIMD3<Float>
    /// Of each field.
    public let slope: SIMD3<Float>
    public let saturation: Float

    public init(base: SIMD3<Float>, slope: SIMD3<Float>, saturation: Float) {
        self.base = base
        self.slope = slope
        self.saturation = saturation
    }

    /// What the occurrences in one paper count for: the specification of what every instruction set computes, to the bit.
    ///
    /// The sum of count / norm is one fraction: divisions, and guesses at what is zero, take longer.
    /// - Parameter lengths: Of each field.
    public func gain(counts: UInt16, lengths: Span<UInt16>) -> Float {
        let (first, second, third) = (norm(0, lengths), norm(1, lengths), norm(2, lengths))
        let (a, b, c) = (Float(counts >> 12), Float(counts >> 6 & 63), Float(counts & 63))
        let sum = a * second * third + b * first * third + c * first * second
        return sum * (saturation + 1) / (sum + saturation * first * second * third)
    }

    private func norm(_ field: Int, _ lengths: Span<UInt16>) -> Float {
        base[field] + slope[field] * Float(lengths[field])
    }
}

extension Kernels {
    /// Adds what the postings of a term count for to the scores of consecutive rows.
    ///
    /// - Parameters:
    ///   - rows: The row of each posting, ascending. Where one is not among the rows with scores, which a damaged index may
    ///     bring about, some postings are left out.
    ///   - counts: Of each posting, as ``FieldNorms`` has them.
    ///   - first: The row of the first score.
    ///   - lengths: A row's fields have theirs at `row * rowLengths`, from row `first` on.
    ///   - weight: What the gain of a posting is multiplied by.
    /// - Complexity: O(postings).
    public func addFieldScores(
        rows: Span<UInt32>, counts: Span<UInt16>, first: Int, lengths: Span<UInt16>, rowLengths: Int,
        norms: FieldNorms, weight: Float, to scores: inout MutableSpan<Float>
    ) {
        precondition(rows.count == counts.count, "addFieldScores: not one count a row")
        precondition(first >= 0 && first + scores.count <= UInt32.max, "addFieldScores: too many rows")
        precondition(
            scores.isEmpty || lengths.count >= (scores.count - 1) * rowLengths + FieldNorms.fields,
            "addFieldScores: too few lengths")
        let fields = sextant_field_norms(
            base: (norms.base[0], norms.base[1], norms.base[2]),
            slope: (norms.slope[0], norms.slope[1], norms.slope[2]),
            saturation: norms.saturation)
        // SAFETY: the kernel compares every row with the number of scores, of which each has lengths; there are as many
        // counts as rows. It needs no alignment. An empty span may have no base address: then nothing is called.
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe counts.withUnsafeBufferPointer { counts in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe scores.withUnsafeMutableBufferPointer { scores in
                        guard let r = rows.baseAddress, let c = counts.baseAddress, let l = lengths.baseAddress,
                            let out = scores.baseAddress
                        else { return }
                        unsafe table.pointee.add_field_scores(
                            r, c, rows.count, UInt32(first), l, rowLengths, fields, weight, out, scores.count)
                    }
                }
            }
        }
    }
}
