import JSON
import Sextant

/// The record of an earlier evaluation, to compare with.
struct EvalRecord {
    /// A query is the same as now when its text and judgments are.
    private struct Query: Hashable {
        let id, fingerprint: String
    }

    private struct Key: Hashable {
        let queries, metric, mode: String
    }

    private let papers: Int64?
    private let queries: [String: Set<Query>]
    private let scores: [Key: [Query: Double]]

    /// Reads what `--save` wrote.
    /// - Throws: ``SavedRecordError`` when it is not that, `FileError` when it cannot be read.
    init(path: String) throws {
        self = try SavedRecord.read(path, of: "eval", EvalRecord.init)
    }

    private init(_ json: JSONValue) throws(JSONError) {
        var queries: [String: Set<Query>] = [:]
        var scores: [Key: [Query: Double]] = [:]
        for set in try SavedRecord.elements("sets", of: json) {
            guard let name = set["queries"]?.string, let metric = set["metric"]?.string else {
                throw .unexpected(key: "sets", expected: "sets of queries with their metric")
            }
            let ids = try Self.list("ids", of: set) { $0.string }
            let fingerprints = try Self.list("fingerprints", of: set) { $0.string }
            let all = zip(ids, fingerprints).map { Query(id: $0, fingerprint: $1) }
            guard ids.count == fingerprints.count, Set(ids).count == ids.count else {
                throw .unexpected(key: "ids", expected: "IDs that differ, with a fingerprint each")
            }
            queries[name] = Set(all)
            for result in set["results"]?.array.map(Array.init) ?? [] {
                let values = try Self.list("scores", of: result) { $0.double }
                guard let mode = result["mode"]?.string, values.count == all.count else {
                    throw .unexpected(key: "scores", expected: "a score for each query in some mode")
                }
                scores[Key(queries: name, metric: metric, mode: mode)] =
                    Dictionary(uniqueKeysWithValues: zip(all, values))
            }
        }
        papers = json["papers"]?.int
        (self.queries, self.scores) = (queries, scores)
    }

    private static func list<Element>(
        _ name: String, of json: JSONValue, _ element: (JSONValue) -> Element?
    ) throws(JSONError) -> [Element] {
        let values = json[name]?.array.map { $0.map(element) } ?? [nil]
        guard values.allSatisfy({ $0 != nil }) else { throw .unexpected(key: name, expected: "a list") }
        return values.compactMap(\.self)
    }

    /// How a set's deciding metric has changed in one mode, by the queries that are the same; `nil` if none is.
    func change(of set: EvaluatedQueries, mode: EvaluatedMode) -> EvalChange? {
        let then = scores[Key(queries: set.name, metric: set.mainMetric, mode: mode.rawValue), default: [:]]
        let pairs = zip(Self.queries(of: set), set.mainScores(mode)).compactMap { query, now in
            then[query].map { (now: now, then: $0) }
        }
        let (now, earlier) = (pairs.map(\.now), pairs.map(\.then))
        return PairedBootstrap().interval(now, earlier).map { interval in
            EvalChange(
                count: pairs.count, earlier: earlier.reduce(0, +) / Double(pairs.count), interval: interval)
        }
    }

    /// What was not as it is now and makes differences say something else than that search has changed.
    func differences(from evaluation: LibraryEvaluation) -> [String] {
        var differences: [String] = []
        if papers != Int64(evaluation.papers) {
            differences.append("\(papers.map { "\($0)" } ?? "unknown") papers, now \(evaluation.papers)")
        }
        for set in evaluation.sets {
            let now = Set(Self.queries(of: set))
            guard let then = queries[set.name] else {
                differences.append("no \(set.name) queries, now \(now.count)")
                continue
            }
            guard then != now else { continue }
            let common = then.intersection(now).count
            differences.append(
                "\(then.count) \(set.name) queries, now \(now.count), of which "
                    + (common == 0 ? "none is the same" : "\(common) are the same and compared"))
        }
        let missing = Set(queries.keys).subtracting(evaluation.sets.map(\.name)).sorted()
        return differences + missing.map { "\($0) queries, now none" }
    }

    private static func queries(of set: EvaluatedQueries) -> [Query] {
        zip(set.queries, set.fingerprints).map { Query(id: $0, fingerprint: EvalCommand.text(ofFingerprint: $1)) }
    }
}

/// How a figure differs from that of an earlier run.
struct EvalChange {
    /// The queries that both runs have.
    let count: Int
    /// The mean that those had then.
    let earlier: Double
    /// By how much it is higher now.
    let interval: PairedBootstrap.Interval
}
