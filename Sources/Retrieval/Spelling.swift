import LatentSemantics
import SystemSupport
import TextAnalysis
import Vocab

/// Finds the word that a misspelt one was meant to be, among the words of the model.
///
/// A word is as far from another as the letters that must be put in, left out, changed or swapped with their neighbour
/// (optimal string alignment: Damerau 1964). Words of ``shortest`` letters may be one step off, those of ``twoSteps`` two.
/// Of the nearest words the one is taken that most papers have: to ask which fits the rest of the query best in the
/// latent space was tried and found no more of the right ones. Stems are compared, since stems are what is indexed.
struct Spelling {
    /// Shorter words have too many neighbours.
    static let shortest = 4
    /// Words of so many letters may be two steps off. 7: the best of 7 and 8 on titles with a tenth of their letters wrong.
    static let twoSteps = 7

    /// A text with more words that no paper has is not misspelt; only its first words are looked up.
    static let mostTerms = 64

    let weights: TermWeights

    /// The term of the model that each of some English terms was meant to be, if one is in reach.
    ///
    /// - Complexity: O(vocabulary · terms).
    func corrections(of terms: [Term]) -> [Term: Term] {
        let wanted = terms.prefix(Self.mostTerms).compactMap { MisspeltWord($0) }
        guard !wanted.isEmpty else { return [:] }
        var best = [(steps: Int, rarity: Float, index: Int)?](repeating: nil, count: wanted.count)
        weights.inverseDocumentFrequencies.withSpan { rarities in
            for index in 0..<weights.count where weights.languages[index] == .english {
                weights.terms.withBytes(index) { candidate in
                    for (which, word) in wanted.enumerated() {
                        guard let steps = word.steps(to: candidate) else { continue }
                        if let found = best[which], (found.steps, found.rarity) <= (steps, rarities[index]) { continue }
                        best[which] = (steps, rarities[index], index)
                    }
                }
            }
        }
        var corrections: [Term: Term] = [:]
        for (word, found) in zip(wanted, best) {
            if let found { corrections[word.term] = Term(weights.terms.text(found.index), .english) }
        }
        return corrections
    }
}

/// A word to be compared with many.
private struct MisspeltWord {
    let term: Term
    let bytes: [UInt8]
    let mostSteps: Int

    /// - Returns: `nil` for what is no English word of the letters a to z, or too short.
    init?(_ term: Term) {
        let bytes = Array(term.text.utf8)
        guard term.language == .english, bytes.count >= Spelling.shortest,
            bytes.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
        else { return nil }
        self.term = term
        self.bytes = bytes
        mostSteps = bytes.count >= Spelling.twoSteps ? 2 : 1
    }

    /// How many steps another word is off; `nil` when more than ``mostSteps``.
    func steps(to other: Span<UInt8>) -> Int? {
        let most = mostSteps
        guard abs(other.count - bytes.count) <= most else { return nil }
        // What is in one word and not in the other takes a step for each letter, or for two when one becomes the other.
        var letters: UInt32 = 0
        for byte in bytes { letters |= 1 << UInt32(byte & 31) }
        var others: UInt32 = 0
        for index in other.indices { others |= 1 << UInt32(other[index] & 31) }
        guard (letters & ~others).nonzeroBitCount <= most, (others & ~letters).nonzeroBitCount <= most else {
            return nil
        }
        let width = other.count + 1
        var beforeLast = [Int](repeating: 0, count: width)
        var last = Array(0..<width)
        var row = last
        for i in 1...bytes.count {
            row[0] = i
            var least = i
            for j in 1..<max(width, 1) {
                var cost = last[j - 1] + (bytes[i - 1] == other[j - 1] ? 0 : 1)
                cost = min(cost, last[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, bytes[i - 1] == other[j - 2], bytes[i - 2] == other[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row[j] = cost
                least = min(least, cost)
            }
            // A swap reaches back one row further.
            if least > most + 1 { return nil }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[width - 1] <= most ? last[width - 1] : nil
    }
}
