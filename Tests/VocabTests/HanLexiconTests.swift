import Testing

@testable import Vocab

/// Entries made up for the tests.
private let small = HanLexicon(
    Array(
        """
        # a comment
        代码 60 code:75
        图 60 graph:70
        图神经网络 80 graph+neural+network:86 gnn:56
        方法 40 * method:66
        模型 40
        神经 90

        """.utf8))

@Suite struct HanLexiconTests {
    @Test func `an entry has its alternatives, each with its terms and weight`() {
        #expect(
            small.translations(of: "图神经网络") == [
                .init(terms: ["graph", "neural", "network"], weight: 0.86), .init(terms: ["gnn"], weight: 0.56),
            ])
        #expect(small.entry(for: "图神经网络")?.isEveryday == false)
    }

    @Test func `an everyday word is marked and gives no translation`() {
        let entry = HanLexicon.Entry(isEveryday: true, translations: [.init(terms: ["method"], weight: 0.66)])
        #expect(small.entry(for: "方法") == entry)
        #expect(small.translations(of: "方法").isEmpty)
    }

    @Test func `a word may be known without a translation`() {
        #expect(small.entry(for: "模型") == .init(isEveryday: false, translations: []))
    }

    @Test(arguments: ["图神", "图神经网络模型", "", "z", "#", "网络", "龟", "代码 60", "代码 60 code:75\n图"])
    func `what is not listed has no entry`(_ word: String) {
        #expect(small.entry(for: word) == nil)
        #expect(small.translations(of: word).isEmpty)
    }

    @Test func `a cheap long word is taken whole, and unknown characters stand alone`() {
        #expect(small.segment("用图神经网络模型") == ["用", "图神经网络", "模型"])
        #expect(small.segment("图神经") == ["图", "神经"])
        #expect(small.segment("龟") == ["龟"])
        #expect(small.segment("").isEmpty)
    }

    @Test func `a lexicon without entries knows nothing`() {
        let empty = HanLexicon(Array("# nothing\n".utf8))
        #expect(empty.entry(for: "图") == nil)
        #expect(empty.segment("图像") == ["图", "像"])
    }
}

@Suite struct StandardHanLexiconTests {
    private let lexicon = HanLexicon.standard

    @Test func `entries are sorted, distinct and short, and each can be read`() {
        let words = lexicon.words
        #expect(words.count > 10_000)
        for (word, next) in zip(words, words.dropFirst()) where !word.utf8.lexicographicallyPrecedes(next.utf8) {
            Issue.record("\(word) is not before \(next)")
        }
        for word in words {
            #expect((1...HanLexicon.maxWordLength).contains(word.unicodeScalars.count), "\(word)")
            let entry = lexicon.entry(for: word)
            let isSound = entry?.translations.allSatisfy { $0.weight > 0 && $0.weight <= 1 && !$0.terms.isEmpty }
            #expect(isSound == true, "\(word)")
        }
    }

    @Test(arguments: [
        ("代码大模型评测", "代码 大模型 评测"), ("智能客服", "智能 客服"), ("裁判大模型偏见", "裁判 大模型 偏见"),
        ("用大模型做数学证明", "用 大模型 做 数学证明"), ("大模型微调显存占用", "大模型 微调 显存 占用"), ("机器人抓取", "机器人 抓取"),
        ("视频生成扩散模型", "视频生成 扩散模型"), ("点云配准", "点云配准"), ("提出一种新的方法", "提出 一种 新 的 方法"),
    ])
    func `text is segmented as a reader would`(_ run: String, _ words: String) {
        #expect(lexicon.segment(run).joined(separator: " ") == words)
    }

    @Test(arguments: [
        ("图神经网络", "graph neural network"), ("强化学习", "reinforc learn"), ("思维链", "chain thought"), ("水印", "watermark"),
        ("检索增强生成", "retriev augment generat"), ("机器人", "robot"), ("癌症", "cancer"), ("熵", "entropi"),
        ("大模型", "larg languag model"), ("语音识别", "speech recognit"), ("扩散模型", "diffus model"),
    ])
    func `a word of a field has its English name as best translation`(_ word: String, _ terms: String) {
        #expect(lexicon.translations(of: word).first?.terms.joined(separator: " ") == terms)
    }

    @Test(arguments: ["提出", "方法", "显著", "实现", "通过", "用", "做", "的", "表明", "性能"])
    func `everyday words translate to nothing`(_ word: String) {
        #expect(lexicon.translations(of: word).isEmpty)
    }

    @Test func `the words of a segmentation are the run`() {
        for run in ["跨语言检索", "龘龘模型", "𠀀图像", "强化學習", "卷积神经网络的正则化方法及其在医学图像分割中的应用"] {
            #expect(lexicon.segment(run).joined() == run)
        }
    }
}
