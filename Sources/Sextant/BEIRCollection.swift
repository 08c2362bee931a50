import Digests
import JSON
import SystemSupport

/// A judged collection in the layout of BEIR (Thakur and others 2021): `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`.
public struct BEIRCollection: Sendable {
    /// A query.
    public struct Query: Equatable, Sendable {
        /// Its `_id`.
        public let id: String
        /// Its `text`.
        public let text: String
    }

    /// The path of the documents.
    public let corpus: String
    /// The path of the queries.
    public let queryFile: String
    /// The queries, in the order of the file.
    public let queries: [Query]
    /// For each query, the judged documents and their grades.
    public let judgments: [String: [String: Int]]

    /// Reads a collection's queries and judgments.
    ///
    /// - Throws: ``CollectionError``, which names file and line; `FileError`.
    public init(folder: String) throws {
        corpus = folder + "/corpus.jsonl"
        guard FileSystem.exists(corpus) else {
            throw CollectionError(
                file: corpus, line: nil,
                message: "is missing: a judged collection has corpus.jsonl, queries.jsonl and qrels/test.tsv")
        }
        queryFile = folder + "/queries.jsonl"
        queries = try Self.queries(queryFile)
        judgments = try Self.judgments(folder + "/qrels/test.tsv")
    }

    /// Reads a file of queries: JSON lines with `_id` and `text`.
    ///
    /// - Throws: ``CollectionError``, which names file and line; `FileError`.
    public static func queries(_ path: String) throws -> [Query] {
        var parser = JSONParser()
        var queries: [Query] = []
        var seen: Set<String> = []
        for (number, line) in try lines(of: path) {
            let query: Query?
            do {
                query = try parser.parse(line.span) { value in
                    guard let id = value["_id"]?.text ?? value["id"]?.text, let text = value["text"]?.string else {
                        return nil
                    }
                    return Query(id: id, text: text)
                }
            } catch {
                throw CollectionError(file: path, line: number, message: "is not JSON: \(error)")
            }
            guard let query else {
                throw CollectionError(file: path, line: number, message: "a query needs _id and text")
            }
            guard !query.id.contains(where: \.isWhitespace), !query.id.isEmpty else {
                throw CollectionError(file: path, line: number, message: "a query's _id is one word, not '\(query.id)'")
            }
            guard seen.insert(query.id).inserted else {
                throw CollectionError(file: path, line: number, message: "query \(query.id) stands twice")
            }
            queries.append(query)
        }
        return queries
    }

    /// Reads judgments: `query<TAB>document<TAB>grade`, with or without a heading. Grades of 0 or less judge nothing.
    private static func judgments(_ path: String) throws -> [String: [String: Int]] {
        var judgments: [String: [String: Int]] = [:]
        for (number, line) in try lines(of: path) {
            let fields = String(decoding: line, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count >= 3 else {
                throw CollectionError(
                    file: path, line: number, message: "a judgment is query, document and grade between tabs")
            }
            let grade = fields[fields.count - 1].filter { !$0.isWhitespace }
            if number == 1, Int(grade) == nil { continue }
            guard let grade = Int(grade) else {
                throw CollectionError(file: path, line: number, message: "the grade '\(grade)' is no whole number")
            }
            if grade > 0 { judgments[String(fields[0]), default: [:]][String(fields[fields.count - 2])] = grade }
        }
        return judgments
    }

    private static func lines(of path: String) throws -> [(number: Int, line: [UInt8])] {
        let bytes = try FileSystem.contents(of: path)
        return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .map { (number: $0.offset + 1, line: Array($0.element)) }
            .filter { $0.line.contains { $0 > 0x20 } }
    }
}

extension JSONValue {
    /// A string, or a whole number as one.
    fileprivate var text: String? { string ?? int.map { String($0) } }
}

/// What is wrong with a collection, and where.
public struct CollectionError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1.
    public let line: Int?
    /// What is wrong.
    public let message: String

    /// File, line and what is wrong.
    public var description: String { file.escaped + (line.map { ":\($0)" } ?? "") + ": " + message }
}
