import Testing
import Vocab

@testable import TextAnalysis

/// The texts of the terms of `text`.
func words(_ text: String) -> [String] { Analyzer().terms(in: text).map(\.text) }

@Suite struct EnglishTests {
    @Test func `words are lower-cased and stemmed`() {
        #expect(words("Sparse Attention Networks") == ["spars", "attent", "network"])
        #expect(words("GENERALIZATIONS") == ["general"])
    }

    @Test func `stop words give no terms`() {
        #expect(words("The attention of the models that we use") == ["attent", "model"])
    }

    @Test func `lower-casing and folding know more than ASCII`() {
        #expect(words("ÉCOLE Øresund Łódź İstanbul") == ["ecol", "oresund", "lodz", "istanbul"])
        #expect(words("Straße STRAẞE æther Þór") == ["strass", "strass", "aether", "thor"])
    }

    @Test(arguments: [
        "Schrödinger", "Schrodinger", "Schr\\\"odinger", "Schr\\\"{o}dinger", "Schr{\\\"o}dinger", "Schro\u{308}dinger",
    ])
    func `an accent is folded however it is written`(_ spelling: String) {
        #expect(words(spelling) == ["schroding"])
    }

    @Test func `CamelCase is one word`() {
        #expect(words("ImageNet MobileNetV2") == ["imagenet", "mobilenetv2"])
    }

    @Test func `a possessive s is dropped, with either apostrophe`() {
        #expect(words("Newton's Newton’s NEWTON'S models'") == ["newton", "newton", "newton", "model"])
    }

    @Test func `another apostrophe ends a word`() {
        #expect(words("d'Alembert doesn't O'Brien") == ["alembert", "brien"])
    }

    @Test func `single letters and single digits give nothing`() {
        #expect(words("a b x 3 R é") == [])
    }

    @Test func `typographic quotes and dashes end words`() {
        #expect(words("“deep”—learning … graph‚net") == ["deep", "learn", "graph", "net"])
    }

    @Test func `full-width letters and digits are their ASCII twins`() {
        #expect(words("ＧＰＴ－４ｏ　Ｔｒａｎｓｆｏｒｍｅｒ") == words("GPT-4o Transformer"))
    }

    @Test func `ligatures, styled letters and letterlike signs are the letters they show`() {
        #expect(
            words("ﬁeld eﬃcient 𝐆𝐚𝐮𝐬𝐬 ℝⁿ ℓ₂ 𝛼-decay") == [
                "field", "effici", "gauss", "rn", "l2", "alphadecay", "alpha", "decay",
            ])
    }

    @Test func `soft hyphens and joiners have no width`() {
        #expect(words("trans\u{AD}former net\u{200B}work \u{FEFF}graph") == ["transform", "network", "graph"])
    }

    @Test func `words of other scripts are kept in lower case`() {
        #expect(words("Привет МИР") == ["привет", "мир"])
        #expect(words("アルゴリ 한국어") == ["アル", "ルゴ", "ゴリ", "한국", "국어"])
        #expect(words("ИИ-модель") == ["иимодель", "ии", "модель"])
    }

    @Test func `Kana and letters beside them are different words`() {
        #expect(words("深層GPTモデル") == ["深层", "gpt", "モデ", "デル"])
    }

    @Test func `a word of more than 64 bytes gives nothing`() {
        let longest = String(repeating: "ab", count: 32)
        #expect(words(longest) == [longest])
        #expect(words(longest + "c") == [])
        #expect(words("graph-" + longest) == ["graph", longest])
    }

    @Test func `web addresses are dropped`() {
        #expect(words("code: https://github.com/a-b/models?id=3, www.example.org/data.") == ["code"])
        #expect(words("HTTP://X.ORG/模型 paper (see http://a.b/c)d") == ["模型", "paper", "see"])
        #expect(words("www https: //") == ["www", "https"])
    }
}

@Suite struct HyphenTests {
    @Test func `a hyphenated word gives the whole and the parts`() {
        #expect(words("cross-lingual") == ["crosslingu", "cross", "lingual"])
    }

    @Test func `the whole is the word written closed`() {
        #expect(words("pre-training")[0] == words("pretraining")[0])
        #expect(words("Multi-Modal")[0] == words("multimodal")[0])
        #expect(words("GPT-4")[0] == words("GPT4")[0])
    }

