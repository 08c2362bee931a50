import VectorKernels

/// What is compared: the plain Swift loops, the kernels of an instruction set, the BLAS library.
public enum Implementation: Hashable, Sendable {
    /// The loops that are the specification of the kernels.
    case plain
    /// The kernels of an instruction set of this machine.
    case kernels(InstructionSet)
    /// `sgemv` and `sgemm` of the BLAS library.
    case blas

    /// All that this machine has.
    public static var all: [Implementation] { [.plain] + InstructionSet.available.map { .kernels($0) } + [.blas] }

    /// How reports name it.
    public var name: String {
        switch self {
        case .plain: "plain loop"
        case .kernels(let set): set.rawValue
        case .blas: "BLAS"
        }
    }

    /// Whether it computes this at all.
    public func computes(_ kernel: BenchmarkKernel) -> Bool {
        self != .blas || kernel == .dotRows || kernel == .dotRowsBatch
    }
}
