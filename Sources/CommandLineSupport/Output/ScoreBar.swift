/// A score as a bar: `█████▍    `.
public enum ScoreBar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// - Parameters:
    ///   - share: How much of the bar is filled; kept within 0...1, and 0 if it is not a number.
    ///   - width: The bar's columns.
    /// - Returns: A text of exactly `width` columns, steps of an eighth of a column.
    public static func text(_ share: Double, width: Int = 10) -> String {
        let steps = share.isNaN ? 0 : Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
        let bar = String(repeating: "█", count: steps / 8) + eighths[steps % 8]
        return bar + String(repeating: " ", count: width - (steps + 7) / 8)
    }
}
