/// Tells the notices that stand in place of a withdrawn paper's texts.
enum Withdrawal {
    /// Whether a text says that the paper was withdrawn: `This paper has been withdrawn by the author due to …`.
    ///
    /// Goes by the first words: the paper, a form of *be*, and *withdrawn* or *retracted*. A text about what is withdrawn
    /// from somewhere has another subject.
    static func isNotice(_ text: String) -> Bool {
        guard mentionsOne(text.utf8.span) else { return false }
        let beginning = String(text.prefix(120)).lowercased()
        if beginning.contains("撤") { return isChineseNotice(beginning) }
        var words = beginning.split { !$0.isLetter }.map(String.init)[...]
        for opening in [["arxiv", "admin", "note"], ["admin", "note"], ["note"], ["comment"], ["abstract"]]
        where words.starts(with: opening) { words.removeFirst(opening.count) }
        guard let verb = words.prefix(12).firstIndex(where: verbs.contains) else { return false }
        let before = words[..<verb].filter { !auxiliaries.contains($0) }
        let next = words.dropFirst(verb - words.startIndex + 1).first
        // “Withdrawn by the authors”, or the word alone.
        if before.isEmpty { return verb > words.startIndex || next.map(reasons.contains) ?? true }
        // “The authors have withdrawn this paper”
        if before.contains(where: authors.contains) { return next.map(articles.contains) ?? false }
        return before.allSatisfy { articles.contains($0) || papers.contains($0) }
    }

    /// Whether a title is such a notice or has one before or behind it: `WITHDRAWN: …`, `… (withdrawn)`.
    static func isNotice(title: String) -> Bool {
        guard mentionsOne(title.utf8.span) else { return false }
        let words = title.lowercased()
        return isNotice(title)
            || [
                "withdrawn:", "withdrawn：", "withdrawn -", "withdrawn –", "withdrawn —", "retracted:",
                "retracted article", "[", "(", "【",
            ]
            .contains {
                words.hasPrefix($0)
                    && ($0.count > 1 || verbs.contains(String(words.dropFirst().prefix { $0.isLetter })))
            }
            || ["(withdrawn)", "[withdrawn]", "(retracted)", "[retracted]", "（已撤回）", "（已撤稿）", "（撤稿）"]
                .contains(where: words.hasSuffix)
            || ["【撤稿", "【已撤", "[撤稿", "[已撤", "（撤稿", "撤稿：", "已撤稿"].contains(where: words.hasPrefix)
    }

    /// Whether `withdra`, `retract` or `撤` stands among the first words. Hardly any text is looked at further.
    private static func mentionsOne(_ bytes: Span<UInt8>) -> Bool {
        for index in 0..<max(0, min(bytes.count, 240) - 2) {
            switch bytes[index] {
            case UInt8(ascii: "w"), UInt8(ascii: "W"): if has(withdrawal, bytes, at: index) { return true }
            case UInt8(ascii: "r"), UInt8(ascii: "R"): if has(retraction, bytes, at: index) { return true }
            case 0xE6: if bytes[index + 1] == 0x92, bytes[index + 2] == 0xA4 { return true }
            default: break
            }
        }
        return false
    }

    private static func has(_ word: [UInt8], _ bytes: Span<UInt8>, at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for index in word.indices where bytes[start + index] | 0x20 != word[index] { return false }
        return true
    }

    private static let withdrawal = Array("withdra".utf8)
    private static let retraction = Array("retract".utf8)

    /// `本文已被作者撤回`, `该论文因错误已撤稿`, `已撤回`
    private static func isChineseNotice(_ text: String) -> Bool {
        let sentence = text.prefix { !"。，,;；".contains($0) }
        guard ["撤回", "撤稿", "撤销"].contains(where: sentence.contains) else { return false }
        return ["本", "该论文", "该文", "该稿", "此论文", "此文", "论文已", "文章已", "作者已", "已"].contains(where: sentence.hasPrefix)
            && sentence.contains("已") && sentence.count <= 40
    }

    private static let verbs: Set<String> = ["withdrawn", "retracted", "withdraw", "retract"]
    private static let auxiliaries: Set<String> = [
        "has", "have", "had", "been", "is", "was", "are", "were", "being", "now", "temporarily", "voluntarily",
    ]
    private static let articles: Set<String> = ["this", "the", "our", "these", "that", "my", "its", "of", "it", "s"]
    private static let authors: Set<String> = ["author", "authors", "we", "i"]
    private static let reasons: Set<String> = [
        "by", "due", "because", "since", "for", "as", "pending", "owing",
    ]
    private static let papers: Set<String> = [
        "paper", "papers", "article", "submission", "manuscript", "preprint", "eprint", "e", "print", "note", "work",
        "letter", "report", "thesis", "version", "draft", "document", "submitted", "present", "current", "first",
        "earlier", "arxiv",
    ]
}
