import VectorKernels

/// What is known about the BLAS library; asking loads it.
public enum BLASInfo {
    /// The library and how it was built, such as `OpenBLAS 0.3.21 DYNAMIC_ARCH …`; nil when it does not tell.
    public static let configuration: String? = text(of: "openblas_get_config")

    /// The kind of processor whose kernels the library uses, such as `Haswell`; nil when it does not tell.
    public static let core: String? = text(of: "openblas_get_corename")

    /// What to do when the library's kernels are not the ones for this processor; nil when nothing is known to be wrong.
    public static var advice: String? {
        advice(core: core, hasAVX512: InstructionSet.available.contains(.avx512))
    }

    /// OpenBLAS picks kernels by the processor's model and falls back to older ones when it does not know the model.
    static func advice(core: String?, hasAVX512: Bool) -> String? {
        let coresWithAVX512 = ["SkylakeX", "Cooperlake", "SapphireRapids"]
        guard let core, hasAVX512, !coresWithAVX512.contains(where: { $0.lowercased() == core.lowercased() }) else {
            return nil
        }
        return "OpenBLAS uses its \(core) kernels although this processor has AVX-512: set OPENBLAS_CORETYPE=SKYLAKEX"
    }

    /// Tells OpenBLAS, once, to run every call on the thread that makes it.
    ///
    /// This is a setting of the whole process, the only kind that OpenBLAS 0.3.21 has: another user of the same library
    /// in this process gets single-threaded calls too. The function is looked up by name, so that a library without it
    /// still links; the reference BLAS has no threads, and others are told by their environment variables
    /// (`BLIS_NUM_THREADS=1`, `MKL_NUM_THREADS=1`).
    static func keepSingleThreaded() { _ = singleThreaded }

    private static let singleThreaded: Void = {
        typealias SetThreads = @convention(c) (Int32) -> Void
        guard let symbol = unsafe BLASLibrary.symbol("openblas_set_num_threads") else { return }
        // SAFETY: a function of this name is OpenBLAS's, declared `void openblas_set_num_threads(int)`.
        unsafe unsafeBitCast(symbol, to: SetThreads.self)(1)
    }()

    /// What a function without parameters that returns a C string says.
    private static func text(of name: String) -> String? {
        typealias GetText = @convention(c) () -> UnsafePointer<CChar>?
        guard let symbol = unsafe BLASLibrary.symbol(name) else { return nil }
        // SAFETY: called for the two names above alone, declared `char *name(void)`; the strings are static.
        guard let text = unsafe unsafeBitCast(symbol, to: GetText.self)() else { return nil }
        return unsafe String(cString: text).trimmed()
    }

}

extension String {
    fileprivate func trimmed() -> String { split(separator: " ").joined(separator: " ") }
}
