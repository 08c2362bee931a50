import LinearAlgebra
import SystemSupport
import TestSupport
import Testing
import TextAnalysis
import Vocab

@testable import LatentSemantics

@Suite struct LatentSemanticModelTests {
    private let model = LatentSemanticAnalysis(dimensions: 6).fit(count(Bilingual.papers(60)), threads: 1)

    /// Two dimensions; bow is (1, 0), tone is (0, 1) in codes of 127 and scale 1/127.
    private func plain() throws -> LatentSemanticModel {
        let weights = try #require(
            TermWeights(terms: TextColumn(["bow", "tone"]), inverseDocumentFrequencies: [2, 1] as [Float]))
        return try #require(
            LatentSemanticModel(
                weights: weights, codes: [127, 0, 0, 127] as [Int8], scales: [1 / 127, 1 / 127] as [Float],
                singularValues: [2, 1], capturedEnergy: 0.5))
    }

    @Test func `a place worked by hand`() throws {
        let model = try plain()
        // bow weighs 2 and tone 1, over √5.
        let place = model.embed("bow tone")
        #expect(abs(place[0] - 0.894_427) < 1e-5 && abs(place[1] - 0.447_214) < 1e-5)
        #expect(model.embed("bow") == [1, 0])
        #expect(model.embed("quokka") == [0, 0] && model.embed([]) == [0, 0])
    }

    @Test func `what the terms contribute adds up to the cosine`() {
        let texts = (60..<80).map { Bilingual.paper($0).english + " " + Bilingual.paper($0 + 1).chinese }
        let target = model.embed(Bilingual.paper(3).chinese)
        for text in texts {
            let counts = model.counts(text)
            let shares = model.contributions(of: counts, to: target)
            #expect(shares.count == counts.count && counts.count > 2)
            #expect(abs(shares.reduce(0, +) - dot(model.embed(counts), target)) < 1e-5)
        }
    }

    @Test func `contributions worked by hand`() throws {
        let model = try plain()
        let shares = model.contributions(of: model.counts("bow tone"), to: [0.6, 0.8])
        #expect(abs(shares[0] - 0.894_427 * 0.6) < 1e-5 && abs(shares[1] - 0.447_214 * 0.8) < 1e-5)
        #expect(model.contributions(of: [], to: [0.6, 0.8]).isEmpty)
    }

    @Test func `texts are taken together, in any order`() {
        let paper = Bilingual.paper(7)
        let both = model.embed(texts: [paper.english, paper.chinese])
        #expect(both == model.embed(texts: [paper.chinese, paper.english]))
        #expect(both == model.embed(paper.english + "\n" + paper.chinese))
        #expect(model.embed(texts: []) == [Float](repeating: 0, count: 6))
    }

    @Test(arguments: [1, 2, 3]) func `many texts get the places they get one by one`(threads: Int) {
        let documents = Bilingual.papers(300) + [["quokka"], [""]]
        let vectors = model.embed(count(documents), threads: threads)
        for (row, texts) in documents.enumerated() {
            #expect(Array(vectors[row * 6..<(row + 1) * 6]) == model.embedPaper(texts.joined(separator: "\n")))
        }
        #expect(vectors.suffix(12).allSatisfy { $0 == 0 })
    }

    @Test func `coverage is the share of the weight that is known`() throws {
        let model = try plain()
        let matrix = count("bow tone", "bow quokka", "quokka", "", "tone quokka quokka")
        // An unknown term weighs as the rarest known one, 2.
        let expected: [Double] = [1, 0.5, 0, 1, 1 / (1 + 2 * 1.693_147_180_6)]
        for (found, expected) in zip(model.coverage(of: matrix, threads: 2), expected) {
            #expect(abs(Double(found) - expected) < 1e-6)
        }
    }

    @Test func `codes are within half a step of the vectors`() {
        var generator = SplitMix(state: 5)
        var rows = (0..<40).map { _ in Float.random(in: -3...3, using: &generator) }
        rows.replaceSubrange(8..<16, with: [Float](repeating: 0, count: 8))
        rows[16] = 1e-30
        for column in 17..<24 { rows[column] = 0 }
        let (codes, scales) = quantizeRows(DenseMatrix(rows: 5, columns: 8, elements: rows), threads: 2)
        for (index, value) in rows.enumerated() {
            #expect((-127...127).contains(codes[index]))
            #expect(abs(value - Float(codes[index]) * scales[index / 8]) <= scales[index / 8] * 0.500_01)
        }
        #expect(scales[1] == 0 && codes[8..<16].allSatisfy { $0 == 0 } && codes[16] == 127)
    }

    @Test func `parts that do not fit each other are refused`() throws {
        let weights = try plain().weights
        func fits(codes: [Int8], scales: [Float]) -> Bool {
            LatentSemanticModel(
                weights: weights, codes: codes, scales: scales, singularValues: [2, 1], capturedEnergy: 0.5) != nil
        }
        #expect(fits(codes: [1, 2, 3, 4], scales: [1, 1]))
        #expect(!fits(codes: [1, 2, 3], scales: [1, 1]))
        #expect(!fits(codes: [1, 2, 3, 4], scales: [1]))
        #expect(!fits(codes: [], scales: []))
    }
}
