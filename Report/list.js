// The papers found, as a list of links.

class PaperList {
  static page = 100;

  constructor(list, more, papers) {
    Object.assign(this, { list, more, papers });
    this.onPoint = () => {};
    more.addEventListener("click", () => {
      const first = this.written;
      this.write(this.written + PaperList.page);
      this.list.children[first]?.querySelector("a")?.focus();
    });
    const paperOf = (event) => event.target.closest?.("li")?.paper ?? null;
    list.addEventListener("pointerover", (event) => this.onPoint(paperOf(event)));
    list.addEventListener("pointerleave", () => this.onPoint(null));
    list.addEventListener("focusin", (event) => this.onPoint(paperOf(event)));
    list.addEventListener("focusout", () => this.onPoint(null));
    list.addEventListener("keydown", (event) => this.step(event));
  }

  /** Shows the papers, the newest first; those of one topic by how well they fit. */
  show(found, isOneTopic) {
    const { day, fit } = this.papers;
    const key = isOneTopic ? fit : day;
    this.order = [...found].sort((a, b) => (key[b] ?? -Infinity) - (key[a] ?? -Infinity) || a - b);
    this.list.replaceChildren();
    this.list.scrollTop = 0;
    this.written = 0;
    this.write(PaperList.page);
  }

  write(end) {
    const items = this.order.slice(this.written, end).map((paper) => {
      const item = element("li");
      item.paper = paper;
      item.append(paperLink(this.papers, paper));
      if (this.papers.title[paper] && this.papers.zh[paper]) {
        item.append(element("div", "", this.papers.zh[paper], "zh"));
      }
      item.append(element("div", "facts", factsOf(this.papers, paper).join(" · ")));
      return item;
    });
    this.list.append(...items);
    this.written = Math.min(end, this.order.length);
    this.more.hidden = this.written === this.order.length;
  }

  /** The arrow keys go from link to link; Enter opens one, as with any link. */
  step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const links = [...this.list.querySelectorAll("a")];
    const next = links[links.indexOf(document.activeElement) + way];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
