import CommandLineSupport
import JSON
import Sextant
import SystemSupport

/// Runs a file of queries and writes what they find as a TREC run: `query Q0 document rank score sextant`.
struct RunFile {
    private let queries: [BEIRCollection.Query]

    init(queries path: String) throws {
        queries = try BEIRCollection.queries(path)
    }

    func write(
        to path: String, library: Library, options: SearchOptions, _ context: CommandContext
    ) throws -> ExitCode {
        let output = try ResultOutput(path: path)
        var progress = context.messages.progress("searching", total: queries.count, unit: "queries")
        defer { progress.finish() }
        var found = false
        let size = 256
        for start in stride(from: 0, to: queries.count, by: size) {
            let part = queries[start..<min(start + size, queries.count)]
            let results = try library.searcher.search(part.map { Query(text: $0.text) }, options: options)
            for (query, result) in zip(part, results) {
                for (rank, hit) in result.hits.enumerated() {
                    found = true
                    // Spaces part the columns, so an ID may have none.
                    let id = String(hit.id.map { $0.isWhitespace ? "_" : $0 })
                    try output.writeLine("\(query.id) Q0 \(id) \(rank + 1) \(hit.score) sextant")
                }
            }
            progress.update(start + part.count)
        }
        try output.finish()
        progress.finish()
        context.messages.note("ran \(Figures.count(queries.count)) queries; results are in \(path.escaped)")
        return found ? .found : .nothingFound
    }
}
