import Sextant

/// Asks an index what a user can ask, and checks what must hold of any answer.
struct IndexQuestions {
    /// What to ask: one thing, so that an input is tried quickly.
    private enum Topic: UInt8, CaseIterable {
        case papers, searches, filters, similar, similarFields, checkup, topics, growth

        var isSlow: Bool { self == .checkup || self == .topics || self == .growth }
    }

    let path: String
    private let topic: Topic
    /// 0...15: which of several things of the kind.
    private let variant: Int

    /// - Parameter flags: An input's first byte: the lowest bit has another meaning, then come the topic and the variant.
    init(path: String, flags: UInt8) {
        self.path = path
        variant = Int(flags >> 4)
        let topic = Topic.allCases[Int(flags >> 1) % Topic.allCases.count]
        // What takes longest is asked less often.
        self.topic = topic.isSlow && variant > 3 ? .papers : topic
    }

    /// Whether papers are to be added to the index afterwards.
    var isGrowing: Bool { topic == .growth }

    /// Opens the index and asks.
    ///
    /// - Returns: Whether that threw an error.
    func ask() -> Bool {
        do throws(IndexError) {
            try ask(Library(path: path))
            if topic == .checkup { _ = try Library.checkup(path: path) }
            return false
        } catch {
            precondition(!error.description.isEmpty, "an error says nothing")
            return true
        }
    }

    private func ask(_ library: Library) throws(IndexError) {
        let locations = library.corpus.locations()
        switch topic {
        case .papers:
            precondition(library.status().papers == locations.count, "papers are lost or counted twice")
            _ = library.vectorsAsNPY(locations)
            for location in locations { ask(library, about: location) }
            _ = library.corpus.nearestIDs(to: "2601.00009")
        case .searches:
            // 5 and 3 have no common divisor: every query is asked in every mode.
            let mode = SearchMode.allCases[variant % SearchMode.allCases.count]
            try ask(library, queries[variant % queries.count], mode: mode)
        case .filters:
            var options = options
            options.filter = filters[variant % filters.count]
            for result in try library.searcher.search(queries, options: options) { check(result, of: library) }
        case .similar:
            guard !locations.isEmpty else { return }
            let seed = locations[variant % locations.count]
            try askSimilar(library, to: [seed], avoiding: variant < 8 ? [] : Array(locations.suffix(2)))
        case .similarFields:
            for field in [FieldName.title, .method] {
                let query = SimilarQuery(seeds: Array(locations.prefix(2)))
                let results = try library.searcher.similar(query, by: field, options: options)
                if let results { check(results, of: library) }
            }
        case .topics:
            _ = try library.topics(of: PaperFilter(), parameters: TopicParameters(count: .fixed(2)), threads: 1)
            _ = try library.topics(of: PaperFilter(), parameters: TopicParameters(), threads: 1)
        case .checkup, .growth: break
        }
    }

    private func ask(_ library: Library, about location: PaperLocation) {
        if let paper = try? library.paper(at: location) {
            precondition((try? Paper(record: paper.record)) == paper, "a record loses something")
        }
        let id = library.corpus.id(at: location)
        // An ID that is no UTF-8 is shown repaired, and so may be another's; so may be what is left of one that no reader gives.
        guard PaperID.parse(id).map({ $0.rawValue == id }) ?? true else { return }
        if !id.contains("\u{FFFD}"), let found = try? library.location(of: id) {
            precondition(library.corpus.id(at: found) == id, "an ID finds another paper")
        }
    }

    private func askSimilar(
        _ library: Library, to seeds: [PaperLocation], avoiding avoided: [PaperLocation]
    ) throws(IndexError) {
        let query = SimilarQuery(seeds: seeds, avoided: avoided)
        let results = try library.similar(to: query, options: options)
        check(results, of: library)
        let explanations = try library.searcher.explain(query, at: results.hits.map(\.location), options: options)
        precondition(explanations.count == results.hits.count, "a hit goes unexplained")
    }

    private func ask(_ library: Library, _ query: Query, mode: SearchMode) throws(IndexError) {
        var options = options
        options.mode = mode
        let results = try library.searcher.search(query, options: options)
        check(results, of: library)
        let explanations = try library.searcher.explain(query, at: results.hits.map(\.location), options: options)
        precondition(explanations.count == results.hits.count, "a hit goes unexplained")
    }

    private func check(_ results: SearchResults, of library: Library) {
        precondition(results.hits.count <= min(options.limit, results.total), "more hits than there are papers")
        for hit in results.hits {
            let segment = library.corpus.segments[hit.location.segment]
            precondition(!segment.deleted.contains(hit.location.row), "a deleted paper is found")
            precondition(hit.score >= 0, "a hit that scores nothing")
        }
        for (hit, next) in zip(results.hits, results.hits.dropFirst()) {
            precondition(hit.score >= next.score, "hits are not in the order of their scores")
        }
    }

    private var options: SearchOptions {
        var options = SearchOptions()
        options.limit = 3
        return options
    }
}

private let queries: [Query] =
    ["ice violin 融化 声音", "melts -yeast ti:bread", "au:ng \"sheets of ice\"", "cat:cs abs:strings", "unheard"]
    .compactMap { try? Query(parsing: $0) }

private let filters: [PaperFilter] = {
    var (since, month, names) = (PaperFilter(), PaperFilter(), PaperFilter())
    since.since = Day("2026-03-08")
    since.until = Day("2026-03-09")
    month.month = Month("2026-01")
    names.categories = ["cs", "math.CO"]
    names.authors = ["ada"]
    return [since, month, names]
}()
