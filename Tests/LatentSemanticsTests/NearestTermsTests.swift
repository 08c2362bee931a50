import Testing
import Vocab

@testable import LatentSemantics

@Suite struct NearestTermsTests {
    private let model = LatentSemanticAnalysis(dimensions: 6).fit(count(Bilingual.papers(60)), threads: 1)

    private func ids(_ language: Language) -> [UInt32] {
        (0..<model.weights.count).filter { model.weights.languages[$0] == language }.map { UInt32($0) }
    }

    private func cosine(_ a: UInt32, _ b: UInt32) -> Double {
        let (x, y) = (model.termCodes(a).map { Double($0) }, model.termCodes(b).map { Double($0) })
        func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
        return product(x, y) / (product(x, x) * product(y, y)).squareRoot()
    }

    @Test(arguments: Language.allCases) func `each term finds the one with the greatest cosine`(
        language: Language
    ) throws {
        let terms = NearestTerms(model, language: language, greatestRarity: .infinity)
        let wanted = ids(language == .english ? .chinese : .english)
        let found = terms.nearest(to: wanted)
        #expect(found.count == wanted.count && wanted.count > 5)
        for (id, found) in zip(wanted, found) {
            let best = try #require(ids(language).map { cosine(id, $0) }.max())
            let nearest = try #require(found)
            #expect(model.weights.languages[Int(nearest.id)] == language)
            #expect(abs(cosine(id, nearest.id) - best) < 1e-6 && abs(Double(nearest.cosine) - best) < 1e-5)
        }
    }

    @Test func `terms rarer than the limit are not found`() {
        let rarities = ids(.english).map { id in model.weights.inverseDocumentFrequencies.withSpan { $0[Int(id)] } }
        let limit = rarities.sorted()[rarities.count / 2]
        let some = NearestTerms(model, language: .english, greatestRarity: limit)
        for found in some.nearest(to: ids(.chinese)) {
            guard let found else { continue }
            #expect(model.weights.inverseDocumentFrequencies.withSpan { $0[Int(found.id)] } <= limit)
        }
        #expect(
            NearestTerms(model, language: .english, greatestRarity: 0).nearest(to: [0, 1]).allSatisfy { $0 == nil })
        #expect(some.nearest(to: []).isEmpty)
    }
}
