/// Tells what scripts write for a day on which there was nothing to read: `no valid paper today`, `抓取失败：HTTP 429`.
enum EmptyDay {
    /// A text longer than this is something else.
    private static let longest = 2000

    /// The line that says so in a Markdown text without entries; `nil` if none does. A text of headings alone, one of
    /// which has a date, is one.
    static func notice(in markdown: [UInt8]) -> String? {
        guard markdown.count <= longest else { return nil }
        let lines = markdown.lines.map { TextCleaning.line(markdown[$0].span) }.filter { !$0.isEmpty }
        if let line = lines.first(where: says) { return line }
        guard let heading = lines.first, lines.allSatisfy({ $0.hasPrefix("#") }),
            lines.contains(where: { Day.find(in: $0) != nil })
        else { return nil }
        return heading
    }

    /// Whether a short text says that there are no papers, or that they could not be fetched.
    static func says(_ text: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        let words = text.lowercased()
        if chinese.contains(where: words.contains) { return true }
        let parts = words.split { !$0.isLetter && !$0.isNumber }
        if let no = parts.firstIndex(where: { ["no", "0", "zero", "without"].contains($0) }) {
            // no valid paper today
            return parts[no...].prefix(5).contains { papers.contains($0) }
        }
        return parts.contains { failures.contains($0) } && parts.contains { sources.contains($0) }
    }

    private static let papers: Set<Substring> = [
        "paper", "papers", "article", "articles", "entries", "results", "updates", "submissions",
    ]
    private static let failures: Set<Substring> = ["failed", "failure", "error", "unavailable", "timeout"]
    private static let sources: Set<Substring> = [
        "fetch", "fetching", "http", "download", "crawl", "crawling", "request", "api", "network",
    ]
    private static let chinese = [
        "没有论文", "没有新论文", "无论文", "无新论文", "暂无论文", "没有有效论文", "无有效论文", "没有符合", "今日无", "今天没有", "暂无更新", "没有更新", "抓取失败",
        "获取失败",
        "下载失败", "请求失败", "爬取失败",
    ]
}
