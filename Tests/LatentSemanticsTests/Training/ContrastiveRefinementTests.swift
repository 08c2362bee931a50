import LinearAlgebra
import SystemSupport
import Testing
import TextAnalysis
import VectorKernels
import Vocab

@testable import LatentSemantics

@Suite struct ContrastiveRefinementTests {
    /// Papers of two subjects that share some words.
    private static let texts = (0..<80).map { index in
        let shared = ["old", "cold", "wooden", "loud", "slow"][index % 5]
        return index.isMultiple(of: 2)
            ? "Violin \(index) strings sound \(shared). Bow and rosin matter. The luthier carves \(shared) wood."
            : "Glaciers \(index) melt in \(shared) air. Cores hold snow. The \(shared) valley floods."
    }
    private static let matrix = TermDocumentMatrix.count(documents: texts.count, threads: 1) {
        [FieldText(.abstract, texts[$0])]
    }

    private static func analysis(from papers: Int) -> LatentSemanticAnalysis {
        var analysis = LatentSemanticAnalysis(dimensions: 4)
        analysis.refinedPapers = papers
        return analysis
    }

    @Test func `training changes the vectors, and not by the number of threads`() {
        func codes(from papers: Int, threads: Int) -> [Int8] {
            let model = Self.analysis(from: papers).fit(
                Self.matrix, threads: threads, texts: { [FieldText(.abstract, Self.texts[$0])] })
            return model.codes.withSpan { [Int8]($0) }
        }
        let trained = codes(from: 1, threads: 1)
        #expect(trained == codes(from: 1, threads: 3))
        #expect(trained != codes(from: 1000, threads: 1))
    }

    @Test func `a model has trained term weights from the number of papers on`() {
        let texts = Self.texts
        let trained = Self.analysis(from: 1).fit(Self.matrix, threads: 1, texts: { [FieldText(.abstract, texts[$0])] })
        let plain = Self.analysis(from: 1000).fit(Self.matrix, threads: 1, texts: { [FieldText(.abstract, texts[$0])] })
        #expect(trained.weights.lexicalFactors?.count == trained.weights.count)
        #expect(plain.weights.lexicalFactors == nil && plain.weights.lexicalFactor(of: 0) == 1)
    }

    @Test func `a pair is a part of a paper and the rest, or its two languages`() throws {
        let weights = TermWeights(Self.matrix)
        let sentences = TrainingSentences(papers: 1, weights: weights, threads: 1) { _ in
            [FieldText(.abstract, Self.texts[0])]
        }
        #expect(sentences.sentences.count == 3)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20 {
            let pair = try #require(TrainingPair(0, of: sentences, using: &generator))
            #expect(!pair.first.isEmpty && !pair.second.isEmpty)
            #expect(pair.first.count + pair.second.count == sentences.terms.count)
        }
        let single = TrainingSentences(papers: 1, weights: weights, threads: 1) { _ in [FieldText(.title, "Violin")] }
        #expect((TrainingPair(0, of: single, using: &generator) == nil) == true)
    }
}
