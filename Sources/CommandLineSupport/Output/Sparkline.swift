/// Numbers as a line of small bars: `▁▂▅█`.
public enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// - Parameters:
    ///   - values: 0 or more each; what is no finite number counts as 0.
    ///   - width: The most columns; more values than that are averaged in groups of neighbours.
    /// - Returns: A column for each value or group, the largest a full bar; all lowest where all are 0.
    public static func text(_ values: [Double], width: Int = 30) -> String {
        precondition(width > 0, "a line has columns")
        let columns = min(width, values.count)
        let means = (0..<columns).map { column in
            let group = values[column * values.count / columns..<(column + 1) * values.count / columns]
            return group.reduce(0) { $0 + ($1.isFinite ? max(0, $1) : 0) } / Double(group.count)
        }
        let largest = means.max() ?? 0
        return String(means.map { bars[largest > 0 ? min(7, Int($0 / largest * 8)) : 0] })
    }
}
