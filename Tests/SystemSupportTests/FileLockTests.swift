import SystemSupport
import TestSupport
import Testing

@Suite struct FileLockTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func acquire(creating: Bool = true, waitingUpTo seconds: Double = 0) throws -> FileLock? {
        try FileLock.acquire(path: folder.path + "/lock", isCreating: creating, waitingUpTo: seconds)
    }

    @Test func `one holder keeps others out until it goes`() throws {
        do {
            let first = try #require(try acquire())
            #expect(try acquire() == nil)
            #expect(try acquire(creating: false, waitingUpTo: 0.03) == nil)
            try first.write("held by me")
            #expect(try FileSystem.contents(of: folder.path + "/lock") == Array("held by me".utf8))
            try first.write("me")
            #expect(try FileSystem.contents(of: folder.path + "/lock") == Array("me".utf8))
        }
        let second = try #require(try acquire())
        second.release()
        #expect(try acquire(creating: false) != nil)
    }

    @Test func `a missing file is created only if asked for`() throws {
        #expect(throws: FileError.notFound(path: folder.path + "/lock")) { try acquire(creating: false) }
        #expect(try FileSystem.list(folder.path) == [])
        #expect(try acquire() != nil)
        #expect(try FileSystem.list(folder.path) == ["lock"])
    }

    @Test func `waiting ends when the lock is free`() throws {
        let taken = try parallelMap(count: 4, threads: 4) { [path = folder.path + "/lock"] _ in
            let lock = try FileLock.acquire(path: path, isCreating: true, waitingUpTo: 60)
            defer { lock?.release() }
            return lock != nil
        }
        #expect(taken == [true, true, true, true])
    }
}
