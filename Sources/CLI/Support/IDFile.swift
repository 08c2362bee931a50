import CommandLineSupport
import Sextant
import SystemSupport

/// A file that names papers: an ID or address a line, or BibTeX.
struct IDFile {
    /// The IDs, in order, each once.
    let ids: [String]

    /// Reads the file.
    ///
    /// - Throws: ``UsageError`` when it names no paper, `FileError` when it cannot be read.
    init(_ path: String) throws {
        let text = String(decoding: try FileSystem.contents(of: path), as: UTF8.self)
        let separators: Set<Character> = [" ", "\t", ",", ";", "{", "}", "\"", "=", "(", ")", "<", ">", "[", "]"]
        var seen: Set<String> = []
        ids = text.split { $0.isNewline || separators.contains($0) }
            .compactMap { PaperID.parse(String($0)) }
            .filter { $0.kind != .other }.map(\.rawValue).filter { seen.insert($0).inserted }
        if ids.isEmpty {
            throw UsageError("\(path) names no paper: it needs IDs, addresses or BibTeX with eprint or doi")
        }
    }
}
