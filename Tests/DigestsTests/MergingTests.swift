import TestSupport
import Testing
import Vocab

@testable import Digests

@Suite struct MergingTests {
    private func paper(_ values: [FieldKey: FieldValue]) -> Paper {
        var paper = Paper(id: PaperID(rawValue: "2603.00001"))
        for (key, value) in values { paper.fields[key] = value }
        return paper
    }

    private let key = FieldKey(.abstract, .english)

    private func joined(_ a: FieldValue, _ b: FieldValue) -> FieldValue? {
        var paper = paper([key: a])
        paper.merge(self.paper([key: b]))
        return paper.fields[key]
    }

    @Test func `a truncated value never replaces a whole one`() {
        let whole = FieldValue("short", day: .of("2026-03-01"))
        let part = FieldValue("a much longer part", day: .of("2026-03-02"), quality: .truncated)
        #expect(joined(whole, part) == whole && joined(part, whole) == whole)
    }

    @Test func `the later of two whole values wins, then the longer, then the greater`() {
        let early = FieldValue("a longer text", day: .of("2026-03-01"))
        let late = FieldValue("text", day: .of("2026-03-02"))
        #expect(joined(early, late) == late && joined(late, early) == late)
        let long = FieldValue("longer", day: .of("2026-03-02"))
        #expect(joined(late, long) == long && joined(long, late) == long)
        let greater = FieldValue("texu", day: .of("2026-03-02"))
        #expect(joined(late, greater) == greater && joined(greater, late) == greater)
        let undated = FieldValue("undated and longer")
        #expect(joined(undated, late) == late && joined(late, undated) == late)
    }

    @Test func `a Chinese entry joins its English twin`() {
        var english = paper([FieldKey(.title, .english): FieldValue("Eyes"), key: FieldValue("One eye.")])
        let chinese = paper([
            FieldKey(.title, .chinese): FieldValue("眼睛"), FieldKey(.abstract, .chinese): FieldValue("一只眼睛。"),
        ])
        english.merge(chinese)
        #expect(english.fields.count == 4)
        #expect(english.text(.title) == "Eyes" && english.text(.title, preferring: .chinese) == "眼睛")
    }

    @Test func `categories are united and the primary kept`() {
        var a = Paper(id: PaperID(rawValue: "x"))
        a.addCategories(["cs.CV", "cs.AI"])
        a.primary = FieldValue("cs.CV")
        var b = Paper(id: PaperID(rawValue: "x"))
        b.addCategories(["cs.LG", "cs.CV"])
        a.merge(b)
        #expect(a.categories == ["cs.AI", "cs.CV", "cs.LG"] && a.primaryCategory == "cs.CV")
        b.merge(a)
        #expect(b == a)
    }

    @Test func `a first author gives way to all authors`() {
        var table = Paper(id: PaperID(rawValue: "x"))
        table.authorList = AuthorList(["Ada Ng"], day: .of("2026-03-09"), quality: .truncated)
        var report = Paper(id: PaperID(rawValue: "x"))
        report.authorList = AuthorList(["Ada Ng", "Bo Li"], day: .of("2026-03-08"))
        table.merge(report)
        #expect(table.authors == ["Ada Ng", "Bo Li"])
    }

    @Test func `joining is commutative, associative and idempotent`() {
        var random = SplitMix(state: 11)
        for _ in 0..<400 {
            let papers = (0..<4).map { _ in randomPaper(&random) }
            let all = joinAll(papers)
            #expect(joinAll(papers.shuffled(using: &random)) == all)
            #expect(joinAll(papers + papers) == all)
            var left = papers[0]
            left.merge(papers[1])
            var right = papers[2]
            right.merge(papers[3])
            left.merge(right)
            #expect(left == all)
            var same = papers[0]
            same.merge(papers[0])
            #expect(same == papers[0])
        }
    }

    private func joinAll(_ papers: [Paper]) -> Paper {
        papers.dropFirst().reduce(into: papers[0]) { $0.merge($1) }
    }

    @Test func `a paper's date is its submission, else its first digest, else its ID's month`() {
        var paper = Paper(id: PaperID(rawValue: "2602.00001"))
        #expect(paper.date == Month("2026-02").map { .month($0) } && paper.date?.description == "2026-02")
        paper.firstDigest = .of("2026-03-09")
        #expect(paper.date == .day(.of("2026-03-09")) && paper.date?.month == Month("2026-03"))
        paper.created = .of("2026-03-05")
        #expect(paper.date == .day(.of("2026-03-05")) && paper.date?.description == "2026-03-05")
        #expect(Paper(id: PaperID(rawValue: "7")).date == nil)
    }

    @Test func `a change is named by what it replaced`() {
        let title = FieldKey(.title, .english)
        let tldr = FieldKey(.tldr, .chinese)
        let old = paper([
            title: FieldValue("Eyes"), tldr: FieldValue("眼睛"), key: FieldValue("One", quality: .truncated),
        ])
        func change(_ body: (inout Paper) -> Void) -> PaperChange {
            var new = old
            body(&new)
            return new.change(from: old)
        }
        #expect(change { _ in } == .unchanged)
        #expect(change { $0.addCategories(["cs.CV"]) } == .merged)
        #expect(change { $0.fields[FieldKey(.comment, .english)] = FieldValue("12 pages") } == .merged)
        #expect(change { $0.fields[key] = FieldValue("One eye.") } == .merged)
        #expect(change { $0.fields[tldr] = FieldValue("两只眼睛") } == .regenerated)
        #expect(change { $0.fields[title] = FieldValue("More eyes") } == .changed)
        #expect(change { $0.authorList = AuthorList(["A"]) } == .merged)
        var named = old
        named.authorList = AuthorList(["A"])
        var renamed = old
        renamed.authorList = AuthorList(["A", "B"])
        #expect(renamed.change(from: named) == .changed)
    }
}

/// A paper with few different values, so that joins meet equal ones too.
func randomPaper(_ random: inout SplitMix) -> Paper {
    var paper = Paper(id: PaperID(rawValue: "2603.00001"))
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
    let days: [Day?] = [nil, .of("2026-03-01"), .of("2026-03-02")]
    let recencies = days.flatMap { day in
        [Recency(digest: day), Recency(revised: day), Recency(version: 2, digest: day)]
    }
    for name in FieldName.allCases {
        for language in Language.allCases where Bool.random(using: &random) {
            paper.fields[FieldKey(name, language)] = FieldValue(
                pick(["a", "b", "中文", "long “quoted”\n\ntext"]), recency: pick(recencies),
                quality: pick([.notice, .truncated, .complete]))
        }
    }
    if Bool.random(using: &random) {
        paper.authorList = AuthorList(
            pick([["A"], ["A", "B"], ["B", "A"], []]), recency: pick(recencies), quality: pick([.truncated, .complete]))
    }
    paper.addCategories(pick([[], ["cs.CV"], ["cs.LG", "cs.CV"]]))
    paper.primary = pick([nil, FieldValue("cs.CV"), FieldValue("cs.LG", day: pick(days))])
    paper.created = pick(days)
    paper.updated = pick(days)
    paper.firstDigest = pick(days)
    paper.withdrawn = pick([nil, recencies[2], recencies[5]])
    paper.hasFailedSummary = Bool.random(using: &random)
    paper.source = pick([nil, "a.jsonl", "b.jsonl"])
    return paper
}
