import SystemSupport

/// Rows in aligned columns. Wide characters count two columns.
public struct Table: Sendable {
    /// A column.
    public struct Column: Sendable {
        let title: String
        let isRightAligned: Bool
        let emphasis: Emphasis
        /// How narrow it may become; `nil` for a column that is never cut.
        let narrowest: Int?

        /// - Parameters:
        ///   - title: Its heading; a table whose titles are all empty has no heading line.
        ///   - isRightAligned: Whether its cells stand at the right, as numbers do.
        ///   - emphasis: What its cells are.
        ///   - narrowest: How many columns it keeps when the line is too narrow; `nil` if it is never cut.
        public init(
            _ title: String, isRightAligned: Bool = false, emphasis: Emphasis = .none, narrowest: Int? = nil
        ) {
            self.title = title
            self.isRightAligned = isRightAligned
            self.emphasis = emphasis
            self.narrowest = narrowest
        }
    }

    private static let gap = "  "

    private let columns: [Column]
    private var rows: [[String]] = []

    /// - Parameter columns: One or more.
    public init(_ columns: [Column]) {
        precondition(!columns.isEmpty, "a table has columns")
        self.columns = columns
    }

    /// Adds a row.
    ///
    /// - Parameter cells: One for each column; line breaks and control characters in them are made harmless.
    public mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "\(cells.count) cells for \(columns.count) columns")
        rows.append(cells.map(\.singleLine))
    }

    /// The table as lines without trailing spaces.
    ///
    /// - Parameters:
    ///   - width: The columns to keep within, by cutting the columns that may be cut, the widest first; `nil` cuts
    ///     nothing. Columns that may not be cut can make lines wider.
    ///   - style: How headings and cells are set.
    public func lines(width: Int? = nil, style: TextStyle = .none) -> [String] {
        let widths = columnWidths(within: width)
        var lines = rows.map { row in
            line(zip(row, columns).map { ($0, $1.emphasis) }, widths, style)
        }
        if columns.contains(where: { !$0.title.isEmpty }) {
            lines.insert(line(columns.map { ($0.title, .bold) }, widths, style), at: 0)
        }
        return lines
    }

    private func columnWidths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { column in
            rows.reduce(Terminal.displayWidth(of: columns[column].title)) {
                max($0, Terminal.displayWidth(of: $1[column]))
            }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(Self.gap.count * (columns.count - 1), +) - limit
        // One column a turn: widths end up even, and a line has a few hundred columns at most.
        while excess > 0 {
            let shrinkable = widths.indices.filter { index in
                columns[index].narrowest.map { widths[index] > max(1, $0) } ?? false
            }
            // The widest, of equals the last.
            guard let widest = shrinkable.max(by: { widths[$0] <= widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [(text: String, emphasis: Emphasis)], _ widths: [Int], _ style: TextStyle) -> String {
        var line = ""
        var pending = ""  // spaces that are written only if something follows
        for (index, cell) in cells.enumerated() {
            let text = Terminal.truncate(cell.text, to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - Terminal.displayWidth(of: text)))
            let before = columns[index].isRightAligned ? padding : ""
            if !text.isEmpty {
                line += pending + before + style(cell.emphasis, text)
                pending = ""
            } else {
                pending += before
            }
            pending += (columns[index].isRightAligned ? "" : padding) + Self.gap
        }
        return line
    }
}
