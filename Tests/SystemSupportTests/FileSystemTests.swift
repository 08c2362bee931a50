import SystemSupport
import TestSupport
import Testing

@Suite struct FileSystemTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func `folders are made with those above them`() throws {
        let deep = folder.path + "/a/b/c"
        try FileSystem.makeDirectory(deep)
        try FileSystem.makeDirectory(deep)
        #expect(FileSystem.isDirectory(deep))
        #expect(FileSystem.isDirectory(deep + "/"))
    }

    @Test func `a folder cannot be made where a file is`() throws {
        let file = try folder.write("x", to: "f")
        #expect(throws: FileError.self) { try FileSystem.makeDirectory(file) }
        #expect(throws: FileError.self) { try FileSystem.makeDirectory(file + "/below") }
    }

    @Test func `names are listed in byte order`() throws {
        for name in ["b", "B", "é", "稀", "a10", "a9", ".hidden"] { _ = try folder.write("", to: name) }
        #expect(try FileSystem.list(folder.path) == [".hidden", "B", "a10", "a9", "b", "é", "稀"])
    }

    @Test func `missing things are named in errors`() {
        let path = folder.path + "/none"
        #expect(throws: FileError.notFound(path: path)) { try FileSystem.list(path) }
        #expect(throws: FileError.notFound(path: path)) { try FileSystem.size(path) }
        #expect(throws: FileError.notFound(path: path)) { try FileSystem.remove(path) }
        #expect(throws: FileError.notFound(path: path)) { try FileSystem.contents(of: path) }
        #expect(throws: FileError.notFound(path: path)) { try MappedFile(path: path) }
        #expect(throws: FileError.self) { try FileSystem.rename(path, to: path + "2") }
        #expect(!FileSystem.exists(path))
        #expect("\(FileError.notFound(path: "a"))" == "a: no such file or folder")
    }

    @Test func `a folder is not readable as a file`() {
        #expect {
            try FileSystem.contents(of: folder.path)
        } throws: { error in
            if case .notReadable(folder.path, _)? = error as? FileError { true } else { false }
        }
        let refusal = FileError.notRegular(path: folder.path, kind: "a folder")
        #expect(throws: refusal) { try MappedFile(path: folder.path) }
        #expect(throws: refusal) { try FileSystem.contents(ofRegular: folder.path, limit: 9) }
    }

    @Test func `a file without an end, or larger than it may be, is not read`() throws {
        #expect(throws: FileError.tooLarge(path: "/dev/zero", limit: 1 << 20)) {
            try FileSystem.contents(of: "/dev/zero")
        }
        let path = try folder.write("four", to: "file")
        #expect(try FileSystem.contents(ofRegular: path, limit: 4).count == 4)
        #expect(throws: FileError.tooLarge(path: path, limit: 3)) {
            try FileSystem.contents(ofRegular: path, limit: 3)
        }
    }

    @Test func `removal takes everything but follows no link`() throws {
        try FileSystem.makeDirectory(folder.path + "/tree/deep")
        _ = try folder.write("x", to: "tree/deep/file")
        let kept = try folder.write("kept", to: "kept")
        #expect(makeLink(folder.path + "/tree/link", to: kept))
        #expect(makeLink(folder.path + "/tree/up", to: folder.path))
        try FileSystem.remove(folder.path + "/tree")
        #expect(try FileSystem.list(folder.path) == ["kept"])
    }

    @Test func `rename replaces a file`() throws {
        let old = try folder.write("new", to: "a")
        let new = try folder.write("old one", to: "b")
        try FileSystem.rename(old, to: new)
        try FileSystem.sync(new)
        try FileSystem.sync(folder.path)
        #expect(try FileSystem.contents(of: new) == Array("new".utf8))
        #expect(try FileSystem.size(new) == 3)
        #expect(try FileSystem.modified(new) > 1_500_000_000_000_000_000)
    }

    @Test func `parents`() {
        #expect(FileSystem.parent(of: "a/b") == "a")
        #expect(FileSystem.parent(of: "a/b/") == "a")
        #expect(FileSystem.parent(of: "a") == ".")
        #expect(FileSystem.parent(of: "/a") == "/")
        #expect(FileSystem.parent(of: "/") == nil)
    }

    @Test func `a walk finds files below, survives loops and skips hidden names`() throws {
        try FileSystem.makeDirectory(folder.path + "/m/n")
        try FileSystem.makeDirectory(folder.path + "/.git")
        for name in ["m/b.md", "m/n/a.md", "z.md", ".git/config", "m/.x"] { _ = try folder.write("", to: name) }
        #expect(makeLink(folder.path + "/m/n/loop", to: ".."))
        #expect(makeLink(folder.path + "/dangling", to: "nowhere"))
        #expect(makeLink(folder.path + "/linked.md", to: "z.md"))
        let found = try FileSystem.walk(folder.path).map { String($0.dropFirst(folder.path.count + 1)) }
        #expect(found == ["linked.md", "m/b.md", "m/n/a.md", "z.md"])
        #expect(try FileSystem.walk(folder.path + "/").count == 4)
        #expect(throws: FileError.self) { try FileSystem.walk(folder.path + "/none") { _ in } }
    }

    @Test(.enabled(if: permissionsApply, "the superuser may read everything"))
    func `an unreadable folder below is reported`() throws {
        try FileSystem.makeDirectory(folder.path + "/closed")
        setPermissions(folder.path + "/closed", 0)
        defer { setPermissions(folder.path + "/closed", 0o755) }
        var reported: [String] = []
        _ = try FileSystem.walk(folder.path) { reported.append($0.path) }
        #expect(reported == [folder.path + "/closed"])
        #expect(throws: FileError.self) { try FileSystem.walk(folder.path) }
    }
}
