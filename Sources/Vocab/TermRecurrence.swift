import CVocab

/// How often an English term recurs in a paper that has it: everyday words hardly do, words of a subject do.
///
/// The recurrence of a term is the share of the sentences with the term, title included, whose paper has it in another
/// sentence too: 8 % for *came*, 22 % for *remember*, 68 % for *memory*. It tells rare words of a subject from rare words
/// of everyday speech, which document frequency cannot (Church 2000, "Empirical estimates of adaptation").
///
/// The list is `Vocab/english-recurrence.txt`, made by `scripts/recurrence`: one line is a term and its recurrence in
/// hundredths.
public enum TermRecurrence {
    /// The recurrence of a term, 0…1; `nil` for one that is not listed: it recurs often, or few papers have it.
    /// - Complexity: O(log n) comparisons for n lines.
    public static func of(_ term: String) -> Float? {
        let key = Array(term.utf8)
        return list.line(of: key.span).map { Float(list.number($0, after: key.count)) / 100 }
    }

    // SAFETY: sx_english_recurrence returns a static array that ends with a zero byte.
    private static let list = SortedLines(Array(unsafe String(cString: sx_english_recurrence()).utf8))
}
