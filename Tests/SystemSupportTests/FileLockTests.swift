import SystemSupport
import TestSupport
import Testing

@Suite struct FileLockTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.path + "/lock" }

    private func acquire(waitingUpTo seconds: Double = 0) throws -> FileLock? {
        try FileLock.acquire(path: path, waitingUpTo: seconds)
    }

    @Test func `one holder keeps others out until it goes`() throws {
        do {
            let first = try #require(try acquire())
            #expect(try acquire() == nil)
            #expect(try acquire(waitingUpTo: 0.03) == nil)
            try first.write("held by me")
            #expect(try FileSystem.contents(of: folder.path + "/lock") == Array("held by me".utf8))
            try first.write("me")
            #expect(try FileSystem.contents(of: folder.path + "/lock") == Array("me".utf8))
        }
        let second = try #require(try acquire())
        second.release()
        #expect(try acquire() != nil)
    }

    @Test func `asking whether a lock is held does not take it`() throws {
        #expect(throws: FileError.notFound(path: path)) { try FileLock.isHeld(path: path) }
        let lock = try #require(try acquire())
        #expect(try FileLock.isHeld(path: path))
        lock.release()
        #expect(try !FileLock.isHeld(path: path))
        #expect(try acquire() != nil)
    }

    @Test func `a link or a pipe is no lock, and is not waited for`() throws {
        try folder.write("precious", to: "victim")
        #expect(makeLink(path, to: "victim"))
        #expect(throws: FileError.notRegular(path: path, kind: "a symbolic link")) { try acquire() }
        #expect(throws: FileError.notRegular(path: path, kind: "a symbolic link")) { try FileLock.isHeld(path: path) }
        try FileSystem.remove(path)
        #expect(makePipe(path))
        #expect(throws: FileError.notRegular(path: path, kind: "a pipe or socket")) { try acquire() }
        #expect(try FileSystem.contents(of: folder.path + "/victim") == Array("precious".utf8))
    }

    @Test func `a lock knows when its file was moved away`() throws {
        let lock = try #require(try acquire())
        #expect(lock.isInPlace)
        try FileSystem.rename(path, to: path + ".moved")
        #expect(!lock.isInPlace)
        try folder.write("", to: "lock")
        #expect(!lock.isInPlace)
    }

    @Test func `waiting ends when the lock is free`() throws {
        let taken = try parallelMap(count: 4, threads: 4) { [path = folder.path + "/lock"] _ in
            let lock = try FileLock.acquire(path: path, waitingUpTo: 60)
            defer { lock?.release() }
            return lock != nil
        }
        #expect(taken == [true, true, true, true])
    }
}
