// The names of topics on the map.

class MapNames {
  /** From this zoom on names have both their phrases. */
  static wordyZoom = 2.5;
  /** And from this one on the parts of topics have names. */
  static partsZoom = 4;

  constructor(context, papers) {
    Object.assign(this, { context, papers });
    this.boxes = [];
    this.wrapped = new Map();
    this.widths = new Map();
  }

  /** The topic whose name is at a point of the screen, or null. */
  at(x, y) {
    const found = this.boxes.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    return found ? found.index : null;
  }

  /** Names, the largest topics first; one that would cover another moves aside, or waits until there is room. */
  write(map) {
    const { context, papers } = this;
    this.map = map;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    this.boxes = [];
    const order = map.topic === null ? papers.topics.map((_, index) => index) : [map.topic];
    const place = (index, { x, y }, lines) => {
      if (x === null) return;
      const [left, top] = map.toScreen(x, y);
      if (left < 0 || top < 0 || left > map.width || top > map.height) return;
      const box = this.freeBox(left, top, lines);
      if (!box) return;
      this.boxes.push({ index, ...box });
      this.draw(box);
    };
    for (const index of order) place(index, papers.topics[index], this.lines(papers.topics[index]));
    if (map.view.scale < MapNames.partsZoom) return;
    for (const index of order) {
      for (const part of papers.topics[index].parts) place(index, part, this.phraseLines(part.label.split(" · ")[0], 400));
    }
  }

  /** Where these lines can stand at or beside a point, within the map and off all names so far. */
  freeBox(x, y, lines) {
    const half = Math.max(...lines.map((line) => this.widthOf(line))) / 2 + 3;
    const tall = (this.lineHeight * lines.length) / 2 + 2;
    for (const [aside, above] of [[0, 0], [0, -1], [0, 1], [-1, 0], [1, 0]]) {
      const centre = Math.max(half + 2, Math.min(this.map.width - half - 2, x + aside * half));
      const middle = Math.max(tall + 2, Math.min(this.map.height - tall - 2, y + above * (tall + 4)));
      const box = { left: centre - half, right: centre + half, top: middle - tall, bottom: middle + tall, lines };
      const isFree = [this.map.buttons, ...this.boxes].every(
        (other) =>
          box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
      if (isFree) return box;
    }
    return null;
  }

  draw({ left, right, top, lines }) {
    const { context } = this;
    lines.forEach((line, row) => {
      const [centre, middle] = [(left + right) / 2, top + 2 + this.lineHeight * (row + 0.5)];
      this.setFont(line);
      context.lineWidth = 3.5;
      context.strokeStyle = this.map.ground;
      context.strokeText(line.text, centre, middle);
      // Beside papers that were searched for, names are the background.
      context.fillStyle = this.map.shown !== null && this.map.topic === null ? this.map.dim : this.map.text;
      context.fillText(line.text, centre, middle);
    });
  }

  get fontSize() {
    return this.map.width < 500 ? 11 : 12;
  }

  get lineHeight() {
    return 1.25 * this.fontSize;
  }

  setFont({ weight }) {
    this.context.font = `${weight} ${this.fontSize}px system-ui, sans-serif`;
  }

  widthOf(line) {
    const key = `${line.weight} ${this.fontSize} ${line.text}`;
    if (!this.widths.has(key)) {
      this.setFont(line);
      this.widths.set(key, this.context.measureText(line.text).width);
    }
    return this.widths.get(key);
  }

  /** The first phrase of a label, and when there is room to read it the acronym and the second, in short lines. */
  lines(topic) {
    const isWordy = this.map.view.scale >= MapNames.wordyZoom;
    const phrases = topic.label.split(" · ").map((phrase) => (isWordy ? phrase : phrase.replace(/ \([^)]*\)$/, "")));
    return phrases.slice(0, isWordy ? 2 : 1).flatMap((phrase, rank) => this.phraseLines(phrase, rank === 0 ? 600 : 400));
  }

  phraseLines(phrase, weight) {
    if (!this.wrapped.has(phrase)) this.wrapped.set(phrase, MapNames.wrap(phrase));
    return this.wrapped.get(phrase).map((text) => ({ text, weight }));
  }

  /** A phrase in one line, or the words of a long one in two of about equal length. */
  static wrap(phrase) {
    const words = phrase.split(" ");
    let best = [phrase];
    let shortest = phrase.length > 16 ? phrase.length : 0;
    for (let cut = 1; cut < words.length; cut++) {
      const pair = [words.slice(0, cut).join(" "), words.slice(cut).join(" ")];
      const longest = Math.max(pair[0].length, pair[1].length);
      if (longest < shortest) [shortest, best] = [longest, pair];
    }
    // A paper's title can stand for a label, and a title can be one long word.
    return best.map((line) => (line.length > 36 ? Array.from(line).slice(0, 35).join("") + "…" : line));
  }
}
