import Digests

extension TopicReport {
    /// The page, in UTF-8.
    ///
    /// - Complexity: O(papers + topics²).
    public func page() -> [UInt8] {
        let frame = MapFrame(papers)
        let centres = topics.map { frame.centre(of: $0.members) }
        let colours = TopicColours.assign(centres)
        func whole(_ summaries: [String]) -> [UInt8] {
            page(data: data(frame: frame, centres: centres, colours: colours, summaries: summaries), colours: colours)
        }
        let bare = whole(papers.map { _ in "" })
        let room = Self.mostBytes - bare.count
        return room > 0 ? whole(summaries(bytes: room)) : bare
    }

    private func page(data: [UInt8], colours: [Int]) -> [UInt8] {
        let timeline = Timeline(papers)
        var html = HTML()
        writeHead(to: &html)
        html.raw("<body>\n<a class=\"skip\" href=\"#topics\">Skip to the table of topics</a>\n<header>\n<div>\n<h1>")
        html.text(title)
        html.raw("</h1>\n")
        for note in [extent] + notes {
            html.raw("<p class=\"dim\" dir=\"auto\">")
            html.text(note)
            html.raw("</p>\n")
        }
        html.raw("</div>\n")
        html.writeWhole(timeline)
        html.raw("</header>\n<main>\n")
        html.raw(Self.explorer)
        writeTable(timeline, colours: colours, to: &html)
        html.raw("</main>\n")
        html.raw(Self.footer)
        html.raw("<script type=\"application/json\" id=\"data\">")
        html.trusted(data)
        html.raw("</script>\n<script>\n\"use strict\";\n{\n")
        for script in PageScripts.scripts { html.trusted(script.utf8) }
        html.raw("}\n</script>\n</body>\n</html>\n")
        return html.bytes
    }

    /// How many papers and topics there are, and of which days.
    private var extent: String {
        let size = papers.count == 1 ? "1 paper" : "\(Text.count(papers.count)) papers"
        let number = topics.count == 1 ? "1 topic" : "\(topics.count) topics"
        let dates = papers.compactMap(\.date).sorted { $0.firstDay < $1.firstDay }
        guard let first = dates.first, let last = dates.last else { return "\(size) in \(number)" }
        return "\(size) in \(number), \(first)" + (first == last ? "" : " to \(last)")
    }

    private func writeHead(to html: inout HTML) {
        html.raw(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>
            """)
        html.text(title)
        html.raw("</title>\n<style>\n")
        html.trusted(PageScripts.style.utf8)
        html.raw("</style>\n</head>\n")
    }

    /// The map and the papers beside it; without scripts there is a sentence in their place.
    private static let explorer: StaticString = """
        <p id="static">The map, search and filters need JavaScript; the table of topics does not.</p>
        <section class="explore" aria-label="Map and papers" data-scripted hidden>
        <div class="stage">
        <canvas id="map" tabindex="0" role="img" aria-label="Map of the papers, coloured by topic. Arrow keys move it, plus and \
        minus zoom, 0 shows all. The list of papers and the table of topics say the same in words."></canvas>
        <div class="zoom">
        <button type="button" id="closer" aria-label="Zoom in" title="Zoom in (+)">+</button>
        <button type="button" id="farther" aria-label="Zoom out" title="Zoom out (-)">−</button>
        <button type="button" id="whole" aria-label="Show the whole map" title="Show the whole map (0)">⤢</button>
        </div>
        <div class="card" id="card" hidden></div>
        </div>
        <div class="finder">
        <form id="form" role="search" aria-label="Papers">
        <label for="question">Search</label><input type="search" id="question" autocomplete="off" spellcheck="false">
        <label for="topic">Topic</label><select id="topic"><option value="">All topics</option></select>
        <label for="category">Category</label><select id="category"><option value="">All categories</option></select>
        <div class="wide"><label><input type="checkbox" id="unfit"> Only papers between topics</label>
        <button type="button" id="clear">Clear</button></div>
        </form>
        <p class="count" id="count" role="status" aria-live="polite"></p>
        <ol class="list" id="list" tabindex="-1" aria-label="Papers found"></ol>
        <button type="button" class="more" id="more" hidden>Show more</button>
        </div>
        </section>

        """

    private static let footer: StaticString = """
        <footer>
        <dl>
        <dt>Map</dt><dd>Papers that are near to each other say similar things. How far apart islands are means little, and \
        directions mean nothing. Colours only tell neighbouring topics apart.</dd>
        <dt>Stability</dt><dd>How much of a topic is found again when some papers are left out, from 0 to 1.</dd>
        <dt>Between topics</dt><dd>Papers that most such runs put elsewhere. They count in the topic that is the nearest.</dd>
        <dt>Share over time</dt><dd>The topic's share of the papers of a day (of a week or a month when the time is long), \
        together with the one before and the one after. Each line has a scale of its own.</dd>
        </dl>
        <p>Made by Sextant. The page is whole: it fetches nothing and sends nothing.</p>
        </footer>

        """
}
