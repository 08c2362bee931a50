import SystemSupport

/// Reads digests of every known format out of files, folders and standard input.
///
/// Formats are told by content; of a file's name only its date is looked at. Whatever is wrong with a file is reported,
/// and never stops the others.
public struct DigestReader: Sendable {
    private let paths: [String]
    private let threads: Int
    private let excluded: String?

    /// - Parameters:
    ///   - paths: Files, folders (which are walked; names that begin with a dot are left out) and `-` for standard
    ///     input. Their order does not matter.
    ///   - threads: How many threads read.
    ///   - excluded: A folder that is not read where it is met below a named one: the index of the digests it lies among.
    public init(paths: [String], threads: Int, excluding excluded: String? = nil) {
        self.excluded = excluded
        var seen: Set<[UInt8]> = []
        self.paths = paths.filter { seen.insert(Array($0.utf8)).inserted }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.threads = max(1, threads)
    }

    /// Reads everything and hands it over in pieces, whose order and content do not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - progress: Told, before each batch, how many bytes were read, and of how many; `nil` when a pipe is read.
    ///   - batch: Receives the entries of some files, or of a part of one, in their order, and the problems met
    ///     in them. One paper may be in several batches.
    /// - Returns: What was read, counted.
    /// - Throws: Only what `batch` throws, which ends the reading.
    /// - Complexity: O(bytes) time. Memory is bounded by the size of a few pieces for lines of JSON, and by the size of
    ///   the largest file for the other formats.
    public func read(
        progress: (Int, Int?) -> Void = { _, _ in }, _ batch: ([Paper], [DigestProblem]) throws -> Void
    ) throws -> DigestSummary {
        var run = ReaderRun(threads: threads, excluded: excluded)
        for path in paths { run.expand(path) }
        try run.read(progress, batch)
        return run.summary
    }

    /// Reads the bytes of one file that is in memory.
    /// - Parameter name: The file's path, in problems and for its date.
    public static func read(
        bytes: [UInt8], named name: String
    ) -> (papers: [Paper], problems: [DigestProblem], summary: DigestSummary) {
        let output = FileContents(bytes: bytes, name: name).read()
        return (output.papers, output.problems, output.summary)
    }

    /// The name that standard input has in problems.
    public static let standardInput = "standard input"
}

/// Limits that keep memory in bounds whatever a file holds.
struct Limits {
    /// A line of JSON longer than this is no entry.
    var line = 64 << 20
    /// A Markdown or JSON text longer than this is no digest.
    var text = 1 << 30
    /// A piece of lines of JSON that one thread reads at a time.
    var piece = 4 << 20
    /// Files up to this size are read whole, several at a time.
    static let smallFile = 8 << 20
}
