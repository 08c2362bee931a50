// The card of the paper under the pointer.

/** ID, day and categories. */
function factsOf(papers, paper) {
  const categories = papers.cats[paper].map((category) => papers.categories[category].id).join(" ");
  return [papers.id[paper], papers.dayText(paper), categories].filter(Boolean);
}

class PaperCard {
  constructor(card, papers) {
    Object.assign(this, { card, papers });
    this.onClose = () => {};
  }

  hide() {
    this.card.hidden = true;
  }

  /** Shows a paper's card beside a point of a stage of this size; a pinned one can be used and closed. */
  show(paper, isPinned, [x, y], stage) {
    this.card.hidden = false;
    this.fill(paper, isPinned);
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const left = x + 14 + width < stage.width ? x + 14 : x - 14 - width;
    this.card.style.left = Math.max(4, Math.min(left, stage.width - width - 4)) + "px";
    const top = y + 14 + height < stage.height ? y + 14 : y - 14 - height;
    this.card.style.top = Math.max(4, top) + "px";
  }

  fill(paper, isPinned) {
    const { papers, card } = this;
    card.replaceChildren();
    card.classList.toggle("pinned", isPinned);
    if (isPinned) {
      const close = element("button", "close", "×");
      close.ariaLabel = "Close";
      close.addEventListener("click", () => this.onClose());
      card.append(close);
    }
    card.append(paperLink(papers, paper));
    if (papers.title[paper] && papers.zh[paper]) card.append(element("p", "", papers.zh[paper], "zh"));
    card.append(element("p", "dim", factsOf(papers, paper).join(" · ")));
    const topic = papers.topics[papers.topic[paper]];
    if (topic) {
      const line = element("p", "");
      line.append(element("span", `swatch k${topic.colour}`), `${topic.number} ${topic.label}`);
      if (papers.fit[paper] < papers.leastFit) line.append(element("span", "dim", " (between topics)"));
      card.append(line);
    }
    if (papers.summary[paper]) {
      const summary = element("p", "", papers.summary[paper], papers.summaryLang[paper] === "z" ? "zh" : null);
      summary.dir = "auto";
      card.append(summary);
    }
  }
}
