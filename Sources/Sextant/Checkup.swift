import Corpus
import Digests
import IndexStore
import LinearAlgebra

/// What is wrong, or worth knowing, about an index and its digests.
public struct Checkup: Sendable {
    /// One kind of finding.
    public struct Section: Sendable {
        /// What it is, for programs.
        public let kind: String
        /// What it is, for people.
        public let title: String
        /// What to do about it.
        public let remedy: String
        /// The findings.
        public let findings: [String]
    }

    /// Damage of the index itself: what it says cannot be trusted.
    public let damage: [IndexFinding]
    /// All else, the gravest first; kinds without findings are left out.
    public let sections: [Section]

    /// Whether nothing was found.
    public var isClean: Bool { damage.isEmpty && sections.isEmpty }
}

extension Library {
    /// Looks the index of a folder over: every checksum, every record, and what the digests lack.
    ///
    /// - Throws: ``IndexError`` when there is no index, or so little of it that nothing can be checked.
    /// - Complexity: O(bytes of the index).
    public static func checkup(
        path: String, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(IndexError) -> Checkup {
        let damage = try IndexDirectory(path: path).verify(progress: progress)
        var sections: [Checkup.Section] = []
        if let advice = BLASInfo.advice {
            sections.append(
                Checkup.Section(
                    kind: "blas", title: "slow linear algebra", remedy: "changes speed alone", findings: [advice]))
        }
        guard !damage.contains(where: \.isDamage) else { return Checkup(damage: damage, sections: sections) }
        let library = try Library(path: path)
        sections = try library.digestSections() + sections
        return Checkup(damage: damage, sections: sections.filter { !$0.findings.isEmpty })
    }

    private func digestSections() throws(IndexError) -> [Checkup.Section] {
        let log = try FindingLog(corpus.snapshot).findings
        var failed: [String] = []
        var byTitle: [String: [String]] = [:]
        var days: Set<Day> = []
        for location in corpus.locations() {
            let paper = try paper(at: location)
            if paper.lacksSummary { failed.append("\(paper.id): \(paper.text(.title) ?? "")") }
            if let day = paper.firstDigest { days.insert(day) }
            if let title = paper.text(.title) { byTitle[normalized(title), default: []].append(paper.id.rawValue) }
        }
        let duplicates = byTitle.filter { $0.value.count > 1 && !$0.key.isEmpty }.values.map { $0.sorted() }
            .sorted { $0[0] < $1[0] }.map { $0.joined(separator: " = ") }
        return [
            .init(
                kind: "problems", title: "entries and files that were not taken as they are",
                remedy: "mend the file and index it again",
                findings: log.filter { $0.kind != "changed" && $0.isLoss }.map(\.text)),
            .init(
                kind: "notes", title: "notes on entries and files", remedy: "nothing was lost",
                findings: log.filter { $0.kind != "changed" && !$0.isLoss }.map(\.text)),
            .init(
                kind: "failed_summaries", title: "papers whose summary failed",
                remedy: "their abstracts are indexed; index a digest that has the summary", findings: failed),
            .init(
                kind: "duplicates", title: "papers under two IDs", remedy: "both are kept; `show` tells which is which",
                findings: duplicates),
            .init(
                kind: "changed", title: "titles, abstracts or authors that a later digest replaced",
                remedy: "nothing: the later text counts", findings: log.filter { $0.kind == "changed" }.map(\.text)),
            .init(
                kind: "missing_days", title: "weekdays without a digest",
                remedy: "index the digest of the day, if there was one",
                findings: missingWeekdays(days)),
        ]
    }

    private func normalized(_ title: String) -> String {
        String(
            String.UnicodeScalarView(
                title.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
    }

    /// Days from Monday to Friday between digests that are less than a month apart; longer gaps are two piles.
    private func missingWeekdays(_ days: Set<Day>) -> [String] {
        let sorted = days.sorted()
        return zip(sorted, sorted.dropFirst()).flatMap { earlier, later in
            let gap = earlier.daysSinceEpoch + 1..<later.daysSinceEpoch
            // Day 0 was a Thursday.
            return gap.count > 31 ? [] : gap.filter { ($0 + 3) % 7 < 5 }.map { Day(daysSinceEpoch: $0).description }
        }
    }
}
