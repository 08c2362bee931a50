import CommandLineSupport
import JSON
import Sextant

extension Paper {
    /// The English title, else the Chinese, else the ID.
    var displayTitle: String { text(.title) ?? id.rawValue }

    /// The day, with a `~` before it when it is approximate; empty when there is none.
    var dayText: String { day.map { ($0.isApproximate ? "~" : "") + $0.day.description } ?? "" }

    /// Writes the day, or null.
    func writeDay(to json: inout JSONWriter) {
        if let day { json.string(day.day.description) } else { json.null() }
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
    var bibTeX: String {
        var fields: [BibTeX.Field] = [.title(displayTitle), .names("author", authors)]
        if let day = day?.day { fields.append(.verbatim("year", String(day.components.year))) }
        switch id.kind {
        case .arxiv:
            fields += [.verbatim("eprint", id.rawValue), .verbatim("archivePrefix", "arXiv")]
            if let category = primaryCategory { fields.append(.verbatim("primaryClass", category)) }
        case .doi: fields.append(.verbatim("doi", id.rawValue))
        default: break
        }
        if let address { fields.append(.verbatim("url", address)) }
        return BibTeX.entry(type: "misc", key: id.rawValue, fields: fields)
    }
}
