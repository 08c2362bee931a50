import Glibc
import SystemSupport
import TestSupport
import Testing

@Suite struct FileReplacementTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.path + "/out" }

    private func replace(by text: String) throws {
        let replacement = try FileReplacement(of: path)
        try replacement.write(text)
        try replacement.finish()
    }

    private func mode(_ path: String) -> mode_t {
        var information = stat()
        // SAFETY: a NUL-terminated string and a local structure.
        _ = unsafe stat(path, &information)
        return information.st_mode & 0o7777
    }

    @Test(arguments: [0o600, 0o640, 0o666, 0o444]) func `a file keeps its permissions`(permissions: mode_t) throws {
        try folder.write("old", to: "out")
        setPermissions(path, permissions)
        try replace(by: "new")
        #expect(mode(path) == permissions)
        #expect(try FileSystem.contents(of: path) == Array("new".utf8))
    }

    @Test func `what a killed run left goes, what another run writes stays`() throws {
        try folder.write("left", to: "out.2147483646.partial")
        try folder.write("left by a run of this number", to: "out.\(Environment.processID).partial")
        try folder.write("a live process's", to: "out.\(getppid()).partial")
        try folder.write("the user's", to: "out.draft.partial")
        try folder.write("another file's", to: "other.2147483646.partial")
        try replace(by: "new")
        #expect(
            try FileSystem.list(folder.path)
                == ["other.2147483646.partial", "out", "out.\(getppid()).partial", "out.draft.partial"])
        let running = try FileReplacement(of: path)
        try running.write("new")
        #expect(throws: FileError.self) { try FileReplacement(of: path) }
        try running.finish()
    }

    @Test func `a link in the place of the partial file is not followed`() throws {
        try folder.write("precious", to: "victim")
        #expect(makeLink(path + ".\(Environment.processID).partial", to: folder.path + "/victim"))
        #expect(throws: FileError.self) { try replace(by: "new") }
        #expect(try FileSystem.contents(of: folder.path + "/victim") == Array("precious".utf8))
    }
}

@Suite struct SystemPathTests {
    @Test func `a name that is not UTF-8 is listed, read, renamed and removed`() throws {
        let folder = try TemporaryFolder()
        let name = SystemPath.text([0x61, 0xE9, 0x2E, 0xFF, 0xF4, 0x8F, 0xBE, 0x80])
        try folder.write("text", to: name)
        #expect(try FileSystem.list(folder.path) == [name])
        #expect(try FileSystem.walk(folder.path) == [folder.path + "/" + name])
        #expect(try FileSystem.contents(of: folder.path + "/" + name) == Array("text".utf8))
        try FileSystem.rename(folder.path + "/" + name, to: folder.path + "/" + name + "é")
        try FileSystem.remove(folder.path + "/" + name + "é")
        #expect(try FileSystem.list(folder.path) == [])
    }

    @Test func `bytes that are UTF-8 are the text they are`() {
        #expect(SystemPath.text(Array("a/é/深/🙂".utf8)) == "a/é/深/🙂")
        #expect(SystemPath.text([0xC3]) != SystemPath.text([0xC4]))
    }

    @Test func `messages show escapes`() {
        #expect(SystemPath.text([0x61, 0xE9]).escaped == "a\\xE9")
        #expect("a\nerror: b\u{1B}[1m\u{202E}深".escaped == "a\\nerror: b\\u{1B}[1m\\u{202E}深")
        #expect("\(FileError.notFound(path: "a\nb"))" == "a\\nb: no such file or folder")
    }
}
