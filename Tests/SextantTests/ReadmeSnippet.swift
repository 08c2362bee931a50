import Sextant

/// Indexes a folder of digests and prints what is nearest to a question, and what is nearest to that.
func explore(_ folder: String, index: String, question: String) throws {
    let report = try LibraryBuilder(path: index).index([folder])
    print("\(report.added) papers added, \(report.papers) in all")

    let library = try Library(path: index)
    for hit in try library.search(question).hits.prefix(3) {
        let paper = try library.paper(at: hit.location)
        print(hit.score, hit.id, paper.text(.title, preferring: .english) ?? "")

        for near in try library.similar(to: SimilarQuery(seeds: [hit.location])).hits.prefix(2) {
            print("    near to it:", near.id, near.score)
        }
    }
}
