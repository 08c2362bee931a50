import SystemSupport
import Testing

/// Texts kept in `Tests/Golden`, which a person has looked at.
enum Golden {
    /// Expects `text` to be what is kept under `name`. With `UPDATE_GOLDEN=1` it is written there instead, and the test
    /// fails all the same, so that updating never passes for testing.
    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let here = #filePath
        let tests = try #require(FileSystem.parent(of: here).flatMap(FileSystem.parent(of:)))
        let path = "\(tests)/Golden/\(name)"
        if Environment.value("UPDATE_GOLDEN") == "1" {
            try FileSystem.makeDirectory("\(tests)/Golden")
            let writer = try FileWriter(path: path)
            try writer.write(text)
            try writer.close()
            Issue.record("\(name) was written", sourceLocation: sourceLocation)
        } else {
            let kept = String(decoding: try FileSystem.contents(of: path), as: UTF8.self)
            #expect(text == kept, "UPDATE_GOLDEN=1 rewrites \(name)", sourceLocation: sourceLocation)
        }
    }
}

/// A fresh folder that is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let parent = Environment.value("TMPDIR") ?? "/tmp"
    let folder = "\(parent)/command-line-\(UInt64.random(in: 0 ... .max))"
    try FileSystem.makeDirectory(folder)
    defer { try? FileSystem.remove(folder) }
    return try body(folder)
}
