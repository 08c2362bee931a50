import LinearAlgebra
import Testing

@testable import TopicModeling

@Suite struct SubtopicTests {
    /// Two topics, of which the first has two parts of 10 papers and the second is of one kind.
    private func pile() -> Pile {
        var pile = Pile()
        let names = ["kernel fusion", "register tiling"]
        for part in 0..<2 {
            pile.add(
                10, group: 0, title: "Compilers",
                abstract: "A graph compiler of \(names[part]). The graph compiler is for \(names[part]).")
            // A direction of its own within the group.
            for row in pile.rows.count - 10..<pile.rows.count { pile.rows[row][3 + part] = 0.6 }
        }
        pile.add(11, group: 6, title: "Proteins", abstract: "The protein structure. We see the protein structure.")
        return pile
    }

    private func model(_ divided: TopicParameters.Divided, threads: Int = 1) -> TopicModel {
        let pile = pile()
        return TopicModel.fit(
            documents: pile.documents, vectors: pile.vectors,
            parameters: TopicParameters(count: .fixed(2), divided: divided), threads: threads)
    }

    @Test func `a topic is divided into its parts`() {
        let topics = model(.all).topics
        #expect(topics.map(\.size) == [20, 11])
        let parts = topics[0].subtopics
        #expect(parts.map(\.members) == [Array(0..<10), Array(10..<20)])
        #expect(parts.map(\.number) == [1, 2])
        #expect(parts.map(\.share) == [0.5, 0.5])
        #expect(parts.map(\.label) == ["kernel fusion", "register tiling"])
        #expect(parts.allSatisfy { part in part.representatives.allSatisfy { part.members.contains($0.document) } })
        // Eleven papers are read as a whole.
        #expect(topics[1].subtopics.isEmpty)
    }

    @Test func `a part has another name than the topic and its other parts`() {
        for topic in model(.all).topics {
            let labels = [topic.label] + topic.subtopics.map(\.label)
            #expect(Set(labels).count == labels.count)
        }
    }

    @Test func `one topic opened is as all opened`() {
        let (all, one) = (model(.all), model(.one(1)))
        #expect(one.topics[0] == all.topics[0])
        #expect(model(.one(2)).topics[0].subtopics.isEmpty)
        #expect(model(.none).topics[0].subtopics.isEmpty)
        #expect(model(.none).topics[0].label == all.topics[0].label)
    }

    @Test func `threads do not change the parts`() {
        #expect(model(.all, threads: 4).topics == model(.all).topics)
    }

    @Test func `papers that are all alike have no parts`() {
        var pile = Pile()
        pile.documents = (0..<30).map { TopicDocument(id: "\($0)", title: "Same") }
        pile.rows = [[Float]](repeating: [1, 0, 0, 0, 0, 0, 0, 0], count: 30)
        let model = TopicModel.fit(
            documents: pile.documents, vectors: pile.vectors,
            parameters: TopicParameters(count: .fixed(1), divided: .all), threads: 1)
        #expect(model.topics.count == 1 && model.topics[0].subtopics.isEmpty)
    }

    private func continued(
        _ pile: Pile, _ kept: KeptTopics, _ divided: TopicParameters.Divided = .all
    ) -> TopicModel {
        func padded(_ numbers: [Int?]) -> [Int?] {
            numbers + [Int?](repeating: nil, count: pile.documents.count - numbers.count)
        }
        return TopicModel.fit(
            documents: pile.documents, vectors: pile.vectors,
            parameters: TopicParameters(count: .fixed(2), divided: divided),
            continuing: KeptTopics(
                topics: kept.topics, numbers: padded(kept.numbers), nextNumber: kept.nextNumber, parts: kept.parts,
                partNumbers: padded(kept.partNumbers)), threads: 1)
    }

    @Test func `new papers join the parts, which keep number, name and papers`() {
        let first = model(.all)
        var pile = pile()
        // The second part becomes the larger: by size it would be number 1.
        for index in 0..<6 {
            pile.rows.append(pile.rows[10 + index])
            pile.documents.append(TopicDocument(id: "9.\(index)", title: "Loop nests", abstract: "Loop nests."))
        }
        let second = continued(pile, first.kept)
        #expect(second.changes.isEmpty)
        let parts = second.topics[0].subtopics
        #expect(parts.map(\.number) == [2, 1])
        #expect(parts.map(\.label) == ["register tiling", "kernel fusion"])
        #expect(parts.map(\.members) == [Array(10..<20) + Array(31..<37), Array(0..<10)])
        #expect(second.kept.parts[1]?.entries.map(\.sizeWhenMade) == [10, 10])
        #expect(continued(self.pile(), first.kept).kept == first.kept)
    }

    @Test func `parts are kept by runs that do not look at them`() {
        let first = model(.all)
        let second = continued(pile(), first.kept, .none)
        #expect(second.topics[0].subtopics.isEmpty)
        #expect(second.kept == first.kept)
        #expect(continued(pile(), second.kept).topics == first.topics)
    }

    @Test func `papers unlike any part make a new one, and it is said`() {
        let first = model(.all)
        var pile = pile()
        pile.add(8, group: 0, title: "Compilers", abstract: "A graph compiler of memory planning.")
        for row in 31..<39 { pile.rows[row][5] = 0.6 }
        let second = continued(pile, first.kept)
        #expect(second.changes == [.part(of: 1, .appeared(number: 3))])
        #expect(second.changes.map(\.description) == ["part 1.3 is new"])
        #expect(second.topics[0].subtopics.map(\.number) == [1, 2, 3])
        #expect(second.kept.parts[1]?.nextNumber == 4)
    }

    @Test func `a paper from another topic has no part there`() {
        let kept = KeptTopics(
            topics: [], numbers: [1, 2, 1], nextNumber: 3, parts: [1: KeptTopics.Parts(entries: [], nextNumber: 3)],
            partNumbers: [2, 1, nil])
        #expect(kept.parts(of: 1, documents: [0, 1, 2])?.numbers == [2, nil, nil])
        #expect(kept.parts(of: 2, documents: [1]) == nil)
    }
}
