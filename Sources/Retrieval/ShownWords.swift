import Corpus
import TextAnalysis
import Vocab

/// The word that each term stands for in texts, as it is first written there.
///
/// - Parameter corrections: Terms that are taken for others.
func surfaceWords(in texts: [String], readAs corrections: [Term: Term] = [:]) -> [Term: String] {
    var words: [Term: String] = [:]
    // Terms within a longer token, that of a hyphenated word, say: shown so only where they never stand alone.
    var parts: [Term: String] = [:]
    for text in texts {
        let utf8 = Array(text.utf8)
        for token in Analyzer().tokens(in: text) {
            for written in token.terms {
                let term = corrections[written] ?? written
                if token.terms.count > 1 {
                    parts[term] = term.text
                } else if words[term] == nil {
                    words[term] = String(decoding: utf8[token.range], as: UTF8.self)
                }
            }
        }
    }
    return words.merging(parts) { alone, _ in alone }
}

extension Searcher {
    /// The words that a person is shown for the terms of texts: as ``surfaceWords(in:readAs:)`` gives them, and pairs of
    /// Han characters in the word that they are part of.
    func shownWords(in texts: [String], readAs corrections: [Term: Term] = [:]) -> [Term: String] {
        var words = surfaceWords(in: texts, readAs: corrections)
        for text in texts {
            let utf8 = Array(text.utf8)
            var run: [Token] = []
            for token in Analyzer().tokens(in: text) {
                if let last = run.last, token.range.lowerBound >= last.range.upperBound {
                    merge(run, utf8, into: &words)
                    run = []
                }
                run.append(token)
            }
            merge(run, utf8, into: &words)
        }
        return words
    }

    /// Words of overlapping tokens, which only pairs of Han characters are.
    private func merge(_ run: [Token], _ utf8: [UInt8], into words: inout [Term: String]) {
        guard run.count > 1 else { return }
        let frequencies = run.map { token in
            token.terms.first.map { term in
                corpus.segments.reduce(0) { $0 + $1.postings.documentFrequency(term.text) }
            } ?? 0
        }
        var start = 0
        for end in Self.wordEnds(frequencies) {
            // The second character of the last pair begins the next word.
            let upper = end + 1 < run.count ? run[end + 1].range.lowerBound : run[end].range.upperBound
            let text = String(decoding: utf8[run[start].range.lowerBound..<upper], as: UTF8.self)
            for token in run[start...end] { for term in token.terms { words[term] = text } }
            start = end + 1
        }
    }

    /// The last pair of each word in a run of overlapping pairs of characters, by how many papers have each pair.
    ///
    /// A pair that spans two words is rarer than those beside it, which lie within words (Sun, Shen and Tsou 1998), and is
    /// counted with the first of the two. A pair that is no term, of function characters, say, spans words as well.
    static func wordEnds(_ frequencies: [Int]) -> [Int] {
        var ends: [Int] = []
        for index in frequencies.indices.dropLast() {
            let neighbors = [index > 0 ? frequencies[index - 1] : 0, frequencies[index + 1]]
            let isRare = 2 * frequencies[index] < neighbors.min() ?? 0 && ends.last != index - 1
            if frequencies[index] == 0 || isRare { ends.append(index) }
        }
        return ends + (frequencies.isEmpty ? [] : [frequencies.count - 1])
    }
}
