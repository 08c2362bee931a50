import CommandLineSupport
import JSON
import Sextant

extension Paper {
    /// The English title, else the Chinese, else the ID.
    var displayTitle: String { text(.title) ?? id.rawValue }

    /// The categories, that to which the paper was submitted first.
    var primaryFirst: [String] {
        guard let primaryCategory else { return categories }
        return [primaryCategory] + categories.filter { $0 != primaryCategory }
    }

    /// The day, or the month or year where no more is known; empty when there is neither.
    var dateText: String { date?.description ?? "" }

    /// Writes the date, or null.
    func writeDate(to json: inout JSONWriter) {
        if let date { json.string(date.description) } else { json.null() }
    }

    /// Where the paper can be read; `nil` for papers that are neither on arXiv nor have a DOI.
    var address: String? {
        switch id.kind {
        case .arxiv: "https://arxiv.org/abs/\(id.rawValue)"
        case .doi: "https://doi.org/\(id.rawValue)"
        default: nil
        }
    }

    /// The paper as an entry for a bibliography.
    ///
    /// - Parameters:
    ///   - keys: The keys of the entries before it in the file.
    ///   - copies: The IDs of other papers that are the same work, of which a note tells.
    func bibTeX(_ keys: inout BibTeX.Keys, copies: [String] = []) -> String {
        var fields: [BibTeX.Field] = [.title(displayTitle), .names("author", authors)]
        if let date { fields.append(.verbatim("year", String(date.year))) }
        switch id.kind {
        case .arxiv:
            fields += [.verbatim("eprint", id.rawValue), .verbatim("archivePrefix", "arXiv")]
            if let category = primaryCategory { fields.append(.verbatim("primaryClass", category)) }
        case .doi: fields.append(.verbatim("doi", id.rawValue))
        default: break
        }
        if let address { fields.append(.verbatim("url", address)) }
        let notes = [isWithdrawn ? "Withdrawn" : "", copies.isEmpty ? "" : "Also as " + copies.joined(separator: ", ")]
        fields.append(.text("note", notes.filter { !$0.isEmpty }.joined(separator: ". ")))
        return BibTeX.entry(type: "misc", key: keys.next(id.rawValue), fields: fields)
    }
}
