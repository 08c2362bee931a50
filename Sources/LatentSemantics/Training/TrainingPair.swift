import SystemSupport
import Vocab

/// Two texts that belong together: what is drawn of a paper to train on.
struct TrainingPair {
    /// Term IDs of each side, in the order of the text.
    var first: [UInt32] = []
    var second: [UInt32] = []

    /// The share of pairs of one language in which the title stands alone.
    private static let titleShare = 0.3

    /// Draws a pair of a paper; `nil` for a paper that has no two parts.
    ///
    /// A sentence, or up to half of the sentences, against the rest (the inverse cloze task: Lee, Chang and Toutanova
    /// 2019); of a paper in two languages as often its Chinese side, or a sentence of it, against its English side.
    init?(_ paper: Int, of sentences: TrainingSentences, using generator: inout SeededGenerator) {
        let range = sentences.paperOffsets[paper]..<sentences.paperOffsets[paper + 1]
        let english = range.filter { sentences.sentences[$0].language == .english }
        let chinese = range.filter { sentences.sentences[$0].language == .chinese }
        if !english.isEmpty, !chinese.isEmpty, generator.unit() < 0.5 || english.count < 2 {
            let isWhole = generator.unit() < 0.5
            let drawn = chinese[Int(generator.unit() * Double(chinese.count))]
            take(isWhole ? chinese : [drawn], against: english, of: sentences)
        } else {
            let parts = english.count < 2 && !chinese.isEmpty ? chinese : english
            guard parts.count >= 2 else { return nil }
            let drawn = Self.draw(parts, of: sentences, using: &generator)
            take(drawn, against: parts.filter { !drawn.contains($0) }, of: sentences)
        }
    }

    /// Draws a sentence of a paper and the rest of its text in that language; `nil` for a paper that has no two parts.
    init?(sentenceOf paper: Int, of sentences: TrainingSentences, using generator: inout SeededGenerator) {
        let range = sentences.paperOffsets[paper]..<sentences.paperOffsets[paper + 1]
        let sides = Language.allCases.map { language in range.filter { sentences.sentences[$0].language == language } }
            .filter { $0.count >= 2 }
        guard !sides.isEmpty else { return nil }
        let side = sides[Int(generator.unit() * Double(sides.count))]
        let drawn = side[Int(generator.unit() * Double(side.count))]
        take([drawn], against: side.filter { $0 != drawn }, of: sentences)
    }

    private static func draw(
        _ parts: [Int], of sentences: TrainingSentences, using generator: inout SeededGenerator
    ) -> [Int] {
        if generator.unit() < titleShare, let title = parts.first(where: { sentences.sentences[$0].isTitle }) {
            return [title]
        }
        let count = 1 + Int(generator.unit() * Double(parts.count / 2))
        return generator.sample(min(count, parts.count - 1), of: parts.count).map { parts[$0] }
    }

    private mutating func take(_ a: [Int], against b: [Int], of sentences: TrainingSentences) {
        for index in a { first += sentences.terms[sentences.sentences[index].range] }
        for index in b { second += sentences.terms[sentences.sentences[index].range] }
    }
}
