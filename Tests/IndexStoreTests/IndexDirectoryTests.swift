import Glibc
import SystemSupport
import TestSupport
import Testing

@testable import IndexStore

@Suite struct IndexDirectoryTests {
    let folder: TemporaryFolder
    let index: IndexDirectory

    init() throws {
        folder = try TemporaryFolder()
        index = folder.index
    }

    @Test func `a missing index is named`() throws {
        #expect(!index.exists)
        #expect(throws: IndexError.noIndex(path: index.path)) { try index.snapshot() }
        #expect(throws: IndexError.noIndex(path: index.path)) { try index.verify() }
        try FileSystem.makeDirectory(index.path)
        #expect(throws: IndexError.noIndex(path: index.path)) { try index.snapshot() }
    }

    @Test func `a folder is created with those above it`() throws {
        let deep = IndexDirectory(path: folder.path + "/a/b/c")
        try deep.beginWriting().commit(IndexChange(metadata: ["a": "1"]))
        #expect(deep.exists)
    }

    @Test func `writing that never committed leaves a folder that can be written again`() throws {
        try index.beginWriting().close()
        #expect(!index.exists)
        try index.beginWriting().commit(IndexChange(metadata: ["a": "1"]))
        #expect(index.exists)
        let early = IndexDirectory(path: folder.path + "/early")
        try FileSystem.makeDirectory(early.path)
        try replace(early.path + "/lock", with: [])
        try early.beginWriting().close()
    }

