import SystemSupport
import TestSupport

@testable import IndexStore

extension TemporaryFolder {
    /// An index that is not there yet.
    var index: IndexDirectory { IndexDirectory(path: path + "/index") }
}

/// Every file below a folder with its bytes, by its path in the folder.
func files(in folder: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try FileSystem.walk(folder) {
        files[String(path.dropFirst(folder.count + 1))] = try FileSystem.contents(of: path)
    }
    return files
}

/// Puts back what ``files(in:)`` saw and removes everything else.
func restore(_ saved: [String: [UInt8]], to folder: String) throws {
    try FileSystem.remove(folder)
    for (path, bytes) in saved {
        try FileSystem.makeDirectory(FileSystem.parent(of: folder + "/" + path) ?? folder)
        try replace(folder + "/" + path, with: bytes)
    }
}

extension IndexWriter {
    /// A finished segment of `rows` rows: their numbers from `start` on, and a matrix with two columns.
    func numbers(_ rows: Int, from start: Int = 0, kind: String = "papers") throws -> NewSegment {
        let segment = try makeSegment(kind: kind)
        let values = (0..<rows).map { UInt32($0 + start) }
        try segment.write("numbers", values)
        try segment.write("vectors", values.flatMap { [Float($0), Float($0) / 2] }, shape: [rows, 2])
        return try segment.finish(rowCount: rows)
    }
}

extension IndexSnapshot {
    /// The rows of all ``IndexWriter/numbers(_:from:kind:)`` segments that are not deleted.
    func numbers() throws -> [UInt32] {
        try segments.flatMap { segment in
            let array = try segment.array("numbers", of: UInt32.self)
            return (0..<segment.rowCount).filter { !segment.deleted.contains($0) }.map { array[$0] }
        }
    }
}

/// A value that one test hands to one other thread while it waits for it.
struct Handed<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
