import CommandLineSupport
import JSON
import Sextant

/// How an evaluation is written for other programs.
extension EvalCommand {
    /// A heading and a record for each set of queries in each mode; the comparisons are of the first metric.
    static func cells(_ evaluation: LibraryEvaluation, _ earlier: EvalRecord?) -> [[String]] {
        let metrics = evaluation.sets.first?.metrics ?? []
        var rows = [["queries", "count", "mode"] + metrics + ["hybrid_minus_mode", "lower", "upper", "significant"]]
        if earlier != nil {
            rows[0] += ["same_queries", "earlier", "change", "change_lower", "change_upper", "change_significant"]
        }
        for set in evaluation.sets {
            for result in set.results {
                var row = [set.name, "\(set.queries.count)", result.mode.rawValue]
                row += result.evaluation.means.map(figure)
                row += cells(set.comparisons.first { $0.against == result.mode }?.interval)
                if let earlier {
                    let change = earlier.change(of: set, mode: result.mode)
                    row += ["\(change?.count ?? 0)", change.map { figure($0.earlier) } ?? ""] + cells(change?.interval)
                }
                rows.append(row)
            }
        }
        return rows
    }

    private static func cells(_ interval: PairedBootstrap.Interval?) -> [String] {
        guard let interval else { return ["", "", "", ""] }
        return [interval.mean, interval.lower, interval.upper].map(figure) + ["\(interval.isSignificant)"]
    }

    private static func figure(_ value: Double) -> String { Figures.fixed(value, digits: 4) }

    static func json(_ evaluation: LibraryEvaluation, _ earlier: EvalRecord?) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.member("papers", evaluation.papers)
            json.key("results")
            json.array { json in
                for set in evaluation.sets {
                    for result in set.results {
                        json.object { json in
                            json.member("queries", set.name)
                            json.member("count", set.queries.count)
                            json.member("mode", result.mode.rawValue)
                            for (name, value) in zip(set.metrics, result.evaluation.means) { json.member(name, value) }
                        }
                    }
                }
            }
            json.key("comparisons")
            json.array { for set in evaluation.sets { comparisons(of: set, &$0) } }
            if let earlier {
                json.key("changes")
                json.array { for set in evaluation.sets { changes(of: set, since: earlier, &$0) } }
            }
        }
        json.newline()
        return json.bytes
    }

    private static func comparisons(of set: EvaluatedQueries, _ json: inout JSONWriter) {
        for comparison in set.comparisons {
            json.object { json in
                json.member("queries", set.name)
                json.member("metric", set.mainMetric)
                json.member("mode", SearchOptions().mode.rawValue)
                json.member("against", comparison.against.rawValue)
                members(of: comparison.interval, &json)
            }
        }
    }

    private static func changes(of set: EvaluatedQueries, since earlier: EvalRecord, _ json: inout JSONWriter) {
        for result in set.results {
            guard let change = earlier.change(of: set, mode: result.mode) else { continue }
            json.object { json in
                json.member("queries", set.name)
                json.member("same_queries", change.count)
                json.member("metric", set.mainMetric)
                json.member("mode", result.mode.rawValue)
                json.member("earlier", change.earlier)
                members(of: change.interval, &json)
            }
        }
    }

    private static func members(of interval: PairedBootstrap.Interval, _ json: inout JSONWriter) {
        json.member("difference", interval.mean)
        json.member("lower", interval.lower)
        json.member("upper", interval.upper)
        json.key("significant")
        json.bool(interval.isSignificant)
    }

    /// What `--compare` reads: the scores of every query by the metric that decides.
    static func record(_ evaluation: LibraryEvaluation) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("version", 1)
            json.member("sextant", Tool.definition.version)
            json.member("papers", evaluation.papers)
            json.key("sets")
            json.array { for set in evaluation.sets { record(set, &$0) } }
        }
        json.newline()
        return json.bytes
    }

    private static func record(_ set: EvaluatedQueries, _ json: inout JSONWriter) {
        json.object { json in
            json.member("queries", set.name)
            json.member("metric", set.mainMetric)
            json.key("ids")
            json.array { for query in set.queries { $0.string(query) } }
            json.key("fingerprints")
            json.array { for fingerprint in set.fingerprints { $0.string(text(ofFingerprint: fingerprint)) } }
            json.key("results")
            json.array { json in
                for result in set.results {
                    json.object { json in
                        json.member("mode", result.mode.rawValue)
                        for (name, value) in zip(set.metrics, result.evaluation.means) { json.member(name, value) }
                        json.key("scores")
                        json.array { for score in set.mainScores(result.mode) { $0.double(score) } }
                    }
                }
            }
        }
    }

    /// As records have it: 64 bits are more than a JSON number can be trusted with.
    static func text(ofFingerprint value: UInt64) -> String { String(value, radix: 16) }
}
