import LinearAlgebra
import Testing

@testable import TopicModeling

@Suite struct TopicContinuationTests {
    /// Groups 0, 1 and 2 with 20, 18 and 16 papers.
    private func pile() -> Pile {
        var pile = Pile()
        pile.add(20, group: 0, title: "Sparse attention", abstract: "Sparse attention kernels.")
        pile.add(18, group: 1, title: "Protein folding", abstract: "Protein folding fast.")
        pile.add(16, group: 2, title: "Gaussian splatting", abstract: "Gaussian splatting scenes.")
        return pile
    }

    private func continued(_ pile: Pile, _ kept: KeptTopics, count: TopicParameters.Count = .automatic) -> TopicModel {
        let numbers = pile.documents.indices.map { $0 < kept.numbers.count ? kept.numbers[$0] : nil }
        let padded = KeptTopics(topics: kept.topics, numbers: numbers, nextNumber: kept.nextNumber)
        return TopicModel.fit(
            documents: pile.documents, vectors: pile.vectors, parameters: TopicParameters(count: count),
            continuing: padded, threads: 2)
    }

    @Test func `new papers join, and topics keep number, name and papers`() {
        var pile = pile()
        let first = pile.model(3)
        // The smallest becomes the largest: by size it would be number 1.
        for index in 0..<12 {
            pile.rows.append(pile.rows[38])
            pile.documents.append(TopicDocument(id: "9.\(index)", title: "Another name", abstract: "Another name."))
        }
        let second = continued(pile, first.kept)
        #expect(second.changes.isEmpty)
        #expect(second.topics.map(\.number) == [3, 1, 2])
        #expect(Set(second.topics.map(\.label)) == Set(first.topics.map(\.label)))
        #expect(second.topics[0].size == 28)
        for document in first.assignments.indices {
            #expect(first.kept.numbers[document] == second.kept.numbers[document])
        }
        #expect(second.kept.topics.map(\.sizeWhenMade) == [20, 18, 16])
    }

    @Test func `papers unlike any topic make a new one`() {
        var pile = pile()
        let first = pile.model(3)
        pile.add(15, group: 5, title: "Dark matter", abstract: "Dark matter halos.")
        let second = continued(pile, first.kept)
        #expect(second.changes == [.appeared(number: 4)])
        #expect(second.topics.first { $0.number == 4 }?.members == Array(54..<69))
        #expect(second.kept.nextNumber == 5)
        // Where the number was asked for, they join what there is.
        let exact = continued(pile, first.kept, count: .fixed(3))
        #expect(exact.topics.count == 3 && exact.changes.isEmpty)
    }

    @Test func `a topic that doubled and is two falls in two`() {
        var pile = pile()
        let first = pile.model(3)
        let numbers = first.kept.numbers.map { $0 == 3 ? 2 : $0 }
        let merged = KeptTopics(
            topics: first.kept.topics.filter { $0.number < 3 }.map {
                KeptTopics.Entry(
                    number: $0.number, label: $0.label, chineseLabel: nil,
                    sizeWhenMade: $0.number == 2 ? 17 : $0.sizeWhenMade)
            }, numbers: numbers, nextNumber: 3)
        let second = continued(pile, merged)
        #expect(second.changes == [.split(number: 2, into: 3)])
        #expect(second.topics.map(\.size) == [20, 18, 16])
        #expect(second.kept.topics.map(\.sizeWhenMade) == [20, 18, 16])
        pile.documents.removeAll()
    }

    @Test func `a topic without papers ends, one with hardly any joins the nearest`() {
        let all = pile()
        let first = all.model(3)
        var pile = Pile()
        pile.documents = Array(all.documents[0..<39])
        pile.rows = Array(all.rows[0..<39])
        let merged = continued(
            pile, KeptTopics(topics: first.kept.topics, numbers: Array(first.kept.numbers.prefix(39)), nextNumber: 4))
        #expect(merged.topics.map(\.number).sorted() == [1, 2])
        let label = first.topics[2].label
        #expect(
            merged.changes == [.merged(number: 3, label: label, into: 1)]
                || merged.changes == [.merged(number: 3, label: label, into: 2)])
        pile.documents.removeLast()
        pile.rows.removeLast()
        let ended = continued(
            pile, KeptTopics(topics: first.kept.topics, numbers: Array(first.kept.numbers.prefix(38)), nextNumber: 4))
        #expect(ended.changes == [.ended(number: 3, label: label)])
        // A number is never given again.
        #expect(ended.kept.nextNumber == 4)
    }

    @Test func `with too little to go on from, topics are made anew`() {
        let pile = pile()
        let first = pile.model(3)
        let few = first.kept.numbers.enumerated().map { $0.offset < 20 ? $0.element : nil }
        let anew = continued(pile, KeptTopics(topics: first.kept.topics, numbers: few, nextNumber: 9), count: .fixed(3))
        #expect(anew.topics.map(\.number) == [1, 2, 3])
        #expect(anew.changes.isEmpty && anew.choice == "asked for")
        // Another number of topics than the kept ones.
        #expect(continued(pile, first.kept, count: .fixed(2)).topics.count == 2)
    }

    @Test func `numbers of no topic and no topics at all`() {
        let pile = pile()
        let first = pile.model(3)
        let strange = KeptTopics(
            topics: first.kept.topics, numbers: first.kept.numbers.map { $0 == 1 ? 77 : $0 }, nextNumber: 4)
        #expect(continued(pile, strange).topics.map(\.size).reduce(0, +) == 54)
        let none = KeptTopics(topics: [], numbers: [Int?](repeating: nil, count: 54), nextNumber: 1)
        #expect(continued(pile, none).topics.count == 3)
    }

    @Test func `fits are shares, and the papers of clear groups fit`() {
        let model = pile().model(3)
        #expect(model.fits.allSatisfy { $0 > 0.9 && $0 <= 1 })
    }
}
