import CLibFuzzer
import FuzzTargets
import Glibc

/// Runs one fuzz target under libFuzzer: `SEXTANT_FUZZ=report fuzz -runs=100000 CORPUS…`.
@main enum Driver {
    static func main() {
        var count = CommandLine.argc
        var arguments = unsafe CommandLine.unsafeArgv
        exit(unsafe LLVMFuzzerRunDriver(&count, &arguments, runOnce))
    }
}

/// What libFuzzer calls with each input.
private func runOnce(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    // SAFETY: libFuzzer hands over `size` bytes, which are copied.
    target.run(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}

private let target: FuzzTarget = {
    // SAFETY: the string is copied at once.
    let name = unsafe getenv("SEXTANT_FUZZ").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        print("SEXTANT_FUZZ names no target; there are: " + FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))
        exit(2)
    }
    return target
}()
