import LinearAlgebra
import SystemSupport
import TestSupport
import TextAnalysis
import Vocab

@testable import LatentSemantics

/// Counts documents of one or more abstracts each.
func count(_ documents: [[String]], threads: Int = 1) -> TermDocumentMatrix {
    TermDocumentMatrix.count(documents: documents.count, threads: threads) {
        documents[$0].map { FieldText(.abstract, $0) }
    }
}

/// Counts documents of one text each.
func count(_ documents: String...) -> TermDocumentMatrix { count(documents.map { [$0] }) }

extension TermDocumentMatrix {
    /// A row as words and counts.
    func words(_ row: Int) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: self.row(row).map { (terms.text(Int($0.id)), Int($0.count)) })
    }
}

extension LatentSemanticModel {
    /// The counts of a text's terms that the model knows.
    func counts(_ text: String) -> [TermCount] {
        var ids = Analyzer().terms(in: text).compactMap { weights.terms.index(ofSorted: $0.text).map { UInt32($0) } }
        return TermCount.counting(&ids)
    }

    /// The place of one text.
    func embed(_ text: String) -> [Float] { embed(counts(text)) }

    /// The place of a paper with a text: that of its English side where it has one.
    func embedPaper(_ text: String) -> [Float] { embed(weights.compared(counts(text))) }

    /// Everything of the model, for comparing.
    var parts: Parts {
        Parts(
            terms: weights.terms.texts, idf: weights.inverseDocumentFrequencies.withSpan { [Float]($0) },
            codes: codes.withSpan { [Int8]($0) }, scales: scales.withSpan { [Float]($0) },
            singularValues: singularValues, energy: capturedEnergy)
    }

    struct Parts: Equatable {
        let terms: [String]
        let idf: [Float]
        let codes: [Int8]
        let scales: [Float]
        let singularValues: [Float]
        let energy: Double
    }
}

/// The sum of products.
func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// Made-up papers about three subjects, each with an English and a Chinese text that say the same.
enum Bilingual {
    private static let subjects: [(english: [String], chinese: [String])] = [
        (["glacier", "ice", "melting", "sheet", "snow"], ["冰川", "冰层", "融化", "雪原", "极地"]),
        (["violin", "string", "bow", "resonance", "tone"], ["提琴", "琴弦", "弓法", "共鸣", "音色"]),
        (["bread", "yeast", "flour", "oven", "crust"], ["面包", "酵母", "面粉", "烤炉", "脆皮"]),
    ]

    /// Paper `index`, of subject `index % 3`: both texts take their words from the same places of the lists.
    static func paper(_ index: Int) -> (english: String, chinese: String) {
        let subject = subjects[index % 3]
        var generator = SplitMix(state: UInt64(index))
        let picks = (0..<6).map { _ in Int.random(in: 0..<5, using: &generator) }
        return (
            picks.map { subject.english[$0] }.joined(separator: " "),
            picks.map { subject.chinese[$0] }.joined(separator: "，")
        )
    }

    /// `count` papers, each with both texts.
    static func papers(_ count: Int) -> [[String]] {
        (0..<count).map { index in
            let paper = paper(index)
            return [paper.english, paper.chinese]
        }
    }
}
