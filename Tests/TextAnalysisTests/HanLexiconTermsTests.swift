import Testing
import TextAnalysis
import Vocab

@Suite struct HanLexiconTermsTests {
    @Test(arguments: [
        ("图神经网络", "graph neural networks"), ("强化学习", "reinforcement learning"),
        ("检索增强生成", "retrieval augmented generation"), ("思维链", "chain of thought"), ("知识蒸馏", "knowledge distillation"),
        ("大语言模型", "large language models"),
        ("预训练", "pretraining"), ("零样本", "zero shot"), ("隐私", "privacy"), ("医学图像分割", "medical image segmentation"),
    ])
    func `the lexicon's terms are those of the analyzer`(_ word: String, _ english: String) {
        let terms = Analyzer().terms(in: english).map(\.text)
        #expect(HanLexicon.standard.translations(of: word).first?.terms == terms)
    }
}
