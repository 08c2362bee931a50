import Vocab

extension Term {
    /// Whether the term comes of a word that every paper uses (``Vocab/StopWords/boilerplate``): searchable, but no
    /// topic label should be made of it.
    public var isBoilerplate: Bool { Self.boilerplate.contains(self) }

    private static let boilerplate: Set<Term> = {
        let analyzer = Analyzer()
        var terms: Set<Term> = []
        for word in StopWords.boilerplate {
            let found = analyzer.terms(in: word)
            // Of a hyphenated word the whole alone: "art" is no boilerplate.
            terms.formUnion(word.contains("-") ? found.prefix(1) : found[...])
        }
        return terms
    }()
}
