import Retrieval
import Sextant
import SystemSupport

/// Questions to an index, one after the other, each on all threads: the time of each, its papers' records read as well.
let queryJobs: [Job] = [
    // QUERIES has a query on each line. The answers are the rows of the hits; repetitions are not asked for.
    Job(name: "queries", arguments: ["INDEX", "QUERIES", "MODE", "THREADS", "K"]) { arguments in
        guard let mode = SearchMode(rawValue: try arguments.text("MODE")) else {
            throw JobError(description: "MODE must be one of hybrid, semantic, lexical")
        }
        var options = SearchOptions()
        options.mode = mode
        options.threads = try arguments.number("THREADS")
        options.limit = try arguments.number("K")
        let library = try Library(path: try arguments.text("INDEX"))
        let bytes = try FileSystem.contents(of: try arguments.text("QUERIES"))
        let queries = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { Query(text: String($0)) }
        var seconds: [Double] = []
        var answers: [[Double]] = []
        for query in queries.prefix(10) + queries {
            let start = Clock.seconds
            let results = try library.searcher.search(query, options: options)
            for hit in results.hits { _ = try library.paper(at: hit.location) }
            seconds.append(Clock.seconds - start)
            answers.append(results.hits.map { Double($0.location.row) })
        }
        // The first ten only bring the index into memory.
        return JobOutcome(seconds: Array(seconds.dropFirst(10)), answers: Array(answers.dropFirst(10)))
    }
]
