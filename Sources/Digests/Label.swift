/// What a label in a report, or the head of a table's column, announces.
enum Label: Hashable {
    case field(FieldName)
    case authors
    case categories
    case link
    case created
    case updated

    /// The label of that name, in English or Chinese, whatever its case.
    init?(_ name: String) {
        guard name.utf8.count <= 48 else { return nil }
        // Some reports put an emoji before each name.
        let plain = name.unicodeScalars.filter {
            $0.value < 0x2190 || ($0.properties.isAlphabetic && $0.value != 0xFE0F)
        }
        guard let label = Label.names[String(plain).trimmingBlanks().lowercased()] else { return nil }
        self = label
    }

    private static let names: [String: Label] = {
        var names: [String: Label] = [:]
        for (label, words) in table {
            for word in words { names[word] = label }
        }
        return names
    }()

    private static let table: [(Label, [String])] = [
        (.field(.title), ["title", "paper title", "标题", "题目", "论文标题", "中文标题", "英文标题", "题名"]),
        (.field(.abstract), ["abstract", "摘要", "原文摘要", "中文摘要", "英文摘要", "论文摘要", "原始摘要"]),
        (
            .field(.tldr),
            [
                "tl;dr", "tldr", "tl; dr", "tl,dr", "task", "summary", "ai summary", "任务", "总结", "概要", "一句话总结", "太长不看",
                "简介",
            ]
        ),
        (.field(.motivation), ["motivation", "motivations", "动机", "研究动机", "研究背景"]),
        (.field(.method), ["method", "methods", "methodology", "approach", "方法", "研究方法"]),
        (.field(.result), ["result", "results", "结果", "实验结果", "研究结果"]),
        (.field(.conclusion), ["conclusion", "conclusions", "结论"]),
        (.field(.comment), ["comment", "comments", "备注", "评论", "注释"]),
        (.authors, ["author", "authors", "first author", "作者", "第一作者"]),
        (
            .categories,
            [
                "main category", "primary category", "category", "categories", "subject", "subjects", "主要类别", "主类别",
                "主要分类", "主分类", "类别", "分类", "领域",
            ]
        ),
        (
            .link,
            [
                "link", "links", "url", "pdf", "pdf link", "abs", "arxiv", "arxiv id", "arxiv link", "id", "paper id",
                "doi",
                "paper", "链接", "pdf链接", "pdf 链接", "论文链接", "原文链接", "论文", "编号", "地址",
            ]
        ),
        (
            .created,
            [
                "date", "published", "publish date", "publication date", "created", "submitted", "日期", "发布日期", "发表日期",
                "提交日期", "发布时间",
            ]
        ),
        (.updated, ["updated", "update date", "revised", "更新日期", "更新时间"]),
    ]
}
