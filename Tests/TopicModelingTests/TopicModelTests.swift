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

    @Test(arguments: [false, true])
    func `a second word that other topics share adds nothing to a phrase`(isShared: Bool) {
        var pile = Pile()
        pile.add(5, group: 0, title: "One", abstract: "Of temporal coherence. We look at frames.")
        pile.add(15, group: 0, title: "Two", abstract: "We look at frames.")
        for group in 1..<6 {
            pile.add(18, group: group, title: "Three", abstract: "A study of things.")
            pile.add(2, group: group, title: "Four", abstract: isShared ? "We look at frames." : "A study.")
        }
        let topic = pile.model(6).topics.first { $0.members.contains(0) }
        #expect(topic?.label == (isShared ? "temporal coherence" : "temporal coherence · frames"))
    }

    @Test func `terms are distinct and set the topic apart`() {
        let model = pile().model(3)
        for topic in model.topics {
            #expect(Set(topic.terms.map(\.term)).count == topic.terms.count)
            #expect(!topic.terms.isEmpty && topic.terms.count <= 10)
            #expect(topic.terms.allSatisfy { $0.score > 0 })
        }
        #expect(model.topics[2].terms.contains { $0.term.contains("protein") })
        #expect(!model.topics[0].terms.contains { $0.term.contains("protein") })
    }

    @Test func `labels differ even where papers do not`() {
        var pile = Pile()
        for group in 0..<3 {
            pile.add(5, group: group, title: "Sparse attention", abstract: "We study sparse attention kernels.")
        }
        let labels = pile.model(3).topics.map(\.label)
        #expect(Set(labels).count == 3)
        #expect(labels.allSatisfy { !$0.isEmpty })
    }

    @Test func `a phrase of boilerplate is no label`() {
        var pile = Pile()
        let turns = "We propose a novel method. Results are good. Others show less. "
        pile.add(9, group: 0, title: "", abstract: turns + "The results show kernel fusion. Kernel fusion, again.")
        pile.add(9, group: 1, title: "", abstract: turns + "The results show protein folding. Protein folding, again.")
        for group in 2..<4 {
            pile.add(9, group: group, title: "", abstract: turns + "Other results. They show: results. To show it.")
        }
        let labels = pile.model(4).topics.map(\.label)
        #expect(Set(labels.prefix(2)) == ["kernel fusion", "protein folding"])
    }
}

@Suite struct ChineseTopicTests {
    @Test func `Chinese papers have Chinese labels of whole words`() {
        var pile = Pile()
        let fillers = ["在城市中", "很快", "用于医院", "与众不同", "的新例子", "和光"]
        for (index, filler) in fillers.enumerated() {
            pile.add(1, group: 0, title: "", chinese: "\(filler)稀疏注意力\(fillers[(index + 1) % 6])。")
            pile.add(1, group: 1, title: "", chinese: "\(filler)蛋白质结构\(fillers[(index + 2) % 6])。")
        }
        let model = pile.model(2)
        #expect(Set(model.topics.map(\.label)) == ["稀疏注意力", "蛋白质结构"])
        #expect(model.topics.allSatisfy { $0.chineseLabel == $0.label })
    }

    @Test func `papers in both languages have a label in each`() {
        var pile = Pile()
        let words = "The cat sat and it was there for all of the day in which we had come to see what was up with it. "
        pile.add(
            6, group: 0, title: "Sparse attention", abstract: words + "Sparse attention.", chinese: "稀疏注意力，有用")
        pile.add(6, group: 1, title: "Protein folding", abstract: words + "Protein folding.", chinese: "蛋白质折叠，有用")
        let topics = pile.model(2).topics
        #expect(Set(topics.map { $0.label.lowercased() }) == ["sparse attention", "protein folding"])
        #expect(topics.allSatisfy { $0.chineseLabel != nil })
    }
}

@Suite struct TinyPileTests {
    @Test func `no papers give no topics`() {
        let model = Pile().model(4)
        #expect(model.topics.isEmpty && model.assignments.isEmpty)
        let automatic = TopicModel.fit(documents: [], vectors: DenseMatrix(rows: 0, columns: 8), threads: 2)
        #expect(automatic.topics.isEmpty)
    }

    @Test func `one paper is a topic with its title for a label`() {
        var pile = Pile()
        pile.add(1, group: 0, title: "On Sextants", abstract: "Old.")
        let model = pile.model(5)
        #expect(model.topics.map(\.label) == ["On Sextants"])
        #expect(model.topics[0].representatives.map(\.document) == [0])
        #expect(model.topics[0].share == 1)
    }

    @Test func `more topics than papers give one for each`() {
        var pile = Pile()
        pile.add(1, group: 0, title: "On Sextants")
        pile.add(1, group: 3, title: "On Stars")
        #expect(Set(pile.model(9).topics.map(\.label)) == ["On Sextants", "On Stars"])
    }

    @Test func `papers that are all alike are one topic`() {
        var pile = Pile()
        pile.documents = (0..<4).map { TopicDocument(id: "\($0)", title: "Same") }
        pile.rows = [[Float]](repeating: [1, 0, 0, 0, 0, 0, 0, 0], count: 4)
        let model = pile.model(3)
        #expect(model.topics.count == 1)
        #expect(model.topics[0].size == 4)
    }

    @Test func `papers without text or vectors do no harm`() {
        var pile = Pile()
        pile.add(3, group: 0, title: "")
        pile.add(2, group: 1, title: "")
        pile.rows[0] = [Float](repeating: 0, count: Pile.columns)
        let model = pile.model(2)
        #expect(model.topics.map(\.label) == ["Topic 1", "Topic 2"])
        #expect(model.assignments[0] == nil)
        pile.rows = [[Float]](repeating: [Float](repeating: 0, count: Pile.columns), count: 5)
        #expect(pile.model(2).topics.isEmpty)
    }

    @Test func `an automatic count gives its reason`() {
        var pile = Pile()
        for group in 0..<4 { pile.add(20, group: group, title: "Group \(group)") }
        let model = TopicModel.fit(documents: pile.documents, vectors: pile.vectors, threads: 1)
        #expect(model.topics.count == 4)
        #expect(model.choice.hasPrefix("4 groups stand out"))
    }
}
