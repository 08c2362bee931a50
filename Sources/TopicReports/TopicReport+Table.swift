import Digests

extension TopicReport {
    /// The topics as a table, which needs no scripts.
    func writeTable(_ timeline: Timeline, colours: [Int], to html: inout HTML) {
        html.raw(
            """
            <section aria-labelledby="topics-heading">
            <h2 id="topics-heading">Topics</h2>
            <table id="topics">
            <caption>From the largest to the smallest, each with central papers and the newest.</caption>
            <thead><tr><th scope="col" class="number">No.</th><th scope="col">Topic and its terms</th>\
            <th scope="col">Papers</th><th scope="col">Share over time</th><th scope="col" class="number">Stability</th>\
            <th scope="col">To read</th></tr></thead>
            <tbody>

            """)
        let placed = topics.reduce(0) { $0 + $1.members.count }
        let largest = topics.map(\.members.count).max() ?? 0
        for (index, topic) in topics.enumerated() {
            html.raw("<tr id=\"topic-")
            html.text(topic.number)
            html.raw("\" data-topic=\"")
            html.text(index)
            html.raw("\"><td class=\"number rank\">")
            html.text(topic.number)
            html.raw("</td>")
            writeName(of: topic, colour: colours[index], to: &html)
            html.raw("<td class=\"size\" data-name=\"Papers\">")
            html.text(Text.count(topic.members.count))
            html.raw(" <span class=\"dim\">(")
            html.text(Text.percent(topic.members.count, of: placed))
            html.raw(")</span><span class=\"bar k")
            html.text(colours[index])
            html.raw("\"><span style=\"width:")
            html.text(Text.percent(topic.members.count, of: largest, blank: ""))
            html.raw("\"></span></span></td><td class=\"change k")
            html.text(colours[index])
            html.raw("\" data-name=\"Share over time\">")
            html.writeTrend(of: topic, timeline)
            html.raw("</td><td class=\"number\" data-name=\"Stability\">")
            html.text(Text.fixed(topic.stability))
            html.raw("</td><td class=\"papers\"><ul>")
            for paper in topic.representatives { writePaper(paper, to: &html) }
            if let newest = newest(of: topic), !topic.representatives.contains(newest) {
                writePaper(newest, isNewest: true, to: &html)
            }
            html.raw("</ul></td></tr>\n")
        }
        html.raw("</tbody>\n</table>\n</section>\n")
    }

    private func writeName(of topic: Topic, colour: Int, to html: inout HTML) {
        html.raw("<th scope=\"row\"><span class=\"name\" dir=\"auto\"><span class=\"swatch k")
        html.text(colour)
        html.raw("\"></span>")
        html.text(topic.label)
        html.raw("</span>")
        if let label = topic.chineseLabel {
            html.raw("<span lang=\"zh\">")
            html.text(label)
            html.raw("</span>")
        }
        if !topic.terms.isEmpty {
            html.raw("<span class=\"terms\" dir=\"auto\">")
            html.text(topic.terms.joined(separator: ", "))
            html.raw("</span>")
        }
        writeParts(of: topic, to: &html)
        html.raw("<button type=\"button\" class=\"show\" data-scripted hidden aria-label=\"Show topic ")
        html.text(topic.number)
        html.raw(" on the map\">Show on map</button></th>")
    }

    private func writeParts(of topic: Topic, to html: inout HTML) {
        guard !topic.parts.isEmpty else { return }
        html.raw("<ul class=\"parts\" aria-label=\"Parts\">")
        for part in topic.parts {
            html.raw("<li><span dir=\"auto\">")
            html.text(part.label)
            html.raw("</span> ")
            if let label = part.chineseLabel {
                html.raw("<span lang=\"zh\">")
                html.text(label)
                html.raw("</span> ")
            }
            html.raw("<span class=\"dim\">")
            html.text(Text.count(part.members.count))
            html.raw("</span></li>")
        }
        html.raw("</ul>")
    }

    private func writePaper(_ index: Int, isNewest: Bool = false, to html: inout HTML) {
        let paper = papers[index]
        html.raw("<li>")
        if isNewest {
            html.raw("<span class=\"tag\">newest, ")
            html.text(paper.date?.description ?? "")
            html.raw(":</span> ")
        }
        let address = paper.id.address
        if let address {
            html.raw("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"")
            html.text(address)
            html.raw("\"")
        } else {
            html.raw("<span")
        }
        html.raw(paper.title == nil && paper.chineseTitle != nil ? " dir=\"auto\" lang=\"zh\">" : " dir=\"auto\">")
        html.text(paper.title ?? paper.chineseTitle ?? paper.id.rawValue)
        html.raw(address == nil ? "</span>" : "</a>")
        html.raw(" <span class=\"tag\">")
        html.text(paper.id.rawValue)
        html.raw("</span></li>")
    }

    /// The paper of the latest day, the last among equals.
    private func newest(of topic: Topic) -> Int? {
        topic.members.filter { papers[$0].day != nil }.max {
            (papers[$0].day?.daysSinceEpoch ?? 0, $0) < (papers[$1].day?.daysSinceEpoch ?? 0, $1)
        }
    }
}

extension PaperID {
    /// Where the paper can be read. What an address does not let stand as it is is written as `%` and two digits.
    fileprivate var address: String? {
        let path = rawValue.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (byte < 16 ? "0" : "") + digits
            }
        }
        switch kind {
        case .arxiv: return "https://arxiv.org/abs/" + path
        case .doi: return "https://doi.org/" + path
        default: return nil
        }
    }
}
