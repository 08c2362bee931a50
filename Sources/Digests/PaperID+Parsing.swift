extension PaperID {
    /// The ID that a person or a file wrote.
    ///
    /// Takes arXiv IDs with and without `arXiv:` and a version, old-style ones with a subject class, DOIs, and the
    /// addresses of papers at arXiv, bioRxiv, medRxiv, doi.org and sites that carry their IDs in the path. The DOI that
    /// arXiv registers for a paper is its arXiv ID. Any other text is an ID of its own kind.
    /// - Returns: `nil` if the text is empty, has a control character, or is longer than 512 bytes.
    public static func parse(_ userInput: String) -> PaperID? {
        let text = userInput.trimmingBlanks()
        guard !text.isEmpty, text.utf8.count <= 512, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            return nil
        }
        return arXiv(text) ?? doi(text) ?? address(text) ?? decorated(text) ?? PaperID(rawValue: text)
    }

    /// The arXiv ID or DOI that a text is; `nil` for any other text.
    static func parseGlobal(_ text: String) -> PaperID? {
        guard let id = parse(text), id.kind != .other else { return nil }
        return id
    }

    /// The version that an ID or an address names, as in `2601.21465v2.pdf`; 0 if it names none.
    static func version(in text: String) -> UInt16 {
        let bytes = Array(text.utf8)
        for index in bytes.indices.dropLast() where bytes[index] | 0x20 == UInt8(ascii: "v") {
            let digits = bytes[(index + 1)...].prefix { $0.isDigit }
            guard index > 0, bytes[index - 1].isDigit, !digits.isEmpty,
                bytes[digits.endIndex...].first?.isLetter != true
            else { continue }
            return UInt16(bytes.text(digits.startIndex..<digits.endIndex)) ?? 0
        }
        return 0
    }

    /// `2601.21465v2`, `arXiv:2601.21465`, `arXiv:2601.21465v1 [cs.CV]`, `math.GT/0309136`.
    private static func arXiv(_ text: String) -> PaperID? {
        var bytes = Array(text.utf8)[...]
        bytes.drop(prefix: "arxiv:")
        while bytes.first == 0x20 { bytes.removeFirst() }
        // A subject class is no part of the ID: math.GT/0309136 is math/0309136.
        if let slash = bytes.prefix(20).firstIndex(of: UInt8(ascii: "/")) {
            let name = bytes[..<slash]
            let archive = name.prefix { $0 != UInt8(ascii: ".") }
            guard name.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }) else {
                return nil
            }
            bytes = (archive.map { $0.isLetter ? $0 | 0x20 : $0 } + bytes[slash...])[...]
        }
        guard let length = arXivLength(bytes) else { return nil }
        var rest = bytes.dropFirst(length)
        if rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "v") {
            let version = rest.dropFirst().prefix { $0.isDigit }
            guard !version.isEmpty else { return nil }
            rest = rest.dropFirst(version.count + 1)
        }
        guard rest.isEmpty || rest.starts(with: " [".utf8) else { return nil }
        return PaperID(rawValue: String(decoding: bytes.prefix(length), as: UTF8.self))
    }

    /// An ID as other programs write it: `oai:arXiv.org:2601.21465`, `2601.21465v2.pdf`, `10.1101%2F2025.03.12.642848`.
    private static func decorated(_ text: String) -> PaperID? {
        var rest = text
        for prefix in ["oai:arxiv.org:", "urn:doi:"] where rest.lowercased().hasPrefix(prefix) {
            rest = String(rest.dropFirst(prefix.count))
        }
        for suffix in [".pdf", ".html", ".txt", ".tar.gz"] where rest.lowercased().hasSuffix(suffix) {
            rest = String(rest.dropLast(suffix.count))
        }
        if rest == text { rest = rest.replacing("%2F", with: "/").replacing("%2f", with: "/") }
        return rest == text ? nil : arXiv(rest) ?? doi(rest)
    }

    /// `10.1101/2025.03.12.642848`, `doi:10.…`. DOIs are compared without case, so they are kept in lower case.
    private static func doi(_ text: String) -> PaperID? {
        var bytes = Array(text.utf8)[...]
        bytes.drop(prefix: "doi:")
        while bytes.first == 0x20 { bytes.removeFirst() }
        let lower = bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
        guard isDOI(lower) else { return nil }
        let id = String(decoding: lower, as: UTF8.self)
        if id.hasPrefix("10.48550/arxiv."), let arXivID = arXiv(String(id.dropFirst(15))) { return arXivID }
        return PaperID(rawValue: id)
    }

    private static func address(_ text: String) -> PaperID? {
        var rest = text[...]
        var hasScheme = false
        for scheme in ["https://", "http://", "//"] where rest.lowercased().hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            hasScheme = true
            break
        }
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let host = rest[..<slash].lowercased()
        let path = rest[rest.index(after: slash)...].split(separator: "/").map(String.init)
        guard hasScheme || host.contains(".") else { return nil }
        if host.isSite("biorxiv.org") || host.isSite("medrxiv.org") { return preprint(path) }
        // arXiv's own IDs are looked for at the sites that use them alone: elsewhere `1207.0580` may be anything.
        if host.isSite("arxiv.org") || Self.mirrors.contains(where: host.isSite) {
            for start in path.indices {
                let tail = path[start...].joined(separator: "/")
                if let id = arXiv(tail.dropping(suffix: ".pdf").dropping(suffix: ".html")) { return id }
            }
        }
        for start in path.indices {
            let tail = path[start...].joined(separator: "/")
            if let id = doi(tail.replacing("%2F", with: "/").replacing("%2f", with: "/")) { return id }
        }
        return nil
    }

    /// Sites other than arXiv's that name papers by arXiv IDs.
    private static let mirrors = ["alphaxiv.org", "ar5iv.org", "huggingface.co", "papers.cool", "arxiv.gg"]

    /// The DOI in an address at bioRxiv or medRxiv, of which version and view are no part:
    /// `content/10.1101/2025.03.12.642848v1.full.pdf`, `content/biorxiv/early/2025/03/12/2025.03.12.642848`,
    /// `cgi/content/short/2025.03.12.642848v1`.
    private static func preprint(_ path: [String]) -> PaperID? {
        guard let name = path.last(where: { $0.utf8.first?.isDigit == true && !isRegistrant($0) }) else { return nil }
        let prefix = path.first(where: isRegistrant) ?? "10.1101"
        let bytes = Array(name.utf8)
        var end = bytes.prefix { $0.isDigit || $0 == UInt8(ascii: ".") }.count
        while end > 0, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end >= 6 else { return nil }
        return doi(prefix + "/" + String(decoding: bytes[..<end], as: UTF8.self))
    }

    private static func isRegistrant(_ part: String) -> Bool {
        part.hasPrefix("10.") && part.utf8.count >= 7 && part.utf8.dropFirst(3).allSatisfy { $0.isDigit }
    }
}

extension ArraySlice<UInt8> {
    /// Drops a prefix of ASCII, which is given in lower case and compared without case.
    fileprivate mutating func drop(prefix: String) {
        guard count >= prefix.utf8.count, zip(self, prefix.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return }
        removeFirst(prefix.utf8.count)
    }
}

extension String {
    /// Whether this host is the site or one of its subdomains.
    fileprivate func isSite(_ site: String) -> Bool { self == site || hasSuffix("." + site) }

    fileprivate func dropping(suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }

    /// The text without the blanks of ASCII at both ends.
    func trimmingBlanks() -> String {
        let bytes = Array(utf8)
        let range = bytes.indices.trimmed(in: bytes)
        return range == bytes.indices ? self : bytes.text(range)
    }
}
