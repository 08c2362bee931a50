import SystemSupport
import VectorKernels

/// Reads a buffer of ones and sums it: what scans of as many bytes are measured by.
let readJob = Job(name: "read", arguments: ["BYTES", "THREADS"]) { arguments in
    let words = [UInt64](repeating: 1, count: max(1, try arguments.number("BYTES") / 8))
    let threads = try arguments.number("THREADS")
    let (sums, seconds) = arguments.measure {
        parallelMap(count: threads, threads: threads) { part in
            Kernels.active.sumWords(
                words.span.extracting(words.count * part / threads..<words.count * (part + 1) / threads))
        }
    }
    return JobOutcome(seconds: seconds, answers: [[Double(sums.reduce(0, &+))]])
}
