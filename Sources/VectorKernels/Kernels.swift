import CVectorKernels

/// The kernels of one instruction set.
///
/// The free functions of this module use the active set; this type serves whoever compares sets.
///
/// Float sums have a canonical order, so that scores are equal on every machine: element *i* is multiplied and added,
/// with separate roundings, to lane *i* mod 32, and the lanes are folded in halves. ``Reference`` spells it out. A NaN
/// result is always the positive quiet NaN without payload.
///
/// Matrices are row-major without padding. Vectors that meet must have the same number of elements; anything else is a
/// bug of the caller and traps.
@safe public struct Kernels: @unchecked Sendable {
    /// The kernels of ``InstructionSet/active``.
    public static let active = Kernels(having: .active)

    /// The set that the kernels are written for.
    public let instructionSet: InstructionSet

    // SAFETY: points to a constant with static lifetime, so it never dangles and threads may share it.
    let table: UnsafePointer<sextant_kernels>

    /// The kernels of a set, or `nil` when this machine has not the set.
    public init?(_ instructionSet: InstructionSet) {
        guard InstructionSet.available.contains(instructionSet) else { return nil }
        self.init(having: instructionSet)
    }

    private init(having instructionSet: InstructionSet) {
        self.instructionSet = instructionSet
        // SAFETY: the call takes a constant and returns the address of a static table.
        unsafe table = sextant_kernels_for(instructionSet.name)
    }
}
