import Glibc
import SystemSupport
import TestSupport
import Testing

@testable import IndexStore

/// What is left when a writer's process is killed or may write no more.
@Suite(.serialized) struct CrashTests {
    let folder: TemporaryFolder
    let index: IndexDirectory

    init() throws {
        folder = try TemporaryFolder()
        index = folder.index
    }

    /// A child commits as fast as it can and is killed at some moment; this again and again on the same index.
    @Test func `a killed writer leaves its last commit`() throws {
        var last = 0
        for round in 0..<8 {
            let child = try ChildProcess(task: "commit", folder: index.path)
            let deadline = Clock.seconds + 60
            while (try? index.snapshot().generation) ?? 0 < last + 3, Clock.seconds < deadline { usleep(1000) }
            usleep(UInt32(round * 7919 % 30) * 1000)
            let seen = (try? index.snapshot().generation) ?? 0
            #expect(seen >= last + 3, "the child did nothing")
            child.kill()

            let snapshot = try index.snapshot()
            #expect(snapshot.generation >= seen)
            #expect(try snapshot.numbers() == Array(repeating: UInt32(snapshot.generation), count: 3))
            #expect(try !index.verify().contains { $0.isDamage })
            let writer = try index.beginWriting()
            #expect(try writer.snapshot?.numbers() == snapshot.numbers())
            writer.close()
            #expect(try index.verify() == [])
            last = snapshot.generation
        }
    }

    @Test(arguments: [100, 4096, 50_000]) func `a full disk leaves the last commit`(limit: Int) throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)]))
        writer.close()
        let before = try files(in: index.path)
        let child = try ChildProcess(task: "fill \(limit)", folder: index.path)
        #expect(child.wait() == 0)
        #expect(FileSystem.exists(index.path + ".refused"), "the child did nothing")
        #expect(try index.snapshot().numbers() == [0, 1, 2])
        try index.beginWriting().close()
        #expect(try files(in: index.path) == before)
    }

    /// The folder can be written, but neither listed nor synced: the commit is made when the catalog was renamed.
    @Test(.enabled(if: getuid() == 0, "needs a second user"))
    func `a folder that cannot be synced keeps its commits`() throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)]))
        writer.close()
        let modes = [("", 0o333), ("/lock", 0o666), ("/catalog.sqlite", 0o644), ("/segments", 0o777)]
        // SAFETY: a NUL-terminated string.
        for (name, mode) in modes { _ = unsafe chmod(index.path + name, mode_t(mode)) }
        #expect(try ChildProcess(task: "blind", folder: index.path).wait() == 0)
        #expect(try index.snapshot().numbers() == [5, 6])
        #expect(try !index.verify().contains { $0.isDamage })
        try index.beginWriting().close()
        #expect(try index.verify() == [])
    }

    /// The steps of a commit, replayed by hand: each state that a crash can leave is the old index or the new one.
    @Test func `every step of a commit leaves the old index or the new one`() throws {
        let writer = try index.beginWriting()
        let first = try writer.numbers(3)
        try writer.commit(IndexChange(add: [first]))
        let old = try files(in: index.path)
        let second = try writer.numbers(2, from: 7)
        let written = try files(in: index.path)
        try writer.commit(IndexChange(add: [second], remove: [first.name]))
        let new = try files(in: index.path)
        writer.close()
        let newCatalog = try #require(new["catalog.sqlite"])

        var states: [(files: [String: [UInt8]], numbers: [UInt32])] = [(old, [0, 1, 2]), (written, [0, 1, 2])]
        for count in [0, newCatalog.count / 2, newCatalog.count] {
            let unfinished = written.merging(["catalog.sqlite.new": Array(newCatalog.prefix(count))]) { $1 }
            states.append((unfinished, [0, 1, 2]))
        }
        states.append((written.merging(["catalog.sqlite": newCatalog]) { $1 }, [7, 8]))
        states.append((new.merging(["segments/s000001/numbers.npy": [1]]) { $1 }, [7, 8]))
        for (number, state) in states.enumerated() {
            try restore(state.files, to: index.path)
            #expect(try index.snapshot().numbers() == state.numbers, "state \(number)")
            #expect(try !index.verify().contains { $0.isDamage })
            let writer = try index.beginWriting()
            #expect(try writer.snapshot?.numbers() == state.numbers)
            writer.close()
            #expect(try index.verify() == [])
        }
    }
}

