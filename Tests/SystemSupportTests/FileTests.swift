import Glibc
import TestSupport
import Testing

@testable import SystemSupport

@Suite struct FileTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [0, 1, 65535, 65536, 65537, 300_000]) func `what is written is read back`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let path = folder.path + "/f"
        let writer = try FileWriter(path: path)
        try writer.write(Array(bytes.prefix(10)))
        try writer.write(Array(bytes.dropFirst(10)))
        #expect(writer.byteCount == count)
        try writer.sync()
        try writer.close()
        try writer.close()
        #expect(try FileSystem.contents(of: path) == bytes)
        let mapped = try MappedFile(path: path)
        #expect(mapped.count == count)
        #expect(mapped.withBytes { span in span.byteCount == count && Self.array(span) == bytes })

        let reader = try FileReader(path: path)
        var piece = [UInt8](repeating: 0, count: 1000)
        var read: [UInt8] = []
        while case let more = try reader.read(into: &piece, at: 1), more > 0 { read += piece[1...more] }
        #expect(read == bytes)
    }

    private static func array(_ span: RawSpan) -> [UInt8] { unsafe span.withUnsafeBytes { unsafe Array($0) } }

    @Test func `a mapped file outlives its name`() throws {
        let path = try folder.write("still here", to: "f")
        let mapped = try MappedFile(path: path)
        try FileSystem.remove(path)
        #expect(mapped.withBytes { Self.array($0) } == Array("still here".utf8))
    }

    @Test func `a file of unknown size is read to its end`() throws {
        #expect(try !FileSystem.contents(of: "/proc/self/status").isEmpty)
    }

    @Test func `a full disk is an error and not silence`() throws {
        let writer = try FileWriter(path: "/dev/full")
        try writer.write("short text stays in the buffer")
        let full = FileError.writeFailed(path: "/dev/full", reason: "no space left on device")
        #expect(throws: full) { try writer.flush() }
        #expect(throws: full) { try writer.write([UInt8](repeating: 1, count: 1 << 20)) }
        #expect(throws: full) { try writer.close() }
    }

    @Test(arguments: [8, 1000, 200_000]) func `a header can be written last`(count: Int) throws {
        let path = folder.path + "/f"
        let writer = try FileWriter(path: path)
        try writer.write([UInt8](repeating: 0, count: 8))
        try writer.write([UInt8](repeating: 7, count: count))
        try writer.overwriteStart([1, 2, 3, 4])
        try writer.write([9])
        try writer.close()
        let expected = [1, 2, 3, 4, 0, 0, 0, 0] + [UInt8](repeating: 7, count: count) + [9]
        #expect(try FileSystem.contents(of: path) == expected)
    }

    @Test func `filling a buffer stops at the end`() throws {
        let reader = try FileReader(path: folder.write("12345", to: "f"))
        var buffer = [UInt8](repeating: 0, count: 3)
        #expect(try reader.fill(&buffer) == 3)
        #expect(try reader.fill(&buffer) == 2)
        #expect(buffer == Array("453".utf8))
        #expect(try reader.fill(&buffer) == 0)
    }

    @Test func `writing after closing is an error`() throws {
        let writer = try FileWriter(path: folder.path + "/f")
        try writer.close()
        #expect(throws: FileError.self) { try writer.write("late") }
    }

    @Test func `a file in a missing folder cannot be created`() {
        #expect(throws: FileError.self) { try FileWriter(path: folder.path + "/no/f") }
    }

    @Test func `a closed pipe is quiet on standard streams`() throws {
        Signals.ignoreClosedPipes()
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        close(ends[0])
        let stream = StandardStream(ends[1], path: "standard output")
        #expect(!stream.isClosed)
        stream.write([1, 2, 3])
        try stream.flush()
        #expect(stream.isClosed)
        stream.write([4])
        try stream.flush()
        close(ends[1])
    }

    @Test func `a full disk is not quiet on standard streams`() throws {
        let full = unsafe open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        let stream = StandardStream(full, path: "standard output")
        stream.write([UInt8](repeating: 65, count: 100_000))
        #expect(!stream.isClosed)
        #expect(throws: FileError.self) { try stream.flush() }
        #expect(throws: FileError.self) { try stream.flush() }
        close(full)
    }

    @Test func `a pipe is read to its end`() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        let writer = FileWriter(borrowing: ends[1], path: "pipe")
        try writer.write("one\ntwo")
        try writer.close()
        close(ends[1])
        let reader = try FileReader(path: "/dev/fd/\(ends[0])")
        #expect(try reader.readToEnd() == Array("one\ntwo".utf8))
        close(ends[0])
    }

    @Test func `variables and time`() {
        #expect(Environment.value("PATH") != nil)
        #expect(Environment.value("SEXTANT_NO_SUCH_VARIABLE") == nil)
        #expect(Environment.homeDirectory?.hasPrefix("/") == true)
        let before = Clock.seconds
        #expect(Clock.seconds >= before)
    }
}
