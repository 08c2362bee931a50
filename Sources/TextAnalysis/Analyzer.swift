import Vocab

/// Turns text into terms.
///
/// The rules, by example (`→` gives terms):
///
/// | rule | example |
/// |---|---|
/// | words are lower-cased, accents folded, stemmed; stop words give nothing | `The Schrödinger Equations` → `schroding`, `equat` |
/// | full-width forms, ligatures, mathematical letters are the letters they show | `ＧＰＴ` → `gpt` |
/// | a hyphenated word gives the whole, as if written closed, then its parts | `pre-training` → `pretrain`, `pre`, `train` |
/// | digits belong to names; points belong to digits | `gpt-3.5` → `gpt3.5`, `gpt`, `3.5`; `3d` → `3d` |
/// | single letters and digits alone give nothing; numbers of two digits or more stay | `10,000 × 5` → `10000` |
/// | a possessive `'s` is dropped; another apostrophe ends a word | `d'Alembert's` → `alembert` |
/// | one or two hyphens and the en dash join; longer dashes part | `Bose--Einstein` → `boseeinstein`, `bose`, `einstein` |
/// | LaTeX is reduced to its words: `$`, braces and font commands vanish | `$k$-means` → `kmean`, `mean` |
/// | LaTeX accents are accents, symbols and Greek letters are read by name | `Schr\"odinger`, `Ly$\alpha$` → `lyalpha` |
/// | a step down or up to a digit is part of a name | `MoS$_2$`, `MoS₂` → `mos2` |
/// | citations, references, environments, web addresses are dropped | `\cite{key}` |
/// | Han runs give character pairs, less the stop words; anything else ends a run | `稀疏注意力` → `稀疏`, `疏注`, `注意`, `意力` |
/// | traditional characters are simplified | `強化學習` → `强化`, `化学`, `学习` |
/// | runs of kana and of Hangul give pairs too, so that a word is found within others | `データ` → `デー`, `ータ` |
/// | other scripts give their words in lower case | `Привет` → `привет` |
///
/// The whole of a hyphenated word is written closed so that `pre-training` and `pretraining`, `multi-modal` and
/// `multimodal`, `GPT-4` and `GPT4` meet; the last part's ending is stemmed as part of the whole, so that
/// `vision-language models`, `vision-language-model` agree with their plurals.
/// Words longer than 64 bytes give nothing.
///
/// ``TermCounter`` gives the same terms, much faster for many texts.
public struct Analyzer: Sendable {
    public init() {}

    /// The terms of `text`, in order of occurrence.
    /// - Complexity: O(length of `text`).
    public func terms(in text: String) -> [Term] {
        var scanner = TermScanner()
        var maker = TermMaker()
        scanner.scan(text.utf8.span)
        var terms: [Term] = []
        for word in scanner.words {
            if case .term(let term) = maker.make(word, in: scanner.bytes) { terms.append(term) }
        }
        return terms
    }

    /// The distinct terms that every text with the words of `text` has, whether it joins them by hyphens or not: of a
    /// hyphenated word its parts.
    /// - Complexity: O(length of `text`).
    public func partTerms(in text: String) -> Set<Term> {
        Set(tokens(in: text).flatMap { $0.terms.count > 1 ? $0.terms.dropFirst() : $0.terms[...] })
    }

    /// The tokens of `text`, in order: words with their places, stop words among them.
    /// - Complexity: O(length of `text`).
    public func tokens(in text: String) -> [Token] {
        var scanner = TermScanner()
        var maker = TermMaker()
        scanner.scan(text.utf8.span)
        var tokens: [Token] = []
        tokens.reserveCapacity(scanner.tokens.count)
        for token in scanner.tokens {
            var terms: [Term] = []
            var isStopWord = false
            for word in scanner.words[token.words] {
                switch maker.make(word, in: scanner.bytes) {
                case .term(let term): terms.append(term)
                case .stopWord: isStopWord = token.words.count == 1
                case .nothing: break
                }
            }
            tokens.append(
                Token(range: token.range, terms: terms, isStopWord: isStopWord, breaksBefore: token.breaksBefore))
        }
        return tokens
    }
}
