import LinearAlgebra
import Testing

@testable import TopicModeling

@Suite struct TopicModelTests {
    /// Three groups of 12, 10 and 8 papers.
    private func pile() -> Pile {
        var pile = Pile()
        pile.add(
            12, group: 0, title: "Gaussian Splatting of Streets",
            abstract: "We render scenes with 3D Gaussian splatting. Novel view synthesis gets faster.")
        pile.add(
            10, group: 1, title: "Agents That Plan",
            abstract: "In this work, LLM agents use tools. Planning by LLM agents is hard; tool use helps.")
        pile.add(
            8, group: 2, title: "Proteins and Their Folds",
            abstract: "Predicting the protein structure of folds. The protein structure is known for few.")
        return pile
    }

    @Test func `groups become topics by descending size`() {
        let model = pile().model(3)
        #expect(model.topics.map(\.size) == [12, 10, 8])
        #expect(model.topics.map(\.number) == [1, 2, 3])
        #expect(model.topics[0].members == Array(0..<12))
        #expect(
            model.assignments == [Int?](repeating: 0, count: 12) + [Int?](repeating: 1, count: 10)
                + [Int?](repeating: 2, count: 8))
        #expect(abs(model.topics.map(\.share).reduce(0, +) - 1) < 1e-12)
    }

    @Test func `labels are phrases as the papers write them`() {
        let labels = pile().model(3).topics.map(\.label)
        #expect(labels[0].contains("3D Gaussian splatting"))
        #expect(labels[1].contains("LLM agents"))
        #expect(labels[2].contains("protein structure"))
    }

    @Test func `threads do not change the topics`() {
        let pile = pile()
        #expect(pile.model(3, threads: 4).topics == pile.model(3).topics)
    }

    @Test func `representatives are near the centre, and equals come by identifier`() {
        let pile = pile()
        for topic in pile.model(3).topics {
            let expected = topic.representatives.sorted {
                ($1.score, pile.documents[$0.document].id) < ($0.score, pile.documents[$1.document].id)
            }
            #expect(topic.representatives == expected)
            #expect(topic.representatives.count == 3)
            #expect(topic.representatives.allSatisfy { topic.members.contains($0.document) })
        }
    }

    @Test func `a paper without a vector is in no topic`() {
        var pile = pile()
        pile.rows[3] = [Float](repeating: 0, count: Pile.columns)
        let model = pile.model(3)
        #expect(model.assignments[3] == nil)
        #expect(model.topics.allSatisfy { !$0.members.contains(3) })
        #expect(model.topics.map(\.size).reduce(0, +) == 29)
    }
}