    @Test func `singular and plural of a hyphenated word agree`() {
        #expect(words("vision-language-models") == words("vision-language-model"))
    }

    @Test func `stop words among the parts give nothing, in the whole they stay`() {
        #expect(words("state-of-the-art") == ["stateoftheart", "state", "art"])
        #expect(words("all-in-one") == ["allinon"])
    }

    @Test(arguments: ["Bose-Einstein", "Bose–Einstein", "Bose--Einstein", "Bose‐Einstein", "Bose\u{2011}Einstein"])
    func `hyphens and en dashes join, also LaTeX's`(_ spelling: String) {
        #expect(words(spelling) == ["boseeinstein", "bose", "einstein"])
    }

    @Test(arguments: [
        "graphs—nets", "graphs---nets", "graphs - nets", "graphs- nets", "graphs -nets",
        "-graphs-nets-".replacingHyphens,
    ])
    func `em dashes and hyphens beside blanks do not join`(_ spelling: String) {
        #expect(words(spelling) == ["graph", "net"])
    }

    @Test func `single letters stand within a hyphenated word`() {
        #expect(words("k-means x-ray 2-D") == ["kmean", "mean", "xray", "ray", "2d"])
    }

    @Test func `a hyphen between numbers gives no whole`() {
        #expect(words("10-20 2026-03-08") == ["10", "20", "2026", "03", "08"])
    }
}

extension String {
    fileprivate var replacingHyphens: String { "- graphs - nets -" }
}

@Suite struct DigitTests {
    @Test func `digits are kept inside names`() {
        #expect(words("gpt-4o 3d ResNet50 H2O") == ["gpt4o", "gpt", "4o", "3d", "resnet50", "h2o"])
    }

    @Test func `points between digits belong to them`() {
        #expect(words("GPT-3.5, Qwen2.5 (v1.2.3) 802.11.") == ["gpt3.5", "gpt", "3.5", "qwen2.5", "v1.2.3", "802.11"])
        #expect(words("end.5 5.end") == ["end", "end"])
    }

    @Test func `numbers alone stay from two digits on`() {
        #expect(words("7 42 2019 1.5") == ["42", "2019", "1.5"])
    }

    @Test func `a comma before groups of three vanishes`() {
        #expect(words("10,000 1,234,567") == ["10000", "1234567"])
        #expect(words("10,20 10,0000 (1,2,3)") == ["10", "20", "10", "0000"])
        #expect(words("x1,234") == ["x1", "234"])
    }

    @Test func `superscript and subscript digits belong to the letter before them`() {
        #expect(words("H₂O MoS₂ km² 10⁻³ 10¹²") == ["h2o", "mos2", "km2", "10", "10", "12"])
    }

    @Test func `circled digits and fractions are signs`() {
        #expect(words("graph① ½net") == ["graph", "net"])
    }

    @Test func `digits of other scripts are digits`() {
        #expect(words("٤٢") == ["42"])
    }
}

@Suite struct LaTeXTests {
    @Test func `formulas are reduced to their words`() {
        #expect(words("$k$-means on $\\mathbb{R}^n$") == ["kmean", "mean"])
        #expect(words("$\\ell_1$-regularized $L^2$") == ["l1regular", "l1", "regular", "l2"])
        #expect(words("an $O(n\\log n)$ bound") == ["log", "bound"])
    }

    @Test func `Greek letters are read by name, as commands and as characters`() {
        for spelling in ["$\\alpha$-decay", "α-decay", "\\alpha-decay", "Α-decay"] {
            #expect(words(spelling) == ["alphadecay", "alpha", "decay"], "\(spelling)")
        }
        for spelling in ["$\\Lambda$CDM", "ΛCDM", "$\\Lambda{\\rm CDM}$"] {
            #expect(words(spelling) == ["lambdacdm"], "\(spelling)")
        }
        #expect(words("$\\alpha\\beta$ $\\alpha \\beta$") == ["alpha", "beta", "alpha", "beta"])
        #expect(words("\\varepsilon ϵ µ") == ["epsilon", "epsilon", "mu"])
        #expect(words("λόγος") == ["λογοσ"])
    }

    @Test(arguments: [
        "MoS$_2$", "MoS$_{2}$", "$\\mathrm{MoS}_2$", "MoS\\textsubscript{2}", "MoS₂", "MoS2", "$\\rm MoS_2$",
    ])
    func `a formula of chemistry is one word`(_ spelling: String) {
        #expect(words(spelling) == ["mos2"])
    }

