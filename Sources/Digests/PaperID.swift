import SystemSupport

/// What a paper is known by: its arXiv ID without a version, its DOI, or the name that a collection gives it.
public struct PaperID: Hashable, Sendable {
    /// The canonical form: `2601.21465`, `math/9201239`, `10.1101/2025.03.12.642848`, …
    public let rawValue: String

    /// What sort of ID it is.
    public enum Kind: Sendable {
        /// An arXiv ID of either style.
        case arxiv
        /// A digital object identifier.
        case doi
        /// A name that means something in its own collection only.
        case other
    }

    /// An ID that is canonical already, such as one that was stored.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// What sort of ID it is.
    public var kind: Kind {
        let bytes = Array(rawValue.utf8)
        if Self.arXivLength(bytes[...]) == bytes.count { return .arxiv }
        return Self.isDOI(bytes) ? .doi : .other
    }

    /// The month that an arXiv ID names; `nil` for other kinds.
    public var month: Month? {
        let bytes = Array(rawValue.utf8)
        guard Self.arXivLength(bytes[...]) == bytes.count else { return nil }
        let start = (bytes.firstIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        let digits = bytes[start..<start + 4].map { Int($0 - UInt8(ascii: "0")) }
        let year = digits[0] * 10 + digits[1]
        // arXiv began in 1991, and its old style, which alone has a slash, ended in 2007.
        return Month(year: year + (start > 0 && year > 90 ? 1900 : 2000), month: digits[2] * 10 + digits[3])
    }
}

extension PaperID: Comparable {
    public static func < (a: PaperID, b: PaperID) -> Bool {
        compare(a.rawValue.utf8.span, b.rawValue.utf8.span) < 0
    }
}

extension PaperID: CustomStringConvertible {
    public var description: String { rawValue }
}

extension PaperID {
    /// The length of the arXiv ID that `bytes` begin with, without its version; `nil` if they begin with none.
    ///
    /// New style (since April 2007): `YYMM.number` of 4 digits, of 5 from 2015 on. Old style: `archive/YYMMnumber` of 7 digits.
    static func arXivLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.prefix { $0.isDigit }.count
        if digits == 4 {
            let rest = bytes.dropFirst(4)
            guard rest.first == UInt8(ascii: "."), isMonth(bytes.dropFirst(2)) else { return nil }
            let isLong =
                (bytes[bytes.startIndex], bytes[bytes.startIndex + 1]) >= (UInt8(ascii: "1"), UInt8(ascii: "5"))
            let number = rest.dropFirst().prefix { $0.isDigit }.count
            return number == (isLong ? 5 : 4) ? 5 + number : nil
        }
        guard digits == 0, let slash = bytes.prefix(10).firstIndex(of: UInt8(ascii: "/")),
            archives.contains(String(decoding: bytes[..<slash], as: UTF8.self))
        else { return nil }
        let number = bytes[(slash + 1)...]
        guard number.prefix(while: { $0.isDigit }).count == 7, isMonth(number.dropFirst(2)) else { return nil }
        return slash + 8 - bytes.startIndex
    }

    private static func isMonth(_ bytes: ArraySlice<UInt8>) -> Bool {
        let digits = bytes.prefix(2).map { Int($0) - 0x30 }
        return digits.count == 2 && (1...12).contains(digits[0] * 10 + digits[1])
    }

    /// Whether the bytes are a DOI: `10.`, the registrant's digits (which may have parts), a slash, and something.
    static func isDOI(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "10.".utf8), let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
            slash + 1 < bytes.count
        else { return false }
        let registrant = bytes[3..<slash]
        return registrant.count >= 4 && registrant.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
            && bytes.allSatisfy { $0 > 0x20 }
    }

    /// The archives that ever gave IDs of the old style.
    static let archives: Set<String> = [
        "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph",
        "cmp-lg",
        "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
        "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio",
        "quant-ph", "solv-int", "stat", "supr-con",
    ]
}
