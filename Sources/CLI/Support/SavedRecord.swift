import JSON
import SystemSupport

/// What `--save` of a command wrote and `--compare` reads.
enum SavedRecord {
    /// Reads a record.
    ///
    /// - Parameters:
    ///   - command: The command that writes such records.
    ///   - body: Takes what it needs, and throws a `JSONError` where that is not there.
    /// - Throws: ``SavedRecordError`` when it is not such a record, `FileError` when it cannot be read.
    static func read<Record>(_ path: String, of command: String, _ body: (JSONValue) throws -> Record) throws -> Record
    {
        let bytes = try FileSystem.contents(of: path)
        var parser = JSONParser()
        do {
            return try parser.parse(bytes.span, body)
        } catch let error as JSONError {
            throw SavedRecordError(path: path, command: command, reason: error)
        }
    }

    /// The elements of a member of a record's first version.
    static func elements(_ name: String, of json: JSONValue) throws(JSONError) -> JSONElements {
        guard json["version"]?.int == 1, let elements = json[name]?.array else {
            throw .unexpected(key: name, expected: "a list of version 1")
        }
        return elements
    }
}

/// A file that is not the record of a command.
struct SavedRecordError: Error, CustomStringConvertible {
    let path: String
    let command: String
    let reason: JSONError

    var description: String { "\(path) is not a record of 'sextant \(command) --save': \(reason)" }
}
