import SystemSupport
import Testing
import Vocab

@testable import Digests

/// Reads a text as a file of that name.
func read(_ text: String, named name: String = "digest.md") -> Reading {
    let (papers, problems, summary) = DigestReader.read(bytes: Array(text.utf8), named: name)
    return Reading(papers: papers, problems: problems, summary: summary)
}

struct Reading {
    var papers: [Paper]
    var problems: [DigestProblem]
    var summary: DigestSummary

    /// The problems as a person sees them.
    var messages: [String] { problems.map(\.description) }

    func paper(_ id: String) -> Paper? { papers.first { $0.id.rawValue == id } }

    func count(_ format: DigestFormat) -> DigestSummary.Count { summary.formats[format] ?? .init() }
}

extension Paper {
    func text(_ name: FieldName, _ language: Language) -> String? { fields[FieldKey(name, language)]?.text }
}

extension Day {
    /// A day that a test is sure of.
    static func of(_ text: String) -> Day { Day(text) ?? Day(daysSinceEpoch: .min) }
}

/// Everything in some paths, as `sextant index` reads it.
func readAll(_ paths: [String], threads: Int = 2) throws -> Reading {
    var papers: [Paper] = []
    var problems: [DigestProblem] = []
    let summary = try DigestReader(paths: paths, threads: threads).read { batch, found in
        papers += batch
        problems += found
    }
    return Reading(papers: papers, problems: problems, summary: summary)
}

/// Small digests of the tests' own, one of each kind.
enum Sample {
    static let report = """
        <div id=toc></div>

        # Table of Contents

        - [cs.CV](#cs.CV) [Total: 1]
        - [cs.LG](#cs.LG) [Total: 1]


        <div id='cs.CV'></div>

        # cs.CV [[Back]](#toc)

        ### [1] [Seeing [Twice]: $O(n^2)$ Eyes](https://arxiv.org/abs/2603.00001)
        *Ada Ng,Bo Li*

        Main category: cs.CV

        TL;DR: 两只眼睛比一只看得更清楚。


        <details>
          <summary>Details</summary>
        Motivation: 单眼模型看不到深度。

        Method: 我们做三件事：
        1. 左眼
        2. 右眼

        - 然后合并

        Result: 误差减半。

        Conclusion: 两只眼睛值得。

        Abstract: One eye sees little.
        Two eyes see more.

        </details>


        <div id='cs.LG'></div>

        # cs.LG [[Back]](#toc)

        ### [2] [Learning to Rest](http://arxiv.org/abs/2603.00002v3)
        *Cy Day*

        Main category: cs.LG

        TL;DR: Error


        <details>
          <summary>Details</summary>
        Motivation: Error

        Method: Error

        Result: Error

        Conclusion: Error

        Abstract: Rest helps.

        </details>
        """

    static let table = """
        # arxiv 2026-03-08

        | 标题 | 作者 | PDF链接 |  摘要 |
        |------|------|--------|------|
        | 双目视觉 | Ada Ng | [PDF](https://arxiv.org/pdf/2603.00001v1) | 一只眼睛看到的很少，$|x|$ 也小。 |
        | 学会休息

        （注：“Rest”译为“休息”。
        |x| 是绝对值） | Cy Day | [PDF](http://arxiv.org/pdf/2603.00002v1) | 休息有益。

        - 第一
        - 第二

        （注：保留列表。） |
        | 第三篇 | Di Fu | [PDF](https://arxiv.org/pdf/2603.00003v2) | A third paper that
        could not be transl [翻译失败] |
        """

    static let enhanced = #"""
        {"id": "2603.00001", "categories": ["cs.CV", "cs.AI"], "pdf": "https://arxiv.org/pdf/2603.00001", "abs": "https://arxiv.org/abs/2603.00001", "authors": ["Ada Ng", "Bo Li"], "title": "Seeing [Twice]: $O(n^2)$ Eyes", "comment": "12 pages", "summary": "One eye sees little.\nTwo eyes see more.", "AI": {"tldr": "两只眼睛比一只看得更清楚。", "motivation": "单眼模型看不到深度。", "method": "左眼，右眼", "result": "误差减半。", "conclusion": "两只眼睛值得。"}, "code_stars": 7}
        {"id": "2603.00002", "categories": ["cs.LG"], "authors": ["Cy Day"], "title": "Learning to Rest", "comment": null, "summary": "Rest helps.", "AI": {"tldr": "Summary generation failed", "motivation": "Motivation analysis unavailable", "method": "Method extraction failed", "result": "Result analysis unavailable", "conclusion": "Conclusion extraction failed"}}

        """#

    static let metadata = #"""
        {"id": "math/9201239", "title": "A note  on\n  canonical functions", "abstract": " We note. ", "authors": "Thomas J. Doe, Shai Roe", "categories": ["math.LO"], "primary": "math.LO", "created": "1989-04-14", "updated": null}

        """#

    static let snapshot = #"""
        {"id":"0704.0001","submitter":"P. N.","authors":"C. Bal\\'azs (Fermi, IL), E. L. Berger and P. M. N.","title":"Prompt diphotons","comments":"37 pages","journal-ref":"X","doi":"10.1103/PhysRevD.76.013009","abstract":"  A calculation.\n","categories":"hep-ph hep-ex","versions":[{"version":"v1","created":"Mon, 2 Apr 2007 19:18:42 GMT"},{"version":"v2","created":"Tue, 24 Jul 2007 20:10:27 GMT"}],"update_date":"2008-11-26","authors_parsed":[["Balázs","C.",""],["Berger","E. L.",""],["Nadolsky","P. M.","Jr"]]}

        """#

    static let collection = #"""
        {"_id": "1", "title": "", "text": "wings in a slipstream"}
        {"_id": "2", "title": "Heat", "text": "conduction of heat", "metadata": {}}

        """#

    static let array = """
        [
          {
            "id": "2603.00001",
            "title": "Seeing Twice",
            "abstract": "One eye."
          },
          {
            "id": "2603.00002", "title": "Learning to Rest", "abstract": "Rest."
          }
        ]
        """

    /// Each with a file name.
    static let all: [(name: String, text: String)] = [
        ("2026-03-07.md", report), ("table.md", table), ("2026-03-07_enhanced.jsonl", enhanced),
        ("metadata.jsonl", metadata), ("snapshot.json", snapshot), ("corpus.jsonl", collection), ("array.json", array),
    ]
}
