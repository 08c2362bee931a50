/// Texts that stand where a value could not be made.
enum FailedText {
    /// Whether a text as a whole says that there is none: `Error`, `None`, `Summary generation failed`, …
    static func isFailure(_ text: String) -> Bool {
        guard text.utf8.count <= 48 else { return text.isEmpty }
        var words = text.lowercased()
        while let last = words.last, ".。!！".contains(last) { words.removeLast() }
        return words.isEmpty || failures.contains(words)
    }

    /// What a table has at the end of a text that could not be translated: the original, cut short, stands before it.
    static let untranslated = "[翻译失败]"

    /// The values that summarisers and their scripts are known to leave behind.
    private static let failures: Set<String> = [
        "error", "none", "null", "nan", "n/a", "na", "-", "failed", "summary generation failed",
        "motivation analysis unavailable", "method extraction failed", "result analysis unavailable",
        "conclusion extraction failed", "processing failed", "generation failed", "翻译失败", "[翻译失败]", "生成失败", "处理失败",
        "无", "暂无",
    ]

    /// How a translator's note begins, which is no part of the text before it.
    private static let noteOpenings = [
        "（注", "(注", "【注", "（翻译", "(翻译", "【翻译", "（译", "(译", "【译", "（说明", "(说明", "【说明", "（解析", "(解析", "【解析",
        "（根据", "（该翻译", "（备注", "注：", "翻译说明：", "说明：", "译注：",
    ]

    /// The text without the paragraphs from a translator's note on.
    static func withoutNotes(_ text: String) -> String {
        let paragraphs = text.split(separator: "\n\n", omittingEmptySubsequences: true)
        let kept = paragraphs.enumerated().prefix { index, paragraph in
            index == 0 || !noteOpenings.contains { paragraph.hasPrefix($0) }
        }
        return kept.count == paragraphs.count ? text : kept.map(\.element).joined(separator: "\n\n")
    }

    /// The text without what arXiv's feeds put before an abstract: `arXiv:2604.90001v1 Announce Type: new Abstract: …`.
    static func withoutAnnouncement(_ text: String) -> String {
        guard text.utf8.starts(with: "arXiv:".utf8) else { return text }
        let bytes = Array(text.utf8)
        let head = 0..<min(bytes.count, 120)
        guard bytes.firstOffset(of: "Announce Type:", in: head) != nil,
            let label = bytes.firstOffset(of: "Abstract:", in: head)
        else { return text }
        return bytes.text((label + 9..<bytes.count).trimmed(in: bytes))
    }
}
