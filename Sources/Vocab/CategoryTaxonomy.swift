/// The arXiv category taxonomy (`Vocab/arxiv-categories.txt`).
public enum CategoryTaxonomy {
    /// Every category and archive with its English name, archive by archive; merged archives of old papers last.
    public static let all: [(String, String)] = WordList.arXivCategories.entries.map { entry in
        let columns = entry.split(separator: "\t", maxSplits: 1)
        precondition(columns.count == 2, "arxiv-categories.txt: \(entry) has no name")
        return (String(columns[0]), String(columns[1]))
    }

    /// The name of a category (`cs.CL`) or archive (`hep-th`), spelled as arXiv spells it; nil if there is none.
    public static func name(of category: String) -> String? { names[category] }

    private static let names = Dictionary(uniqueKeysWithValues: all)
}
