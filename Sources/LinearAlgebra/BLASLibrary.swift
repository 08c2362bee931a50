import Glibc
import VectorKernels

/// The BLAS and LAPACK libraries of the system, loaded at the first call that needs one of their functions.
///
/// A program that fits no model never loads them, which saves a quarter of the start of one that answers a question:
/// OpenBLAS maps 128 MB and starts threads that wait for work actively. Loading them late also allows to say beforehand
/// which kernels to use. The names are those that the system's choice of a library stands behind (`update-alternatives`).
enum BLASLibrary {
    typealias Floats = UnsafePointer<Float>
    typealias Doubles = UnsafePointer<Double>
    typealias MutableFloats = UnsafeMutablePointer<Float>
    typealias MutableDoubles = UnsafeMutablePointer<Double>
    typealias MutableInts = UnsafeMutablePointer<Int32>

    /// `cblas_sgemm`: order, layouts of a and b, m, n, k, α, a, its stride, b, its stride, β, c, its stride.
    typealias SGEMM =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Int32, Float, Floats?, Int32, Floats?, Int32, Float, MutableFloats?,
            Int32
        ) -> Void
    /// `cblas_dsyrk`: order, triangle, layout, n, k, α, a, its stride, β, c, its stride.
    typealias DSYRK =
        @convention(c) (
            Int32, Int32, Int32, Int32, Int32, Double, Doubles?, Int32, Double, MutableDoubles?, Int32
        ) -> Void
    /// LAPACK's `dsyevd`; the last arguments are the lengths of the first two, as Fortran passes them.
    typealias DSYEVD =
        @convention(c) (
            UnsafePointer<CChar>, UnsafePointer<CChar>, MutableInts, MutableDoubles, MutableInts, MutableDoubles,
            MutableDoubles, MutableInts, MutableInts, MutableInts, MutableInts, Int, Int
        ) -> Void

    /// The values of CBLAS's enumerations that are used here.
    static let rowMajor: Int32 = 101
    static let upper: Int32 = 121

    // SAFETY: the functions of these names are declared as above, by the CBLAS standard and by LAPACK; `int` has 32
    // bits in the libraries that these names stand for.
    static let sgemm = unsafe function("cblas_sgemm", as: SGEMM.self)
    static let dsyrk = unsafe function("cblas_dsyrk", as: DSYRK.self)
    static let dsyevd = unsafe function("dsyevd_", as: DSYEVD.self)

    /// The address of a function of the libraries, or of any that the process has loaded; nil when none has it.
    static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
        _ = loaded
        // SAFETY: a null handle is RTLD_DEFAULT, where the libraries are since `loaded`.
        return unsafe dlsym(nil, name)
    }

    /// A function that must be there. `type` must be the type of the C function of that name.
    @unsafe static func function<F>(_ name: String, as type: F.Type) -> F {
        guard let symbol = unsafe symbol(name) else {
            preconditionFailure("\(name) is missing: libblas.so.3 and liblapack.so.3 are needed (Debian: libopenblas0)")
        }
        return unsafe unsafeBitCast(symbol, to: type)
    }

    /// Loads the libraries for calls that run on the thread that makes them.
    ///
    /// Both settings are OpenBLAS's own and are not changed where they are set. Other libraries do not know them. They are
    /// taken back, so that programs that this one starts do not inherit them.
    private static let loaded: Void = {
        withEnvironment("OPENBLAS_NUM_THREADS", "1") {
            withEnvironment("OPENBLAS_CORETYPE", preferredCore) {
                for name in ["libblas.so.3", "liblapack.so.3"] {
                    // SAFETY: the libraries' initializers take nothing; they stay loaded.
                    _ = unsafe dlopen(name, RTLD_NOW | RTLD_GLOBAL)
                }
            }
        }
    }()

    /// The kernels to ask OpenBLAS for; nil to let it choose.
    ///
    /// It goes by the processor's model, and takes one that it does not know for a Haswell, though it has AVX-512.
    static var preferredCore: String? {
        InstructionSet.available.contains(.avx512) ? "SKYLAKEX" : nil
    }

    private static func withEnvironment(_ name: String, _ value: String?, _ body: () -> Void) {
        // SAFETY: the names and values are C strings; whoever reads the environment at the same time from another
        // thread of the program, without a lock of its own, is the one race that the C library leaves open.
        guard let value, unsafe getenv(name) == nil else { return body() }
        unsafe setenv(name, value, 1)
        body()
        unsafe unsetenv(name)
    }
}
