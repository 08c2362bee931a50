import SystemSupport

/// One run of a reader: the files to read and what was counted so far.
struct ReaderRun {
    let threads: Int
    /// A folder that is left out when folders are walked.
    let excluded: String?
    private(set) var summary = DigestSummary()
    /// Each file with the named path that it was found in or below.
    private var files: [(path: String, named: Int)] = []
    /// By their bytes: texts are equal also where names are not, as with an accent written in two ways.
    private var seen: Set<[UInt8]> = []
    private var problems: [DigestProblem] = []
    /// Told of the bytes read.
    private var progress: (Int) -> Void = { _ in }

    init(threads: Int, excluded: String?) {
        self.threads = threads
        self.excluded = excluded
    }

    /// Adds the files that a named path stands for.
    mutating func expand(_ path: String) {
        let named = summary.paths.count
        summary.paths.append(.init(path: path))
        if path != "-" && FileSystem.isDirectory(path) {
            do throws(FileError) {
                var failures: [FileError] = []
                let found = try FileSystem.walk(path, excluding: excluded) { failures.append($0) }
                for failure in failures { fail(failure, named: nil) }
                for file in found where seen.insert(Array(file.utf8)).inserted { files.append((file, named)) }
            } catch {
                fail(error, named: named)
            }
        } else if seen.insert(Array(path.utf8)).inserted {
            files.append((path, named))
        }
    }

    private mutating func fail(_ error: FileError, named: Int?) {
        problems.append(
            DigestProblem(
                file: error.path, kind: .unreadable, severity: .failure, message: error.problem, action: "skipped"))
        summary.problems[.unreadable, default: 0] += 1
        if let named { summary.paths[named].isReadable = false }
    }

    /// Reads the files in the order of their paths.
    mutating func read(
        _ progress: (Int, Int?) -> Void, _ batch: ([Paper], [DigestProblem]) throws -> Void
    ) throws {
        let sizes = files.map { $0.path == "-" ? nil : (try? FileSystem.size($0.path)) }
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        try withoutActuallyEscaping(progress) { progress in
            self.progress = { progress($0, total) }
            defer { self.progress = { _ in } }
            try read(batch)
        }
    }

    private mutating func read(_ batch: ([Paper], [DigestProblem]) throws -> Void) throws {
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        var index = 0
        while index < files.count {
            let group = smallFiles(from: index)
            if group.isEmpty {
                try readLarge(files[index].path, named: files[index].named, batch)
                index += 1
            } else {
                try readSmall(group, batch)
                index = group.upperBound
            }
        }
        if !problems.isEmpty { try deliver(DigestOutput(file: ""), named: nil, batch) }
    }

    /// As many files from `start` on as are small, and together not much.
    private func smallFiles(from start: Int) -> Range<Int> {
        var end = start
        var total = 0
        while end < files.count, files[end].path != "-", total < 8 * Limits.smallFile {
            // A pipe has no size and may hold much, so that it is read as a large file is.
            guard let size = try? FileSystem.size(files[end].path), (1...Limits.smallFile).contains(size) else { break }
            total += size
            end += 1
        }
        return start..<end
    }

    private mutating func readSmall(
        _ group: Range<Int>, _ batch: ([Paper], [DigestProblem]) throws -> Void
    ) throws {
        let paths = files[group].map(\.path)
        let outputs = parallelMap(count: paths.count, threads: threads) { index -> Result<DigestOutput, FileError> in
            do throws(FileError) {
                let bytes = try FileSystem.contents(of: paths[index])
                return .success(FileContents(bytes: bytes, name: paths[index]).read())
            } catch {
                return .failure(error)
            }
        }
        for (index, output) in zip(group, outputs) {
            switch output {
            case .success(let output): try deliver(output, named: files[index].named, batch)
            case .failure(let error): fail(error, named: files[index].named)
            }
        }
    }

    private mutating func readLarge(
        _ path: String, named: Int, _ batch: ([Paper], [DigestProblem]) throws -> Void
    ) throws {
        // What was read is handed on while what follows is read already.
        var waiting: DigestOutput?
        do {
            let reader = path == "-" ? FileReader.standardInput() : try FileReader(path: path)
            let name = path == "-" ? DigestReader.standardInput : path
            var stream = DigestStream(reader: reader, name: name, threads: threads)
            repeat {
                var outcome: Result<Void, any Error> = .success(())
                let next = try stream.next {
                    guard let output = waiting else { return }
                    waiting = nil
                    outcome = Result { try deliver(output, named: named, batch) }
                }
                try outcome.get()
                waiting = next
            } while waiting != nil
        } catch let error as FileError where error.path == path || path == "-" {
            if let waiting { try deliver(waiting, named: named, batch) }
            fail(error, named: named)
        }
    }

    private mutating func deliver(
        _ output: DigestOutput, named: Int?, _ batch: ([Paper], [DigestProblem]) throws -> Void
    ) throws {
        summary.add(output.summary)
        if let named {
            summary.paths[named].read += output.summary.total.read
            summary.paths[named].emptyDays += output.summary.emptyDays
        }
        let all = problems + output.problems
        problems = []
        progress(summary.bytes)
        if !output.papers.isEmpty || !all.isEmpty { try batch(output.papers, all) }
    }
}
