/// Tells `Bee, Ann` from `Ann Bee, Carl Dee`, and puts the first in order.
enum NameOrder {
    /// The names that the parts between commas are.
    ///
    /// - Parameters:
    ///   - isLoose: Whether commas may also separate whole names, so that more must speak for a name in two parts.
    ///   - hasTightCommas: Whether the commas have no blanks behind them, as only between whole names.
    static func names(_ parts: [String], isLoose: Bool, hasTightCommas: Bool = false) -> [String] {
        guard parts.count > 1 else { return parts }
        return (hasTightCommas ? initialed(parts) : pairs(parts, isLoose: isLoose)) ?? withSuffixes(parts)
    }

    /// The names if all are in two parts, the family's first; `nil` if they are not.
    static func pairs(_ parts: [String], isLoose: Bool) -> [String]? {
        if let ordered = initialed(parts) { return ordered }
        return paired(parts) { family, given in
            // One of the two is no whole name.
            let count = words(given).count
            if isFamilyName(family) { return count == 1 || count <= 3 && (!isLoose || hasInitial(given)) }
            return !isLoose && words(given).count == 1 && words(family).count <= 3
        }
    }

    /// The names if each is a family's name and initials: `Bee, A., Dee, C. D.`
    static func initialed(_ parts: [String]) -> [String]? { paired(parts) { isInitials($1) } }

    private static func paired(_ parts: [String], _ isName: (String, String) -> Bool) -> [String]? {
        var names: [String] = []
        var index = 0
        while index < parts.count {
            var suffix = ""
            let family = parts[index]
            index += 1
            // Dee, Jr., Carl
            if index + 1 < parts.count, isSuffix(parts[index]) {
                suffix = " " + parts[index]
                index += 1
            }
            guard index < parts.count else { return nil }
            let given = parts[index]
            index += 1
            guard isName(family, given), !isInitials(family), !isSuffix(given), !hasHan(family),
                ![family, given].contains(where: isCompany)
            else { return nil }
            if index < parts.count, isSuffix(parts[index]) {
                suffix = " " + parts[index]
                index += 1
            }
            names.append("\(given) \(family)\(suffix)")
        }
        return names
    }

    /// The parts as names, but for those that belong to the one before: `Carl Dee, Jr.`, `Acme, Inc.`
    static func withSuffixes(_ parts: [String]) -> [String] {
        parts.reduce(into: []) { names, part in
            guard let last = names.last, isSuffix(part) || isLegalForm(part) else { return names.append(part) }
            names[names.count - 1] = last + (isLegalForm(part) ? ", " : " ") + part
        }
    }

    /// Whether a name goes on behind an `and`: `Department of Physics and Astronomy`.
    static func continuesBehindAnd(_ before: String) -> Bool {
        let words = before.lowercased().split { $0 == " " || $0 == "," }
        guard words.contains("of") || words.contains("for"), let last = words.last else { return false }
        return !["collaboration", "team", "group", "consortium", "network"].contains(last)
    }

    /// Whether a part is the name of no person: a company, an institute, a collaboration.
    static func isCompany(_ part: String) -> Bool {
        let words = part.split { $0 == " " || $0 == "," }
        return words.contains { companyWords.contains($0.lowercased().filter { $0 != "." }) } || isLegalForm(part)
            || words.contains("of") || words.contains("for")
            || words.contains { word in
                // OpenAI, xAI
                word.utf8.contains { (0x61...0x7A).contains($0) }
                    && word.suffix(2).utf8.allSatisfy { (0x41...0x5A).contains($0) }
                    && word.count > 2
            }
    }

    private static func words(_ name: String) -> [Substring] { name.split(separator: " ") }

    /// Whether a text is one word, but for particles: `Bee`, `van der Berg`.
    private static func isFamilyName(_ name: String) -> Bool {
        let words = words(name)
        guard words.count > 1 else { return true }
        // “Ben Cox” and “Van Nguyen” are whole names.
        return words.dropLast().allSatisfy { particles.contains($0.lowercased()) }
            && words.dropLast().contains { $0.first?.isLowercase == true }
    }

    /// Whether given names have an initial among them, as in `Ann M.`
    private static func hasInitial(_ name: String) -> Bool { words(name).contains { isInitials(String($0)) } }

    /// `A.`, `A. B.`, `J.-P.`, `Yu. A.`, `A B`
    private static func isInitials(_ text: String) -> Bool {
        // Whole names have longer words.
        var run = 0
        for byte in text.utf8 {
            run = byte.isLetter ? run + 1 : 0
            if run > 2 { return false }
        }
        return words(text).allSatisfy { word in
            let letters = word.split { ".-‐".contains($0) }
            let longest = word.hasSuffix(".") ? 2 : 1
            return !letters.isEmpty && letters.allSatisfy { $0.count <= longest && $0.first?.isUppercase == true }
        } && !hasHan(text)
    }

    private static func isSuffix(_ text: String) -> Bool {
        text.utf8.count <= 6 && suffixes.contains(text.lowercased())
    }

    private static func isLegalForm(_ text: String) -> Bool {
        text.utf8.count <= 6 && legalForms.contains(text.lowercased())
    }

    private static let suffixes: Set<String> = [
        "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "ph.d.", "phd", "ph.d", "ph. d", "ph. d.", "m.d.", "m. d.",
    ]

    private static let legalForms: Set<String> = [
        "inc", "inc.", "ltd", "ltd.", "llc", "corp.", "corp", "gmbh", "co.", "plc", "s.a.",
    ]

    private static func hasHan(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) || (0xAC00...0xD7A3).contains($0.value) }
    }

    private static let particles: Set<String> = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el", "al",
        "bin", "ben", "ibn", "ter", "ten", "st", "st.", "af", "zu", "zur", "dal", "vander", "abu",
    ]

    private static let companyWords: Set<String> = [
        "collaboration", "team", "group", "consortium", "project", "institute", "university", "laboratory", "labs",
        "lab",
        "committee", "association", "foundation", "society", "company", "department", "center", "centre", "agency",
        "initiative", "academy", "college", "school", "hospital", "network", "organization", "research", "technologies",
        "deepmind", "nvidia", "google", "microsoft", "anthropic", "deepseek", "qwen", "meta", "alibaba", "bytedance",
        "tencent", "huawei", "baidu", "ibm", "apple", "amazon", "inc", "ltd", "llc", "gmbh", "corp",
    ]
}
