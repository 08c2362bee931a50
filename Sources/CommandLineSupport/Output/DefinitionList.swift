import SystemSupport

/// Names at the left, texts at the right, wrapped: options in help, a paper's fields on a card.
public struct DefinitionList: Sendable {
    /// Names wider than this stand on a line of their own.
    private static let widestName = 26
    /// Texts get at least so many columns, even if lines become wider than asked for.
    private static let narrowestText = 20

    private let indentation: Int
    private let emphasis: Emphasis

    /// - Parameters:
    ///   - indentation: The spaces before names.
    ///   - emphasis: What the names are.
    public init(indentation: Int = 2, emphasis: Emphasis = .none) {
        self.indentation = indentation
        self.emphasis = emphasis
    }

    /// The rows as lines.
    ///
    /// - Parameters:
    ///   - rows: Names and texts; a text may have several paragraphs, separated by empty lines.
    ///   - width: The columns to keep within; `nil` leaves each paragraph on one line.
    ///   - style: How names are set.
    public func lines(_ rows: [(name: String, text: String)], width: Int?, style: TextStyle = .none) -> [String] {
        let names = rows.map { Terminal.displayWidth(of: $0.name) }.filter { $0 <= Self.widestName }
        let column = names.max() ?? Self.widestName
        let margin = String(repeating: " ", count: indentation + column + 2)
        return rows.flatMap { row in
            let available = width.map { max(Self.narrowestText, $0 - margin.count) } ?? .max
            let text = WordWrap.paragraphs(row.text, width: available)
            let name = String(repeating: " ", count: indentation) + style(emphasis, row.name)
            let space = column + 2 - Terminal.displayWidth(of: row.name)
            if text.isEmpty { return [name] }
            let rest = text.map { $0.isEmpty ? "" : margin + $0 }
            // A name too wide for its column has two spaces after it no more.
            if space < 2 { return [name] + rest }
            return [name + String(repeating: " ", count: space) + text[0]] + rest.dropFirst()
        }
    }
}