    @Test(arguments: [
        ["notes.txt"], ["lock", "notes.txt"], ["segments/s000001/numbers.npy"], [".hidden"], ["catalog.sqlite.new"],
    ]) func `a foreign folder is refused and left alone`(names: [String]) throws {
        for name in names {
            let path = index.path + "/" + name
            try FileSystem.makeDirectory(FileSystem.parent(of: path) ?? "")
            try replace(path, with: [])
        }
        #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.beginWriting() }
        for name in names { #expect(FileSystem.exists(index.path + "/" + name)) }
        #expect(try FileSystem.list(index.path).count == names.count)
    }

    @Test func `a file in the folder's place is refused`() throws {
        try replace(index.path, with: [1])
        #expect(throws: IndexError.notAnIndex(path: index.path)) { try index.beginWriting() }
        #expect(throws: IndexError.noIndex(path: index.path)) { try index.snapshot() }
    }

    @Test func `another program's database is refused`() throws {
        let database = try Database()
        try database.execute("CREATE TABLE notes (text)")
        try FileSystem.makeDirectory(index.path)
        try replace(index.path + "/catalog.sqlite", with: try database.serialize())
        let before = try files(in: index.path)
        let foreign = IndexError.notAnIndex(path: index.path + "/catalog.sqlite")
        #expect(throws: foreign) { try index.snapshot() }
        #expect(throws: foreign) { try index.verify() }
        #expect(throws: foreign) { try index.beginWriting() }
        #expect(try files(in: index.path) == before)
    }

    @Test(arguments: [0, 1, 99]) func `another format's version is named`(version: Int) throws {
        try index.beginWriting().commit(IndexChange(metadata: ["a": "1"]))
        let database = try Database(file: FileSystem.contents(of: index.path + "/catalog.sqlite"), isWritable: true)
        try database.execute("PRAGMA user_version = \(version)")
        try database.execute("DROP TABLE state")
        try replace(index.path + "/catalog.sqlite", with: try database.serialize())
        let error = IndexError.unsupportedVersion(path: index.path + "/catalog.sqlite", found: version, supported: 3)
        #expect(throws: error) { try index.snapshot() }
        #expect(throws: error) { try index.beginWriting() }
        #expect("\(error)".contains("format \(version)"))
    }

    @Test func `a second writer is told who holds the index`() throws {
        let writer = try index.beginWriting()
        let locked = IndexError.locked(path: index.path, byProcess: Int(getpid()))
        #expect(throws: locked) { try index.beginWriting() }
        #expect(throws: locked) { try index.beginWriting(waitingUpTo: 0.05) }
        #expect("\(locked)".contains("process \(getpid())"))
        writer.close()
        try index.beginWriting().close()
    }

    @Test func `a second writer waits for the first`() throws {
        let first = try index.beginWriting()
        try first.commit(IndexChange(metadata: ["first": "1"]))
        let shared = Handed(first)
        let outcome = parallelMap(count: 2, threads: 2) { [index] task in
            do throws(IndexError) {
                if task == 0 {
                    usleep(50_000)
                    shared.value.close()
                    return true
                }
                let second = try index.beginWriting(waitingUpTo: 30)
                try second.commit(IndexChange(metadata: ["second": "2"]))
                return second.snapshot?.generation == 2
            } catch {
                return false
            }
        }
        #expect(outcome == [true, true])
        #expect(try index.snapshot().metadata == ["first": "1", "second": "2"])
    }

    @Test func `a lost writer frees the lock`() throws {
        do { _ = try index.beginWriting() }
        try index.beginWriting().close()
    }

    @Test func `a snapshot outlives commits, sweeps and the index itself`() throws {
        let writer = try index.beginWriting()
        let first = try writer.numbers(1000)
        try writer.commit(IndexChange(add: [first]))
        let snapshot = try index.snapshot()
        try writer.commit(IndexChange(add: [writer.numbers(5)], remove: [first.name], metadata: ["a": "1"]))
        #expect(!FileSystem.exists(index.path + "/segments/s000001"))
        #expect(try snapshot.numbers() == (0..<1000).map { UInt32($0) })
        #expect(snapshot.metadata == [:] && snapshot.generation == 1)
        writer.close()
        try FileSystem.remove(index.path)
        #expect(try snapshot.numbers().count == 1000)
    }

    /// Each commit replaces the only segment by one whose rows all hold the generation: a reader that mixed two commits
    /// would see it.
    @Test func `readers see whole commits while a writer replaces segments`() throws {
        let writer = try index.beginWriting()
        try writer.commit(IndexChange(add: [writer.numbers(1, from: 1)], metadata: ["value": "1"]))
        let shared = Handed(writer)
        let failures = parallelMap(count: 3, threads: 3) { [index] task in
            do {
                if task == 0 {
                    let writer = shared.value
                    for value in 2...60 {
                        let old = writer.snapshot?.segments.map(\.name) ?? []
                        let new = try writer.numbers(1, from: value)
                        try writer.commit(IndexChange(add: [new], remove: old, metadata: ["value": "\(value)"]))
                    }
                    return nil as String?
                }
                var last = 0
                while last < 60 {
                    let snapshot = try index.snapshot()
                    guard let value = snapshot.metadata["value"].flatMap({ UInt32($0) }), snapshot.generation >= last,
                        try snapshot.numbers() == [value], value == snapshot.generation
                    else { return "generation \(snapshot.generation): \(snapshot.metadata)" }
                    last = snapshot.generation
                }
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(failures == [nil, nil, nil])
        #expect(try index.verify() == [])
    }

    @Test func `a folder that cannot be made is named`() {
        let index = IndexDirectory(path: "/proc/sextant")
        #expect {
            try index.beginWriting()
        } throws: { error in
            guard case .file(let file)? = error as? IndexError else { return false }
            return file.path == "/proc/sextant" && "\(error)".contains("cannot be written")
        }
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may write everywhere"))
    func `a read-only folder can be read and says why it cannot be written`() throws {
        try index.beginWriting().commit(IndexChange(metadata: ["a": "1"]))
        _ = unsafe chmod(index.path + "/lock", 0o444)
        _ = unsafe chmod(index.path, 0o555)
        defer { _ = unsafe chmod(index.path, 0o755) }
        #expect(try index.snapshot().metadata == ["a": "1"])
        #expect(try index.verify() == [])
        #expect {
            try index.beginWriting()
        } throws: {
            "\($0)".contains("permission denied")
        }
    }
}
