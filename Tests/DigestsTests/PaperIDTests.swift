import Testing

@testable import Digests

@Suite struct PaperIDTests {
    @Test(arguments: [
        "2601.21465", "2601.21465v2", "arXiv:2601.21465", "ARXIV:2601.21465v12", "arXiv: 2601.21465", " 2601.21465\n",
        "arXiv:2601.21465v1 [cs.CV]", "https://arxiv.org/abs/2601.21465", "http://arxiv.org/abs/2601.21465v1",
        "https://arxiv.org/pdf/2601.21465", "https://arxiv.org/pdf/2601.21465v3.pdf", "arxiv.org/abs/2601.21465",
        "https://www.arxiv.org/abs/2601.21465?context=cs", "https://export.arxiv.org/abs/2601.21465#top",
        "https://arxiv.org/html/2601.21465v1", "https://ar5iv.labs.arxiv.org/html/2601.21465",
        "https://huggingface.co/papers/2601.21465", "https://www.alphaxiv.org/abs/2601.21465v1",
        "https://papers.cool/arxiv/2601.21465", "10.48550/arXiv.2601.21465",
        "https://doi.org/10.48550/arXiv.2601.21465",
    ])
    func `every way to write an arXiv ID is the same ID`(text: String) {
        #expect(PaperID.parse(text)?.rawValue == "2601.21465")
        #expect(PaperID.parse(text)?.kind == .arxiv)
    }

    @Test(arguments: [
        ("math/9201239", "math/9201239"), ("math.GT/0309136", "math/0309136"), ("hep-th/9901001v3", "hep-th/9901001"),
        ("https://arxiv.org/abs/cs/9301111", "cs/9301111"),
        ("https://arxiv.org/pdf/cond-mat/0001001v1.pdf", "cond-mat/0001001"),
        ("arXiv:Math/0309136", "math/0309136"),
    ])
    func `old IDs lose their subject class and version`(text: String, id: String) {
        #expect(PaperID.parse(text)?.rawValue == id)
        #expect(PaperID.parse(text)?.kind == .arxiv)
    }

    @Test(arguments: [
        ("https://www.biorxiv.org/content/10.1101/2025.03.12.642848v1", "10.1101/2025.03.12.642848"),
        ("https://www.biorxiv.org/content/10.1101/2025.03.12.642848v2.full.pdf", "10.1101/2025.03.12.642848"),
        ("http://medrxiv.org/cgi/content/short/2025.03.12.25323848v1?rss=1", "10.1101/2025.03.12.25323848"),
        (
            "https://www.biorxiv.org/content/biorxiv/early/2025/03/12/2025.03.12.642848.full.pdf",
            "10.1101/2025.03.12.642848"
        ),
        ("https://www.biorxiv.org/content/early/2018/02/01/257600", "10.1101/257600"),
        ("https://www.medrxiv.org/content/10.64898/2026.01.05.25343848v1", "10.64898/2026.01.05.25343848"),
        ("https://doi.org/10.1101/2025.03.12.642848", "10.1101/2025.03.12.642848"),
        ("doi:10.1007/S00778-019-00578-5", "10.1007/s00778-019-00578-5"), ("DOI: 10.1145/3.4", "10.1145/3.4"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
    ])
    func `addresses of other preprints and DOIs give the DOI`(text: String, id: String) {
        #expect(PaperID.parse(text)?.rawValue == id)
        #expect(PaperID.parse(text)?.kind == .doi)
    }

    @Test(arguments: [
        "1", "bbc-0", "2613.21465", "2600.00001", "2601.2146", "1412.00001", "123.4567", "2601.123", "2601.123456",
        "foo/1234567", "2601.21465x",
        "2601.21465v", "math/12345678", "corpus.jsonl:1", "10.1/x", "https://example.org/paper/7", "质数", "arXiv:", "v2",
    ])
    func `anything else is an ID of its own kind, as it stands`(text: String) {
        #expect(PaperID.parse(text)?.rawValue == text)
        #expect(PaperID.parse(text)?.kind == .other)
    }

    @Test func `a version is cut from arXiv IDs alone`() {
        #expect(PaperID.parse("report-v2")?.rawValue == "report-v2")
        #expect(PaperID.parse("10.1101/2025.03.12.642848v1")?.rawValue == "10.1101/2025.03.12.642848v1")
    }

    @Test func `nothing, control characters and novels are no ID`() {
        #expect(PaperID.parse("") == nil && PaperID.parse(" \t\n") == nil && PaperID.parse("a\u{0}b") == nil)
        #expect(PaperID.parse(String(repeating: "x", count: 513)) == nil)
    }

    @Test func `an ID names its month`() {
        #expect(PaperID.parse("2601.21465")?.month == Month("2026-01"))
        #expect(
            PaperID.parse("1412.9999")?.month == Month("2014-12")
                && PaperID.parse("1501.00001")?.month == Month("2015-01"))
        #expect(PaperID.parse("0704.0001")?.month == Month("2007-04"))
        #expect(PaperID.parse("math/9201239")?.month == Month("1992-01"))
        #expect(PaperID.parse("hep-th/0703001")?.month == Month("2007-03"))
        #expect(PaperID.parse("10.1101/2025.03.12.642848")?.month == nil)
        #expect(PaperID.parse("7")?.month == nil)
    }

    @Test func `IDs are ordered by their bytes`() {
        let ids = ["10.1101/x", "2601.00001", "2601.00010", "a", "cs/9301111", "é"].map { PaperID(rawValue: $0) }
        #expect(ids.shuffled().sorted() == ids)
    }

    @Test func `parsing what was parsed changes nothing`() {
        for text in ["2601.21465v2", "math.GT/0309136", "https://doi.org/10.1000/ABC", "x y", "https://example.org/a"] {
            let id = PaperID.parse(text)
            #expect(id.flatMap { PaperID.parse($0.rawValue) } == id)
        }
    }
}