/// What children do. Without their variable these tests are off.
@Suite(.enabled(if: ChildProcess.task != nil, "run in a child process by the crash tests")) struct CrashChild {
    @Test func child() throws {
        let (task, folder) = try #require(ChildProcess.task)
        let index = IndexDirectory(path: folder)
        if task == "commit" {
            try Self.commitForever(index)
        } else if task == "blind" {
            try Self.commitBlindly(index)
        } else {
            try Self.fill(index, limit: try #require(Int(task.dropFirst(5))))
        }
    }

    /// Replaces the index's only segment by one with the next generation in each row.
    private static func commitForever(_ index: IndexDirectory) throws {
        let writer = try index.beginWriting(waitingUpTo: 5)
        while true {
            let generation = (writer.snapshot?.generation ?? 0) + 1
            let segment = try writer.makeSegment(kind: "papers")
            try segment.write("numbers", [UInt32](repeating: UInt32(generation), count: 3))
            try segment.write("filler", [UInt8](repeating: 1, count: 200_000))
            let old = writer.snapshot?.segments.map(\.name) ?? []
            try writer.commit(IndexChange(add: [segment.finish(rowCount: 3)], remove: old))
        }
    }

    /// Replaces the index's only segment, as a user who may not list the folder.
    private static func commitBlindly(_ index: IndexDirectory) throws {
        try #require(setuid(65534) == 0)
        let writer = try index.beginWriting()
        let old = writer.snapshot?.segments.map(\.name) ?? []
        try writer.commit(IndexChange(add: [writer.numbers(2, from: 5)], remove: old))
        _ = try writer.makeSegment(kind: "papers")
        writer.close()
        #expect(writer.warnings == [.file(.notReadable(path: index.path, reason: "permission denied"))])
    }

    /// Tries to commit while no file may grow beyond `limit` bytes.
    private static func fill(_ index: IndexDirectory, limit: Int) throws {
        let writer = try index.beginWriting()
        signal(SIGXFSZ, SIG_IGN)
        var size = rlimit(rlim_cur: rlim_t(limit), rlim_max: .max)
        // SAFETY: a local structure that the call reads.
        try #require(unsafe setrlimit(__rlimit_resource_t(1), &size) == 0)
        let before = writer.snapshot
        #expect {
            let segment = try writer.makeSegment(kind: "papers")
            if limit > 40_000 { try segment.write("large", [UInt8](repeating: 1, count: limit)) }
            if limit > 1000 { try segment.write("small", [1, 2, 3] as [UInt32]) }
            let metadata = ["text": String(repeating: "x", count: limit)]
            try writer.commit(IndexChange(add: [segment.finish(rowCount: 0)], metadata: metadata))
        } throws: { error in
            guard case .file(.writeFailed(let path, "file too large"))? = error as? IndexError else { return false }
            return path.hasPrefix(index.path)
        }
        #expect(writer.snapshot?.generation == before?.generation)
        try replace(index.path + ".refused", with: [])
    }
}

/// Another process of this test program, which runs ``CrashChild`` alone.
final class ChildProcess {
    private static let variable = "SEXTANT_TEST_CHILD"
    private var process = pid_t()

    /// The task and folder this process was started with.
    static var task: (String, String)? {
        guard let parts = Environment.value(variable)?.split(separator: ":", maxSplits: 1), parts.count == 2 else {
            return nil
        }
        return (String(parts[0]), String(parts[1]))
    }

    init(task: String, folder: String) throws {
        let arguments = ["tests", "--testing-library", "swift-testing", "--filter", "CrashChild"]
        let environment = ["\(Self.variable)=\(task):\(folder)", "PATH=/usr/bin:/bin"]
        // SAFETY: both lists end with nil, their strings are copies that live until after the call.
        let argumentList = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let environmentList = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            let strings = unsafe argumentList + environmentList
            for index in unsafe strings.indices { unsafe free(strings[index]) }
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            unsafe posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
        }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        let status = unsafe posix_spawn(&process, "/proc/self/exe", &actions, nil, argumentList, environmentList)
        try #require(status == 0)
    }

    /// Kills the process and waits until it is gone.
    func kill() {
        _ = Glibc.kill(process, SIGKILL)
        _ = wait()
    }

    /// The process's exit code, when it has ended.
    func wait() -> Int32 {
        var status: Int32 = 0
        // SAFETY: fills a local number.
        while unsafe waitpid(process, &status, 0) == -1, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    }
}
