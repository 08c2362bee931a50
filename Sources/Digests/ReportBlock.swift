/// What stands under one heading of a report, while its lines are read.
struct ReportBlock {
    let heading: Heading
    let section: String?
    var draft: EntryDraft
    /// The labels met so far.
    private(set) var seen: Set<Label> = []
    /// The text that no label announces.
    private(set) var loose: [UInt8] = []
    /// An arXiv ID or DOI in a line that is labelled as a link.
    private(set) var linked: PaperID?
    /// The text field that was read last.
    private(set) var lastField: FieldName?
    var isInDetails = false
    var hasOpenedDetails = false
    var isAfterBlank = false

    /// The label whose value is being read, and the value so far.
    private(set) var current: Label?
    /// Whether the lines that are read belong to a label that is not known.
    private var isSkipping = false
    private var value: [UInt8] = []
    /// Whether the first label was marked; `nil` before it.
    private(set) var marksLabels: Bool?

    init(heading: Heading, day: Day?, section: String?) {
        self.heading = heading
        self.section = section
        draft = EntryDraft(line: heading.line + 1, day: day)
    }

    /// Whether headings below this one may be parts of an entry.
    var mayBeEntry: Bool { heading.isEntry || heading.address != nil || !seen.isEmpty }

    /// Whether a line that looks like a label is one.
    ///
    /// A report has each label once. Abstracts may have lines of their own that begin with `Results:`, so that inside
    /// one a label must follow a blank line. Where labels are marked, as items or by bold type, the marked ones are
    /// always labels: such a report may have an abstract in each language.
    func takes(_ label: Label, isMarked: Bool) -> Bool {
        if isMarked && (marksLabels ?? true) { return true }
        if seen.contains(label) { return false }
        return current == .field(.abstract) ? isAfterBlank : true
    }

    mutating func begin(_ label: Label, isMarked: Bool = false) {
        endField()
        if label != .authors { marksLabels = marksLabels ?? isMarked }
        seen.insert(label)
        current = label
    }

    /// Adds a line to the value that is being read.
    mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        if isSkipping { return }
        if current == nil {
            loose += bytes[range]
            loose.append(UInt8(ascii: "\n"))
        } else {
            value += bytes[range]
            value.append(UInt8(ascii: "\n"))
        }
    }

    /// Files the value that was being read, and passes over the lines up to the next label.
    mutating func skipField() {
        endField()
        isSkipping = true
    }

    /// Files the value that was being read.
    mutating func endField() {
        isSkipping = false
        guard let label = current else { return }
        let text = TextCleaning.paragraphs(value.span)
        current = nil
        value.removeAll(keepingCapacity: true)
        switch label {
        case .field(let name):
            draft.set(name, text)
            lastField = name
        case .authors:
            let (names, isComplete) = AuthorNames.split(text)
            draft.setAuthors(names, quality: isComplete ? .complete : .truncated)
        case .categories: draft.addCategories(EntryDraft.categories(in: text))
        case .link:
            linked = linked ?? PaperID.inLink(text)
            draft.version = max(draft.version, PaperID.version(in: text))
        case .created: draft.created = Day(metadata: text)
        case .updated: draft.updated = Day(metadata: text)
        }
    }
}

extension PaperID {
    /// The arXiv ID or DOI that a text is, or that its first Markdown link leads to.
    static func inLink(_ text: String) -> PaperID? {
        if let id = parseGlobal(text) { return id }
        let bytes = Array(text.utf8)
        guard let open = bytes.firstOffset(of: "](", in: bytes.indices),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ")"))
        else { return text.split(separator: " ").lazy.compactMap { parseGlobal(String($0)) }.first }
        return parseGlobal(bytes.text(open + 2..<close))
    }
}
