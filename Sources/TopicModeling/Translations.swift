/// Chinese phrases that say what the phrases of English labels say.
///
/// Papers with both languages translate each other: of the Chinese phrases of a topic, the one that stands in the same
/// papers as the English one is its translation (Dice's coefficient over papers, after Smadja, McKeown and
/// Hatzivassiloglou 1996, "Translating collocations for bilingual lexicons").
struct Translations: Sendable {
    private let phrases: [[Int]?]

    /// The coefficient that a translation reaches: half of the papers with either have both at 0.67, a third at 0.5.
    private static let least = 0.35

    /// - Parameters:
    ///   - labels: The English phrases of each topic.
    ///   - candidates: The Chinese phrases of each topic.
    ///   - taken: Phrases that translate other labels.
    init(
        of labels: [[Int]], by candidates: [[TopicTerms.Candidate]], _ postings: PhrasePostings, taken: Set<Int> = []
    ) {
        var taken = taken
        phrases = labels.indices.map { topic in
            var chosen: [Int] = []
            for phrase in labels[topic] {
                let english = postings[phrase]
                var best: (phrase: Int, dice: Double)?
                for candidate in candidates[topic] where !taken.contains(candidate.phrase) {
                    let chinese = postings[candidate.phrase]
                    let both = Self.common(english, chinese)
                    let dice = 2 * Double(both) / Double(max(1, english.count + chinese.count))
                    if dice >= Self.least, dice > best?.dice ?? 0 { best = (candidate.phrase, dice) }
                }
                guard let best else { continue }
                chosen.append(best.phrase)
                taken.insert(best.phrase)
            }
            return chosen.isEmpty ? nil : chosen
        }
    }

    /// The Chinese phrases of a topic's label; nil where no phrase of it has a translation.
    subscript(topic: Int) -> [Int]? { phrases[topic] }

    /// How many documents two ascending lists have in common.
    private static func common(_ a: [Int32], _ b: [Int32]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                count += 1
                i += 1
                j += 1
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return count
    }
}
