import CommandLineSupport
import Sextant
import SystemSupport

/// A file that names papers: an ID or address a line, or BibTeX.
struct IDFile {
    /// The IDs, in order, each once.
    let ids: [String]

    /// Reads the file; `-` is standard input.
    ///
    /// - Throws: ``UsageError`` when it names no paper, `FileError` when it cannot be read.
    init(_ path: String) throws {
        let bytes = path == "-" ? try FileReader.standardInput().readToEnd() : try FileSystem.contents(of: path)
        // An editor may have put a byte order mark first.
        let text = String(decoding: bytes, as: UTF8.self).drop { $0 == "\u{FEFF}" }
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
