import CVocab

/// A list of the folder `Vocab`: one entry a line, comments from `#` at a line's start, blank lines ignored.
struct WordList {
    /// The entries in the file's order, without surrounding blanks.
    let entries: [Substring]

    init(text: String) {
        entries = text.split(separator: "\n").map { $0.trimmingBlanks() }.filter { !$0.isEmpty && $0.first != "#" }
    }

    private init(embedded text: UnsafePointer<CChar>) {
        // SAFETY: the lists of CVocab are static arrays that end with a zero byte.
        self.init(text: unsafe String(cString: text))
    }

    // SAFETY, of all six: the functions of CVocab return such arrays.
    static var englishStopWords: WordList { unsafe WordList(embedded: sx_english_stop_words()) }
    static var chineseStopCharacters: WordList { unsafe WordList(embedded: sx_chinese_stop_characters()) }
    static var chineseStopBigrams: WordList { unsafe WordList(embedded: sx_chinese_stop_bigrams()) }
    static var boilerplate: WordList { unsafe WordList(embedded: sx_boilerplate()) }
    static var arXivCategories: WordList { unsafe WordList(embedded: sx_arxiv_categories()) }
    static var latexCommands: WordList { unsafe WordList(embedded: sx_latex_commands()) }
}

extension Substring {
    fileprivate func trimmingBlanks() -> Substring {
        var trimmed = self[...]
        while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
        while let first = trimmed.first, first.isWhitespace { trimmed.removeFirst() }
        return trimmed
    }
}
