import SystemSupport
import VectorKernels

/// What the machine itself can do.
enum Machine {
    /// The size of the last-level cache in bytes; `nil` when the system does not tell.
    static var cacheBytes: Int? {
        (0..<8).compactMap { level -> Int? in
            let path = "/sys/devices/system/cpu/cpu0/cache/index\(level)/size"
            guard let bytes = try? FileSystem.contents(of: path) else { return nil }
            return parseSize(String(decoding: bytes, as: UTF8.self))
        }.max()
    }

    /// The bytes that a size like `48K` or `2M` stands for.
    static func parseSize(_ text: String) -> Int? {
        let digits = text.prefix { $0.isNumber }
        guard let number = Int(digits) else { return nil }
        switch text.dropFirst(digits.count).first {
        case "K": return number << 10
        case "M": return number << 20
        case "G": return number << 30
        default: return number
        }
    }

    /// Reads a buffer over and over.
    /// - Returns: Bytes a second, by the median of the repetitions.
    static func readBandwidth(bytes: Int, threads: Int) -> Double {
        let words = [UInt64](repeating: 1, count: bytes / 8)
        let seconds = medianSeconds {
            let sums = parallelMap(count: threads, threads: threads) { part in
                let range = words.count * part / threads..<words.count * (part + 1) / threads
                return Kernels.active.sumWords(words.span.extracting(range))
            }
            precondition(sums.reduce(0, &+) == UInt64(words.count), "the sum of ones is not their number")
        }
        return Double(words.count * 8) / seconds
    }
}

/// The median time of one call of `body`, after one call to warm up.
///
/// Short calls are repeated until a repetition takes a millisecond, so that the clock's grain does not count.
func medianSeconds(repetitions: Int = 7, _ body: () -> Void) -> Double {
    body()
    var calls = 1
    while true {
        let seconds = time(calls, body)
        if seconds >= 0.001 { break }
        calls = max(calls + 1, min(calls * 100, Int(Double(calls) * 0.0015 / max(seconds, 1e-9))))
    }
    let times = (0..<repetitions).map { _ in time(calls, body) / Double(calls) }
    return times.sorted()[repetitions / 2]
}

private func time(_ calls: Int, _ body: () -> Void) -> Double {
    let start = Clock.seconds
    for _ in 0..<calls { body() }
    return Clock.seconds - start
}