    @Test func `a step to a letter, or from a digit, parts words`() {
        #expect(words("batch_size $T_{eff}$ $10^5$ $10^{-20}$") == ["batch", "size", "eff", "10", "10", "20"])
    }

    @Test func `font commands leave their content`() {
        #expect(
            words("\\textbf{graph} {\\it Kepler} pre\\emph{fix} \\operatorname*{softmax}") == [
                "graph", "kepler", "prefix", "softmax",
            ])
    }

    @Test func `letters and accents that are commands swallow the blank`() {
        #expect(
            words("\\L ojasiewicz {\\L}ojasiewicz \\v{C}ech \\v Cech Ho\\v rava") == [
                "lojasiewicz", "lojasiewicz", "cech", "cech", "horava",
            ])
        #expect(words("Erd\\H{o}s M\\o ller na\\\"{\\i}ve") == ["erdo", "moller", "naiv"])
    }

    @Test func `citations, references and environments go with their arguments`() {
        #expect(words("graphs \\cite{smith2019, doe} nets~\\cite[p. 3]{x} \\ref{fig:one}") == ["graph", "net"])
        #expect(
            words("\\begin{equation} loss \\end{equation} \\href{http://a.b}{site} \\citep [a][b] {c}") == [
                "loss", "site",
            ])
    }

    @Test func `a citation without an argument drops nothing else`() {
        #expect(words("\\cite graphs \\cite{left open") == ["graph", "left", "open"])
        #expect(words("\\cite[half graph") == ["half", "graph"])
    }

    @Test func `unknown commands part words and leave nothing`() {
        #expect(
            words("graph\\sim net \\rightarrow \\frac{alpha}{beta} tree\\\\leaf") == [
                "graph", "net", "alpha", "beta", "tree", "leaf",
            ])
    }

    @Test func `thin blanks, ties and signs are blanks and signs`() {
        #expect(words("30\\,GeV Fe~XIV 95\\% R\\&D graph\\_net") == ["30", "gev", "fe", "xiv", "95", "graph", "net"])
        #expect(words("trans\\-former \\(k\\)-means") == ["transform", "kmean", "mean"])
    }

    @Test func `a stray dollar or brace does no harm`() {
        #expect(words("costs $5,000 {or more") == ["cost", "5000"])
        #expect(words("\\") == [])
        #expect(words("graph\\") == ["graph"])
        #expect(words("}{}}{{graph") == ["graph"])
    }
}

@Suite struct HanTests {
    @Test func `a run of Han characters gives its adjacent pairs`() {
        let terms = Analyzer().terms(in: "稀疏注意力")
        #expect(terms == ["稀疏", "疏注", "注意", "意力"].map { Term($0, .chinese) })
    }

    @Test func `punctuation, blanks and marks end a run`() {
        #expect(words("图像，视频 语音。文本\n雷达**声纳") == ["图像", "视频", "语音", "文本", "雷达", "声纳"])
    }

    @Test func `a character that stands alone is a term`() {
        #expect(words("图、树") == ["图", "树"])
    }

    @Test func `stop words give nothing`() {
        #expect(words("我们") == [])
        #expect(words("的") == [])
        #expect(words("可以") == [])
        #expect(words("它是的") == [])
        #expect(words("图的树") == ["图的", "的树"])
    }

    @Test func `English words in Chinese text are English terms`() {
        let terms = Analyzer().terms(in: "基于Transformers的GPT-4o模型")
        #expect(terms.map(\.text) == ["transform", "gpt4o", "gpt", "4o", "模型"])
        #expect(terms.map(\.language) == [.english, .english, .english, .english, .chinese])
    }

    @Test func `a name's digits stay with it before a Han character`() {
        #expect(words("3D打印") == ["3d", "打印"])
    }

    @Test func `a hyphen does not join scripts`() {
        #expect(words("k-均值") == ["均值"])
    }

    @Test func `variation selectors do not end a run`() {
        #expect(words("葛\u{E0100}城") == ["葛城"])
    }

    @Test func `traditional characters are simplified, those beyond the basic plane left as they are`() {
        #expect(words("視頻") == ["视频"])
        #expect(words("𠮷野家") == ["𠮷野", "野家"])
    }
}
