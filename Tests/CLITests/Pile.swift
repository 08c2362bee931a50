import JSON
import SystemSupport
import Testing

/// A folder with a made-up digest and an index of it.
final class Pile: Sendable {
    let folder: String

    /// Six papers about ice, violins and bread, in English and Chinese; the last one in English alone.
    static let digest = #"""
        {"id": "2603.00001", "title": "Glacier ice", "authors": ["Ada Ng", "Bo Li"], "categories": ["cs.CL", "cs.LG"], "summary": "Sheets of ice are melting into snow.", "AI": {"tldr": "冰川正在融化。", "method": "ice cores"}}
        {"id": "2603.00002", "title": "Violin tone", "authors": ["Cy Day"], "categories": ["math-ph"], "summary": "The resonance of strings makes the tone.", "AI": {"tldr": "提琴的共鸣。", "method": "strings"}}
        {"id": "2602.00003", "title": "Bread crust", "authors": ["Di Fu"], "categories": ["cs.LG"], "summary": "Yeast and flour, and an oven for the crust.", "AI": {"tldr": "面包与酵母。", "method": "baking"}}
        {"id": "2602.00004", "title": "Snow on glaciers", "authors": ["Ada Ng"], "categories": ["cs.CL"], "summary": "Snow feeds the ice of glaciers.", "AI": {"tldr": "冰川上的雪。", "method": "ice cores"}}
        {"id": "2602.00005", "title": "Flour = <b> & \"yeast\"", "authors": ["Di Fu"], "categories": ["cs.LG"], "summary": "Bread of flour.", "AI": {"tldr": "Error"}}
        {"id": "2603.00006", "title": "Melting sheets", "authors": ["Eva Go"], "categories": ["cs.CV"], "summary": "Ice and snow of a glacier melt."}

        """#

    init(_ digest: String = Pile.digest) throws {
        folder = "\(Environment.value("TMPDIR") ?? "/tmp")/tool-pile-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectory(folder)
        try write(digest, to: "2026-03-06.jsonl")
        let run = try self("index", "2026-03-06.jsonl")
        #expect(run.status == 0, "\(run.errors)")
    }

    deinit { try? FileSystem.remove(folder) }

    /// One for all tests that only ask.
    static let shared = Result { try Pile() }

    var index: String { folder + "/index" }

    /// Runs the program on the index.
    func callAsFunction(_ arguments: String..., input: String = "") throws -> ToolRun {
        try ToolRun(arguments: arguments, input: input, environment: ["SEXTANT_INDEX": index], in: folder)
    }

    func write(_ text: String, to name: String) throws {
        let writer = try FileWriter(path: folder + "/" + name)
        try writer.write(text)
        try writer.close()
    }

    func read(_ name: String) throws -> String {
        String(decoding: try FileSystem.contents(of: folder + "/" + name), as: UTF8.self)
    }
}

extension ToolRun {
    /// Takes the output apart as one JSON text.
    func json<R>(_ body: (JSONValue) throws -> R) throws -> R {
        var parser = JSONParser()
        return try Array(output.utf8).withRawSpan { try parser.parse($0, body) }
    }

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

extension JSONValue {
    /// The IDs of `hits`, in their order.
    var hitIDs: [String] { self["hits"]?.array?.compactMap { $0["id"]?.string } ?? [] }
}
