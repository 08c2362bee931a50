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

    /// What the processor calls itself; `nil` when the system does not tell.
    static var processor: String? {
        guard let bytes = try? FileSystem.contents(of: "/proc/cpuinfo") else { return nil }
        return parseProcessor(String(decoding: bytes, as: UTF8.self))
    }

    /// The name in a text such as `model name\t: Intel(R) Xeon(R) Processor`, of the first processor.
    static func parseProcessor(_ text: String) -> String? {
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            return line[line.index(after: colon)...].split(separator: " ").joined(separator: " ")
        }
        return nil
    }
}

/// How fast memory and caches are read by summing words and doing nothing else.
struct ReadBandwidth {
    private struct Key: Hashable {
        let words, threads: Int
    }

    private let words: [UInt64]
    private var measured: [Key: Double] = [:]

    /// - Parameter largest: Bytes of the buffer.
    init(largest: Int) {
        words = [UInt64](repeating: 1, count: max(1, largest / 8))
    }

    /// Bytes of the buffer.
    var largest: Int { words.count * 8 }

    /// Reads as many bytes over and over, or the whole buffer if that is less.
    mutating func measure(bytes: Int, threads: Int) {
        let key = key(bytes, threads)
        let rate = Double(key.words * 8) / medianSeconds { read(key) }
        measured[key] = max(measured[key] ?? 0, rate)
    }

    /// Bytes a second: the best of the medians so far. What else runs on a machine makes it read slower, never faster.
    func bytesPerSecond(bytes: Int, threads: Int) -> Double { measured[key(bytes, threads)] ?? 0 }

    private func key(_ bytes: Int, _ threads: Int) -> Key {
        Key(words: min(max(1, bytes / 8), words.count), threads: threads)
    }

    private func read(_ key: Key) {
        var sum: UInt64 = 0
        if key.threads == 1 {
            sum = Kernels.active.sumWords(words.span.extracting(first: key.words))
        } else {
            let sums = parallelMap(count: key.threads, threads: key.threads) { index in
                let range = key.words * index / key.threads..<key.words * (index + 1) / key.threads
                return Kernels.active.sumWords(words.span.extracting(range))
            }
            sum = sums.reduce(0, &+)
        }
        precondition(sum == UInt64(key.words), "the sum of ones is not their number")
    }
}

/// The median time of one call of `body`, after one call to warm up.
///
/// Short calls are repeated until a repetition takes a millisecond, so that the clock's grain does not count; long ones
/// are repeated less often.
func medianSeconds(_ body: () -> Void) -> Double {
    body()
    var calls = 1
    var seconds = time(calls, body)
    while seconds < 0.001 {
        calls = max(calls + 1, min(calls * 100, Int(Double(calls) * 0.0015 / max(seconds, 1e-9))))
        seconds = time(calls, body)
    }
    // An odd number, 5 to 15, that takes about a fifth of a second.
    let repetitions = Int(min(max(0.2 / seconds, 5), 15)) | 1
    let times = (0..<repetitions).map { _ in time(calls, body) / Double(calls) }
    return times.sorted()[repetitions / 2]
}

private func time(_ calls: Int, _ body: () -> Void) -> Double {
    let start = Clock.seconds
    for _ in 0..<calls { body() }
    return Clock.seconds - start
}
