import CommandLineSupport
import JSON
import Sextant

/// Papers as Embedding Atlas reads them: a JSON object a line, with a place on the map and the nearest papers, by line.
struct AtlasFile {
    let library: Library
    let locations: [PaperLocation]

    /// Writes a line for each paper.
    ///
    /// - Parameter neighbors: The most nearest papers of each.
    func write(to output: ResultOutput, neighbors count: Int, threads: Int) throws {
        let places = try library.map(of: locations, threads: threads)
        let neighbors = try library.neighbors(of: locations, count: count, threads: threads)
        var json = JSONWriter()
        for (row, location) in locations.enumerated() {
            if output.isClosed { break }
            let paper = try library.paper(at: location)
            json.removeAll()
            json.object { json in
                // Bare, an arXiv ID would be read as a number and lose its last zeros.
                json.member("id", paper.id.kind == .arxiv ? "arXiv:\(paper.id.rawValue)" : paper.id.rawValue)
                json.member("title", paper.displayTitle)
                json.member("abstract", paper.text(.abstract))
                json.member("tldr", paper.text(.tldr))
                json.member("date", paper.date?.description)
                json.member("category", paper.primaryCategory ?? paper.categories.first)
                json.key("categories")
                json.array { json in for category in paper.primaryFirst { json.string(category) } }
                json.member("address", paper.address)
                json.member("x", places[row].map { Double($0.x) })
                json.member("y", places[row].map { Double($0.y) })
                json.key("neighbors")
                json.object { json in
                    json.key("ids")
                    json.array { json in for neighbor in neighbors[row] { json.int(neighbor.position) } }
                    json.key("distances")
                    json.array { json in for neighbor in neighbors[row] { json.float(max(0, 1 - neighbor.similarity)) }
                    }
                }
            }
            json.newline()
            try output.write(json.bytes)
        }
    }
}
