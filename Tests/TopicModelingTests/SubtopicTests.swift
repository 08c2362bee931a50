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
}
