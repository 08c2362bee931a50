import SystemSupport

/// Reads a large file or a pipe, piece by piece if it is lines of JSON.
struct DigestStream {
    private let reader: FileReader
    private let name: String
    private let threads: Int
    private let limits: Limits
    /// What was read and not yet handed on: whole lines and the beginning of one.
    private var pending: [UInt8] = []
    private var line = 1
    private var state = State.start
    /// Whether the beginning of the current line was thrown away because it is too long.
    private var isSkipping = false
    private var hasPapers = false

    private enum State {
        case start, lines, end
    }

    init(reader: FileReader, name: String, threads: Int, limits: Limits = Limits()) {
        self.limits = limits
        self.reader = reader
        self.name = name
        self.threads = threads
    }

    /// The next entries; `nil` after the last.
    ///
    /// - Parameter meanwhile: What the calling thread does while others already read.
    mutating func next(meanwhile: () -> Void = {}) throws(FileError) -> DigestOutput? {
        if state == .lines { return try nextLines(meanwhile: meanwhile) }
        meanwhile()
        return state == .start ? try start() : nil
    }

    private mutating func start() throws(FileError) -> DigestOutput {
        let isWhole = try !fill(to: Content.sampleSize)
        let content = Content(pending.span.extracting(0..<min(pending.count, Content.sampleSize)), isWhole: isWhole)
        if content == .jsonl {
            if pending.starts(with: Content.byteOrderMark) { pending.removeFirst(3) }
            state = .lines
            var output = DigestOutput(file: name)
            output.summary.files = 1
            output.summary.formats[.jsonl, default: .init()].files = 1
            return output
        }
        state = .end
        if content == .markdown || content == .json, try fill(to: limits.text + 1) {
            var output = DigestOutput(file: name)
            output.summary.files = 1
            output.report(.tooLong, .failure, "a text of over 1 GB that is not lines of JSON", "skipped")
            return output
        }
        let contents = FileContents(bytes: pending, name: name)
        pending = []
        return contents.read(as: content)
    }

    /// Reads until `count` bytes are pending; false if the file ends before.
    private mutating func fill(to count: Int) throws(FileError) -> Bool {
        var size = pending.count
        while size < count {
            if pending.count < size + limits.piece / 4 {
                pending.append(
                    contentsOf: repeatElement(0, count: min(max(size, limits.piece), count - size + limits.piece)))
            }
            let more = try reader.read(into: &pending, at: size)
            if more == 0 {
                pending.removeLast(pending.count - size)
                return false
            }
            size += more
        }
        pending.removeLast(pending.count - size)
        return true
    }

    /// Cuts what is pending into pieces at line ends and reads them side by side.
    private mutating func nextLines(meanwhile: () -> Void) throws(FileError) -> DigestOutput {
        var output = DigestOutput(file: name)
        let isEnd = try !fill(to: pending.count + 2 * threads * limits.piece)
        if isEnd { state = .end }
        let start = skipLongLine(&output)
        var end = pending.count
        if !isEnd {
            while end > start, pending[end - 1] != UInt8(ascii: "\n") { end -= 1 }
        }
        let pieces = pieces(start..<end)
        let (name, bytes) = (name, pending)
        let outputs = parallelMap(count: pieces.count, threads: threads, meanwhile: meanwhile) { index in
            var output = DigestOutput(file: name)
            let piece = pieces[index]
            var reader = JSONTextReader(format: .jsonl, file: name, day: FileContents.day(ofFile: name))
            reader.readLines(
                bytes.span.extracting(piece.range), firstLine: piece.line,
                isEnd: isEnd && piece.range.upperBound == bytes.count, into: &output)
            return output
        }
        for piece in outputs { output.append(piece) }
        output.summary.bytes += end
        hasPapers = hasPapers || !output.papers.isEmpty || output.summary.emptyDays > 0
        pending.removeFirst(end)
        if isEnd && !hasPapers {
            output.report(.notADigest, .failure, "JSON without a record of a paper", "skipped")
        }
        dropLongLine(&output)
        return output
    }

    /// Pieces of about ``Limits/piece`` bytes, each with the number of its first line.
    private mutating func pieces(_ range: Range<Int>) -> [(range: Range<Int>, line: Int)] {
        var pieces: [(range: Range<Int>, line: Int)] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = min(start + limits.piece, range.upperBound)
            while end < range.upperBound, pending[end - 1] != UInt8(ascii: "\n") { end += 1 }
            pieces.append((start..<end, line))
            line += pending.span.extracting(start..<end).lineEnds
            start = end
        }
        return pieces
    }

    /// Throws away the beginning of a line that is too long to be an entry.
    private mutating func dropLongLine(_ output: inout DigestOutput) {
        guard pending.count > limits.line else { return }
        if !isSkipping {
            output.reject(.jsonl, .tooLong, line: line, "a line of over \(limits.line) bytes")
        }
        isSkipping = true
        output.summary.bytes += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Where the next line begins when the rest of a long one comes first.
    private mutating func skipLongLine(_ output: inout DigestOutput) -> Int {
        guard isSkipping else { return 0 }
        guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else {
            output.summary.bytes += pending.count
            pending.removeAll(keepingCapacity: true)
            return 0
        }
        isSkipping = false
        line += 1
        return end + 1
    }
}

extension Span<UInt8> {
    /// How many lines end in these bytes.
    var lineEnds: Int {
        var count = 0
        for index in indices where self[index] == UInt8(ascii: "\n") { count += 1 }
        return count
    }
}
