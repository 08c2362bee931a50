/// Numbers as people read them. The decimal mark is a point, whatever the locale, so that output can be compared.
public enum Figures {
    /// A number with so many digits after the point, halves away from zero: `0.35`; `-` for what is no finite number.
    public static func fixed(_ value: Double, digits: Int = 2) -> String {
        precondition(0...15 ~= digits, "0 to 15 digits")
        let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard value.isFinite else { return "-" }
        // Beyond that a double has no digits after the point.
        guard scaled < 9e15 else { return "\(value)" }
        let whole = Int(scaled)
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return sign + "\(whole)" }
        let figures = String(repeating: "0", count: max(0, digits + 1 - "\(whole)".count)) + "\(whole)"
        return sign + figures.dropLast(digits) + "." + figures.suffix(digits)
    }

    /// A count with its thousands set apart: `12,493`.
    public static func count(_ value: Int) -> String {
        let figures = "\(value.magnitude)"
        let grouped = figures.enumerated().reduce(into: "") { result, figure in
            if figure.offset > 0, (figures.count - figure.offset) % 3 == 0 { result.append(",") }
            result.append(figure.element)
        }
        return (value < 0 ? "-" : "") + grouped
    }

    /// A count and what is counted: `1 paper`, `12,493 papers`.
    public static func count(_ value: Int, _ noun: String) -> String {
        "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// A size in powers of 1000: `512 B`, `3.4 kB`, `173 MB`.
    public static func bytes(_ value: Int) -> String {
        var (amount, units) = (Double(value), ["B", "kB", "MB", "GB", "TB", "PB", "EB"][...])
        // 999.5 would be shown as 1000.
        while amount >= 999.5, units.count > 1 {
            amount /= 1000
            units = units.dropFirst()
        }
        let isShort = amount < 9.95 && units.first != "B"
        return "\(fixed(amount, digits: isShort ? 1 : 0)) \(units.first ?? "")"
    }

    /// A share as a percentage: `16.8 %`.
    public static func percent(_ share: Double, digits: Int = 1) -> String { fixed(share * 100, digits: digits) + " %" }
}
