import CVectorKernels
import SystemSupport

/// A set of processor instructions that the kernels are written for.
///
/// Every set gives the same answers, float results to the bit; they differ in speed alone.
public enum InstructionSet: String, CaseIterable, Sendable {
    /// The baseline of the architecture.
    case portable
    /// The baseline of 64-bit ARM.
    case neon
    /// AVX2, of x86 processors since 2013.
    case avx2
    /// AVX-512 F, BW and VL.
    case avx512
    /// AVX-512 with dot products of bytes.
    case avx512vnni
    /// The same with AMX tiles of bytes.
    case amx

    /// The sets this machine has, slowest first.
    public static let available: [InstructionSet] = allCases.filter { sextant_has($0.name) }

    /// The set in use: the one that `SEXTANT_ISA` names, else the fastest.
    public static var active: InstructionSet { choice.active }

    /// What is wrong with `SEXTANT_ISA`, to be reported to the user; the fastest set is in use then.
    public static var forcedError: String? { choice.error }

    private static let choice = choose(forced: Environment.value("SEXTANT_ISA"))

    /// Decides between the fastest set and a forced one. An empty value counts as none.
    static func choose(forced: String?) -> (active: InstructionSet, error: String?) {
        let fastest = available.last ?? .portable
        guard let forced, !forced.isEmpty else { return (fastest, nil) }
        if let set = InstructionSet(rawValue: forced), available.contains(set) { return (set, nil) }
        let problem = InstructionSet(rawValue: forced) == nil ? "is not an instruction set" : "is not on this machine"
        let choices = available.map(\.rawValue).joined(separator: ", ")
        return (fastest, "SEXTANT_ISA=\(forced) \(problem): choose one of \(choices)")
    }

    /// The set's name in the C library.
    var name: sextant_instruction_set {
        switch self {
        case .portable: SEXTANT_PORTABLE
        case .neon: SEXTANT_NEON
        case .avx2: SEXTANT_AVX2
        case .avx512: SEXTANT_AVX512
        case .avx512vnni: SEXTANT_AVX512VNNI
        case .amx: SEXTANT_AMX
        }
    }
}
