// What the page knows of its papers and topics, and how papers are found.

/** Texts are compared without case, accents and width: "Ｋ" is "k", "é" is "e". */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

class Papers {
  constructor(data) {
    Object.assign(this, data.papers);
    this.count = this.id.length;
    this.topics = data.topics;
    this.categories = data.categories;
    this.leastFit = data.leastFit;
    this.texts = null;
  }

  /** The date as 2026-03-31, as 2026-03 where the month alone is known, or nothing. */
  dayText(paper) {
    const day = this.day[paper];
    return day === null ? "" : new Date(day * 864e5).toISOString().slice(0, this.dateKind[paper] === "m" ? 7 : 10);
  }

  /** Where the paper can be read, or null. */
  address(paper) {
    const id = this.id[paper].split("/").map(encodeURIComponent).join("/");
    if (this.kind[paper] === "a") return "https://arxiv.org/abs/" + id;
    return this.kind[paper] === "d" ? "https://doi.org/" + id : null;
  }

  /** The title, and the language it is in when that is not the page's. */
  name(paper) {
    if (this.title[paper]) return { text: this.title[paper], lang: null };
    return this.zh[paper] ? { text: this.zh[paper], lang: "zh" } : { text: this.id[paper], lang: null };
  }

  /** Folding every title takes a moment: done before the first search, when the browser has nothing else to do. */
  prepare() {
    this.texts ??= this.id.map((id, paper) => folded(`${id}\n${this.title[paper]}\n${this.zh[paper] ?? ""}`));
  }

  /** The papers that have every word of the question in ID or title and pass the filters, ascending. */
  find({ question, topic, category, isUnfit }) {
    this.prepare();
    const words = folded(question).split(/\s+/u).filter(Boolean);
    const found = [];
    for (let paper = 0; paper < this.count; paper++) {
      if (topic !== null && this.topic[paper] !== topic) continue;
      if (category !== null && !this.cats[paper].includes(category)) continue;
      if (isUnfit && !(this.fit[paper] < this.leastFit)) continue;
      const text = this.texts[paper];
      if (words.every((word) => text.includes(word))) found.push(paper);
    }
    return found;
  }
}

/** An element with a class and a text; never with markup. */
function element(name, className, text, lang) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  if (lang) made.lang = lang;
  return made;
}

/** A paper's title as a link to where it can be read, in a new tab. */
function paperLink(papers, paper) {
  const { text, lang } = papers.name(paper);
  const address = papers.address(paper);
  const link = element(address ? "a" : "span", "name", text, lang);
  link.dir = "auto";
  if (address) {
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return link;
}
