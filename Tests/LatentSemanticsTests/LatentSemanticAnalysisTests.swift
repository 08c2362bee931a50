import SystemSupport
import Testing
import TextAnalysis
import Vocab

@testable import LatentSemantics

@Suite struct LatentSemanticAnalysisTests {
    @Test func `the default dimensions grow with the root of the pile and stop at 512`() {
        let expected = [(0, 1), (1, 4), (4, 8), (100, 40), (1400, 150), (16_384, 512), (1_000_000, 512)]
        for (papers, dimensions) in expected {
            #expect(LatentSemanticAnalysis.defaultDimensions(papers: papers) == dimensions)
        }
    }

    @Test(arguments: [1, 2, 10]) func `a few papers are enough`(papers: Int) {
        let documents = Bilingual.papers(papers)
        let matrix = count(documents)
        let model = LatentSemanticAnalysis().fit(matrix, threads: 2)
        #expect((1...papers).contains(model.dimensions))
        #expect(model.singularValues.count == model.dimensions)
        let vectors = model.embed(matrix, threads: 1)
        #expect(vectors.count == papers * model.dimensions && vectors.allSatisfy(\.isFinite))
        for row in 0..<papers {
            let vector = Array(vectors[row * model.dimensions..<(row + 1) * model.dimensions])
            #expect(abs(dot(vector, vector) - 1) < 1e-5)
            #expect(model.embedPaper(documents[row].joined(separator: "\n")) == vector)
        }
    }

    @Test(arguments: [[], ["", "the of", "?"]]) func `papers without terms give a model of no dimensions`(
        texts: [String]
    ) {
        let matrix = count(texts.map { [$0] })
        let model = LatentSemanticAnalysis().fit(matrix, threads: 2)
        #expect(model.dimensions == 0 && model.weights.count == 0)
        #expect(model.embed(matrix, threads: 1).isEmpty && model.embed("graph").isEmpty)
        #expect(model.coverage(of: matrix, threads: 2) == texts.map { _ in 1 })
    }

    @Test func `duplicates add no dimensions`() {
        let matrix = count([[String]](repeating: ["glacier ice", "冰川"], count: 20) + [["violin bow"]])
        let model = LatentSemanticAnalysis().fit(matrix, threads: 1)
        #expect(model.dimensions == 2)
        #expect(model.embed("glacier") == model.embed("冰川"))
    }

    @Test func `no more dimensions than asked, than papers, or than the pile has`() {
        let matrix = count(Bilingual.papers(30))
        func dimensions(_ wanted: Int?) -> Int {
            LatentSemanticAnalysis(dimensions: wanted).fit(matrix, threads: 1).dimensions
        }
        #expect(dimensions(4) == 4)
        #expect(dimensions(nil) <= 22)  // 4 · √30
        #expect(dimensions(1000) <= 30)
    }

    @Test(arguments: [2, 3]) func `the bits do not depend on the number of threads`(threads: Int) {
        let documents = Bilingual.papers(300)
        let one = LatentSemanticAnalysis().fit(count(documents), threads: 1)
        let many = LatentSemanticAnalysis().fit(count(documents, threads: threads), threads: threads)
        #expect(one.parts == many.parts)
        let matrix = count(Bilingual.papers(400))
        #expect(one.embed(matrix, threads: 1) == many.embed(matrix, threads: threads))
    }

    @Test func `a large pile is fitted on an evenly spaced sample, with the weights of all`() {
        let matrix = count(Bilingual.papers(90))
        let all = LatentSemanticAnalysis(dimensions: 6).fit(matrix, threads: 1)
        let sampled = LatentSemanticAnalysis(dimensions: 6, sampleLimit: 30).fit(matrix, threads: 1)
        #expect(sampled.parts.idf == all.parts.idf && sampled.parts.terms == all.parts.terms)
        #expect(sampled.singularValues != all.singularValues)
        #expect(LatentSemanticAnalysis(dimensions: 6, sampleLimit: 90).fit(matrix, threads: 1).parts == all.parts)
    }

    /// Each Chinese word stands only beside its translation's subject, so it must lie nearer to it than to all others.
    @Test func `a Chinese word lies next to its English translation`() {
        let model = LatentSemanticAnalysis(dimensions: 3).fit(count(Bilingual.papers(150)), threads: 1)
        let pairs = [("glacier", "冰川"), ("violin", "提琴"), ("bread", "面包")]
        for (english, chinese) in pairs {
            let place = model.embed(chinese)
            #expect(dot(place, model.embed(english)) > 0.9)
            for (other, _) in pairs where other != english { #expect(dot(place, model.embed(other)) < 0.1) }
        }
    }

    @Test func `a Chinese text finds the English text of the same paper among papers it was not fitted with`() {
        // Fitted on papers 0..<150; of 150..<156 each half is known alone.
        let model = LatentSemanticAnalysis(dimensions: 12).fit(count(Bilingual.papers(150)), threads: 1)
        let places = (150..<156).map { model.embed(Bilingual.paper($0).english) }
        for index in 0..<6 {
            let query = model.embed(Bilingual.paper(150 + index).chinese)
            let scores = places.map { dot(query, $0) }
            let subjects = scores.indices.sorted { scores[$0] > scores[$1] }.prefix(2).map { $0 % 3 }
            #expect(subjects == [index % 3, index % 3])
        }
    }

    @Test func `the captured energy grows with the dimensions and stays a share`() {
        let matrix = count(Bilingual.papers(60))
        let energies = [1, 3, 10, 30].map {
            LatentSemanticAnalysis(dimensions: $0).fit(matrix, threads: 1).capturedEnergy
        }
        #expect(energies == energies.sorted() && energies[0] > 0 && energies[3] <= 1)
    }
}

@Suite struct TermScalingTests {
    private let matrix = count(Bilingual.papers(60))

    private func model(_ scaling: TermScaling) -> LatentSemanticModel {
        LatentSemanticAnalysis(dimensions: 8, scaling: scaling).fit(matrix, threads: 1)
    }

    private func vectors(_ model: LatentSemanticModel) -> [[Float]] {
        let (codes, scales) = (model.parts.codes, model.parts.scales)
        return scales.indices.map { term in
            codes[term * model.dimensions..<(term + 1) * model.dimensions].map { Float($0) * scales[term] }
        }
    }

    @Test func `unit scaling makes every term's vector one of length 1`() {
        for vector in vectors(model(.unit)) { #expect(abs(dot(vector, vector) - 1) < 0.02) }
    }

    @Test func `fold-in leaves V as it is: its columns have length 1`() {
        let rows = vectors(model(.foldIn))
        for column in 0..<8 {
            let squares = rows.reduce(0) { $0 + $1[column] * $1[column] }
            #expect(abs(squares - 1) < 0.02)
        }
    }

    /// With V·S^p / ‖·‖^q, a row's length is its length without the division to the power 1 - q.
    @Test func `the default stands between the two, by its powers`() {
        let balanced = TermScaling.balanced
        let plain = vectors(model(TermScaling(singularPower: balanced.singularPower, lengthPower: 0)))
        let scaled = vectors(model(.balanced))
        for (a, b) in zip(plain, scaled) {
            let (before, after) = (dot(a, a).squareRoot(), dot(b, b).squareRoot())
            #expect(abs(after - power(before, 1 - balanced.lengthPower)) < 0.02)
        }
        #expect(LatentSemanticAnalysis().scaling == .balanced)
    }
}
