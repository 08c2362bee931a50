import Glibc
import SystemSupport
import TestSupport
import Testing

@testable import IndexStore

/// Index folders in which links, pipes and devices stand where files should: nothing beyond the folder is touched, and
/// nothing waits.
@Suite struct HostileFolderTests {
    let folder: TemporaryFolder
    let index: IndexDirectory

    init() throws {
        folder = try TemporaryFolder()
        index = folder.index
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(3)]))
        writer.close()
    }

    /// What a test puts in the place of a file.
    enum Stranger: String, CaseIterable {
        case link, danglingLink, pipe, device, folder
    }

    private func put(_ stranger: Stranger, at path: String) throws {
        try? FileSystem.remove(path)
        // SAFETY of all: NUL-terminated strings.
        switch stranger {
        case .link: try #require(unsafe symlink(folder.path + "/victim", path) == 0)
        case .danglingLink: try #require(unsafe symlink(folder.path + "/nothing", path) == 0)
        case .pipe: try #require(unsafe mkfifo(path, 0o600) == 0)
        case .device: try #require(unsafe symlink("/dev/zero", path) == 0)
        case .folder: try FileSystem.makeDirectory(path)
        }
    }

    @Test(arguments: Stranger.allCases) func `nothing is read or written in place of a file`(stranger: Stranger) throws
    {
        try folder.write("precious", to: "victim")
        let whole = try files(in: index.path)
        for name in ["lock", "catalog.sqlite", "segments/s000001/numbers.npy", "segments"] {
            try put(stranger, at: index.path + "/" + name)
            if name != "segments" || stranger != .folder {
                #expect(throws: IndexError.self, "\(name)") {
                    _ = try index.snapshot().numbers()
                    _ = try index.beginWriting()
                }
            }
            if name != "lock", !(name == "segments" && stranger == .folder) {
                #expect(try index.verify().contains { $0.isDamage && $0.path.hasPrefix(index.path + "/" + name) })
            }
            #expect(try FileSystem.contents(of: folder.path + "/victim") == Array("precious".utf8))
            #expect(!FileSystem.exists(folder.path + "/nothing"))
            try FileSystem.remove(index.path + "/" + name)
            try restore(whole, to: index.path)
        }
    }

    @Test func `links to other folders are not swept`() throws {
        try folder.write("precious", to: "elsewhere/s000007/vectors.npy")
        try folder.write("precious", to: "elsewhere/vectors.npy")
        try FileSystem.rename(index.path + "/segments", to: folder.path + "/real")
        #expect(makeLink(index.path + "/segments", to: folder.path + "/elsewhere"))
        #expect(throws: IndexError.self) { try index.beginWriting() }
        try FileSystem.remove(index.path + "/segments")
        try FileSystem.rename(folder.path + "/real", to: index.path + "/segments")
        let link = index.path + "/segments/s000002"
        #expect(makeLink(link, to: folder.path + "/elsewhere"))
        #expect(try index.verify().map(\.path) == [link])
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(2, from: 3)]))
        writer.close()
        #expect(try index.snapshot().segments.map(\.name) == ["s000001", "s000003"])
        #expect(try FileSystem.walk(folder.path + "/elsewhere").count == 2)
    }

    @Test(arguments: ["", "sext", "\0\0\0\0", "sextant index\nprocess 12\n"])
    func `an emptied or cut lock keeps nobody out`(text: String) throws {
        try folder.write(text, to: "index/lock")
        try index.beginWriting().close()
        #expect(try index.snapshot().numbers() == [0, 1, 2])
        // Before the first commit, too.
        try FileSystem.remove(index.path + "/catalog.sqlite")
        try folder.write(text, to: "index/lock")
        try index.beginWriting().close()
        #expect(try FileSystem.list(index.path + "/segments") == [])
    }

    @Test func `a lock that is a file of another place is left alone`() throws {
        try FileSystem.remove(index.path + "/lock")
        let victim = try folder.write("12345\n", to: "victim")
        // SAFETY: NUL-terminated strings.
        try #require(unsafe link(victim, index.path + "/lock") == 0)
        #expect(throws: IndexError.foreignLock(path: index.path + "/lock")) { try index.beginWriting() }
        #expect(try FileSystem.contents(of: index.path + "/lock") == Array("12345\n".utf8))
    }

    @Test func `a check-up is in no writer's way`() throws {
        let writer = try index.beginWriting()
        let checks = try parallelMap(count: 2, threads: 2) { [index] _ in try index.verify() }
        #expect(checks == [[], []])
        writer.close()
        let lock = try #require(try FileLock.acquire(path: index.path + "/lock", waitingUpTo: 0))
        #expect(try index.verify() == [])
        lock.release()
    }

    @Test func `an index that is moved while it is written to is whole at its new place alone`() throws {
        let writer = try index.beginWriting()
        let segment = try writer.numbers(2, from: 3)
        try FileSystem.rename(index.path, to: folder.path + "/moved")
        #expect(throws: IndexError.self) { try writer.commit(IndexChange(add: [segment])) }
        #expect(throws: IndexError.moved(path: index.path)) { try writer.makeSegment(kind: "papers") }
        writer.close()
        #expect(!FileSystem.exists(index.path))
        let moved = IndexDirectory(path: folder.path + "/moved")
        #expect(try moved.snapshot().numbers() == [0, 1, 2])
        try moved.beginWriting().close()
        #expect(try moved.verify() == [])
    }

    @Test func `an index that takes a moved one's place is not touched`() throws {
        let writer = try index.beginWriting()
        let segment = try writer.numbers(2, from: 3)
        try FileSystem.rename(index.path, to: folder.path + "/moved")
        let other = try index.beginWriting()
        try other.commit(IndexChange(add: [other.numbers(1, from: 9)]))
        #expect(throws: IndexError.moved(path: index.path)) { try writer.commit(IndexChange(add: [segment])) }
        writer.close()
        #expect(try index.snapshot().numbers() == [9])
        other.close()
        #expect(try index.verify() == [])
    }
}
