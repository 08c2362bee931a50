/// How a term's vector is scaled before the vectors of a text's terms are summed.
///
/// A term's vector is its row of V·S^`singularPower`, divided by its length to the power `lengthPower`. Rows of
/// frequent, telling terms are long: with `lengthPower` 0 they dominate a sum, with 1 every term counts by its weight
/// alone.
public struct TermScaling: Equatable, Sendable {
    /// The power of the singular values, 0 to 1.
    public var singularPower: Float
    /// The power of the row's length that divides it, 0 to 1.
    public var lengthPower: Float

    /// A scaling by its two powers.
    public init(singularPower: Float, lengthPower: Float) {
        self.singularPower = singularPower
        self.lengthPower = lengthPower
    }

    /// The default: rows brought three quarters of the way to unit length.
    ///
    /// A compromise that is never far from the best: judged collections favour long rows, known items in two languages
    /// half-way ones, titles that must find their abstract short ones (`Benchmarks/records/term-scaling.json`).
    public static let balanced = TermScaling(singularPower: 0.5, lengthPower: 0.75)
    /// V as it is: the classic fold-in of Deerwester and others (1990), up to the scale of each dimension.
    public static let foldIn = TermScaling(singularPower: 0, lengthPower: 0)
    /// V·S^½ with rows of length 1.
    public static let unit = TermScaling(singularPower: 0.5, lengthPower: 1)
}
