// The map: a canvas that is drawn at most once a frame.

class PaperMap {
  /** Papers under the pointer are looked for in squares of this side, in the data's unit, of which the map has 10,000. */
  static cell = 125;
  static reach = 12;
  static mostZoom = 60;
  /** From this zoom on names have both their phrases. */
  static wordyZoom = 2.5;
  /** And from this one on the parts of topics have names. */
  static partsZoom = 4;

  constructor(canvas, card, papers) {
    Object.assign(this, { canvas, card, papers });
    this.context = canvas.getContext("2d");
    this.view = { scale: 1, x: 0, y: 0 };
    this.shown = null;
    this.topic = null;
    this.ringed = null;
    this.hovered = null;
    this.labels = [];
    this.wrapped = new Map();
    this.widths = new Map();
    this.onTopic = () => {};
    this.byColour = Array.from({ length: 8 }, () => []);
    this.grid = new Map();
    for (let paper = 0; paper < papers.count; paper++) {
      if (papers.x[paper] === null) continue;
      this.byColour[this.colourOf(paper)].push(paper);
      const key = this.keyOf(papers.x[paper], papers.y[paper]);
      const cell = this.grid.get(key);
      if (cell) cell.push(paper);
      else this.grid.set(key, [paper]);
    }
    this.readColours();
    new ResizeObserver(() => this.resize()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.readColours());
    // Paper is white, whatever the screen is; and what is printed is drawn before it is asked for.
    for (const moment of ["beforeprint", "afterprint"]) {
      addEventListener(moment, () => {
        this.readColours();
        this.paint();
      });
    }
    this.listen();
  }

  colourOf(paper) {
    const topic = this.papers.topic[paper];
    return topic === null ? 6 : this.papers.topics[topic].colour;
  }

  keyOf(x, y) {
    return Math.floor(x / PaperMap.cell) * 1000 + Math.floor(y / PaperMap.cell);
  }

  /** The style sheet says the colours; a canvas has to be told. */
  readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = this.byColour.map((_, index) => colour("--c" + index));
    this.ground = colour("--ground");
    this.text = colour("--text");
    this.dim = colour("--dim");
    this.faint = colour("--faint");
    this.draw();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height) return;
    const ratio = Math.min(3, devicePixelRatio || 1);
    Object.assign(this, { width, height, ratio });
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const margin = 24;
    this.unit = Math.min((width - 2 * margin) / this.papers.width, (height - 2 * margin) / this.papers.height);
    // Names stay off the buttons.
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = this.canvas.parentElement.querySelector(".zoom");
    this.buttons = {
      left: offsetLeft, right: offsetLeft + offsetWidth, top: offsetTop, bottom: offsetTop + offsetHeight,
    };
    this.left = (width - this.unit * this.papers.width) / 2;
    this.top = (height - this.unit * this.papers.height) / 2;
    this.paint();
  }

  toScreen(x, y) {
    const { scale, x: dx, y: dy } = this.view;
    return [(this.left + x * this.unit) * scale + dx, (this.top + y * this.unit) * scale + dy];
  }

  toData(x, y) {
    const { scale, x: dx, y: dy } = this.view;
    return [((x - dx) / scale - this.left) / this.unit, ((y - dy) / scale - this.top) / this.unit];
  }

  /** Shows these papers and dims the others; all when null. */
  show(papers, topic) {
    this.shown = papers;
    this.isShown = papers === null ? null : new Uint8Array(this.papers.count);
    papers?.forEach((paper) => (this.isShown[paper] = 1));
    this.topic = topic;
    this.draw();
  }

  ring(paper) {
    this.ringed = paper;
    this.draw();
  }

  draw() {
    if (this.frame || !this.width) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.paint();
    });
  }

  paint() {
    const { context, ratio, width, height } = this;
    if (!width) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.ground;
    context.fillRect(0, 0, width, height);
    const radius = Math.min(5, 1.3 * Math.sqrt(this.view.scale) * Math.max(1, Math.min(width, height) / 700));
    if (this.shown !== null) {
      context.fillStyle = this.faint;
      this.dots(this.byColour.flat().filter((paper) => !this.isShown[paper]), radius);
    }
    // Few papers found among thousands are to be seen: they are large, and no name covers them.
    const areFew = this.shown !== null && this.shown.length < 200;
    if (areFew) this.placeLabels();
    context.globalAlpha = 0.8;
    this.byColour.forEach((all, index) => {
      context.fillStyle = this.colours[index];
      const some = this.shown === null ? all : all.filter((paper) => this.isShown[paper]);
      this.dots(some, areFew ? Math.max(radius, 3.5) : radius);
    });
    context.globalAlpha = 1;
    if (!areFew) this.placeLabels();
    for (const paper of [this.hovered, this.ringed]) if (paper !== null) this.drawRing(paper);
  }

  /** All dots of one colour as one path; small ones as squares, which are quicker and look the same. */
  dots(papers, radius) {
    const { context, width, height } = this;
    const { x, y } = this.papers;
    context.beginPath();
    for (const paper of papers) {
      const [left, top] = this.toScreen(x[paper], y[paper]);
      if (left < -radius || top < -radius || left > width + radius || top > height + radius) continue;
      if (radius < 1.8) {
        context.rect(left - radius * 0.9, top - radius * 0.9, radius * 1.8, radius * 1.8);
      } else {
        context.moveTo(left + radius, top);
        context.arc(left, top, radius, 0, 2 * Math.PI);
      }
    }
    context.fill();
  }

  drawRing(paper) {
    const { context } = this;
    if (this.papers.x[paper] === null) return;
    const [x, y] = this.toScreen(this.papers.x[paper], this.papers.y[paper]);
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.lineWidth = 4;
    context.strokeStyle = this.ground;
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = this.text;
    context.stroke();
  }

  /** Names, the largest topics first; one that would cover another moves aside, or waits until there is room. */
  placeLabels() {
    const { context, papers, width, height } = this;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    this.labels = [];
    const order = this.topic === null ? papers.topics.map((_, index) => index) : [this.topic];
    const place = (index, { x, y }, lines) => {
      if (x === null) return;
      const [left, top] = this.toScreen(x, y);
      if (left < 0 || top < 0 || left > width || top > height) return;
      const box = this.freeBox(left, top, lines);
      if (!box) return;
      this.labels.push({ index, ...box });
      this.drawLabel(box);
    };
    for (const index of order) place(index, papers.topics[index], this.lines(papers.topics[index]));
    if (this.view.scale < PaperMap.partsZoom) return;
    for (const index of order) {
      for (const part of papers.topics[index].parts) place(index, part, this.phraseLines(part.label.split(" · ")[0], 400));
    }
  }

  /** Where these lines can stand at or beside a point, within the map and off all names so far. */
  freeBox(x, y, lines) {
    const half = Math.max(...lines.map((line) => this.widthOf(line))) / 2 + 3;
    const tall = (this.lineHeight * lines.length) / 2 + 2;
    for (const [aside, above] of [[0, 0], [0, -1], [0, 1], [-1, 0], [1, 0]]) {
      const centre = Math.max(half + 2, Math.min(this.width - half - 2, x + aside * half));
      const middle = Math.max(tall + 2, Math.min(this.height - tall - 2, y + above * (tall + 4)));
      const box = { left: centre - half, right: centre + half, top: middle - tall, bottom: middle + tall, lines };
      const isFree = [this.buttons, ...this.labels].every(
        (other) =>
          box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
      if (isFree) return box;
    }
    return null;
  }

  drawLabel({ left, right, top, lines }) {
    const { context } = this;
    lines.forEach((line, row) => {
      const [centre, middle] = [(left + right) / 2, top + 2 + this.lineHeight * (row + 0.5)];
      this.setFont(line);
      context.lineWidth = 3.5;
      context.strokeStyle = this.ground;
      context.strokeText(line.text, centre, middle);
      // Beside papers that were searched for, names are the background.
      context.fillStyle = this.shown !== null && this.topic === null ? this.dim : this.text;
      context.fillText(line.text, centre, middle);
    });
  }

  get fontSize() {
    return this.width < 500 ? 11 : 12;
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
    const isWordy = this.view.scale >= PaperMap.wordyZoom;
    const phrases = topic.label.split(" · ").map((phrase) => (isWordy ? phrase : phrase.replace(/ \([^)]*\)$/, "")));
    return phrases.slice(0, isWordy ? 2 : 1).flatMap((phrase, rank) => this.phraseLines(phrase, rank === 0 ? 600 : 400));
  }

  phraseLines(phrase, weight) {
    if (!this.wrapped.has(phrase)) this.wrapped.set(phrase, PaperMap.wrap(phrase));
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

  // Moving about.

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const { view } = this;
    const scale = Math.max(1, Math.min(PaperMap.mostZoom, view.scale * factor));
    const ratio = scale / view.scale;
    this.moveTo({ scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
  }

  pan(dx, dy) {
    this.moveTo({ ...this.view, x: this.view.x + dx, y: this.view.y + dy });
  }

  /** The map is never moved out of sight. */
  moveTo({ scale, x, y }) {
    const limit = (value, size) => Math.min(0, Math.max(size - size * scale, value));
    this.view = { scale, x: limit(x, this.width), y: limit(y, this.height) };
    this.canvas.classList.toggle("zoomed", scale > 1);
    this.hover(null);
    this.draw();
  }

  /** Brings papers into view, at once for those who want no motion. */
  showAround(papers) {
    const placed = papers.filter((paper) => this.papers.x[paper] !== null);
    if (!placed.length || !this.width) return this.glide({ scale: 1, x: 0, y: 0 });
    const middle = (values) => {
      const sorted = placed.map((paper) => values[paper]).sort((a, b) => a - b);
      const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
      return [at(0.05), at(0.95)];
    };
    const [left, right] = middle(this.papers.x);
    const [top, bottom] = middle(this.papers.y);
    const room = 0.55;
    const fits = Math.min(
      (room * this.width) / Math.max(1, (right - left) * this.unit),
      (room * this.height) / Math.max(1, (bottom - top) * this.unit));
    const scale = Math.max(1, Math.min(12, fits));
    const x = this.left + ((left + right) / 2) * this.unit;
    const y = this.top + ((top + bottom) / 2) * this.unit;
    this.glide({ scale, x: this.width / 2 - x * scale, y: this.height / 2 - y * scale });
  }

  glide(target) {
    cancelAnimationFrame(this.gliding);
    if (!this.width || matchMedia("(prefers-reduced-motion: reduce)").matches) return this.moveTo(target);
    const from = { ...this.view };
    const start = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - start) / 250));
      const eased = share * (2 - share);
      const between = (name) => from[name] + (target[name] - from[name]) * eased;
      this.moveTo({ scale: between("scale"), x: between("x"), y: between("y") });
      if (share < 1) this.gliding = requestAnimationFrame(step);
    };
    this.gliding = requestAnimationFrame(step);
  }

  // What is under the pointer.

  /** The nearest shown paper within reach of a point on the screen, or null. */
  paperAt(x, y, reach = PaperMap.reach) {
    const [dataX, dataY] = this.toData(x, y);
    const far = reach / (this.unit * this.view.scale);
    let best = null;
    let least = far * far;
    for (let column = Math.floor((dataX - far) / PaperMap.cell); column * PaperMap.cell <= dataX + far; column++) {
      for (let row = Math.floor((dataY - far) / PaperMap.cell); row * PaperMap.cell <= dataY + far; row++) {
        for (const paper of this.grid.get(column * 1000 + row) ?? []) {
          if (this.isShown && !this.isShown[paper]) continue;
          const square = (this.papers.x[paper] - dataX) ** 2 + (this.papers.y[paper] - dataY) ** 2;
          if (square < least) [least, best] = [square, paper];
        }
      }
    }
    return best;
  }

  labelAt(x, y) {
    const label = this.labels.find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    return label ? label.index : null;
  }

  /** Shows a paper's card beside it; hides the card when there is none. */
  hover(paper, isPinned = false) {
    if (paper === this.hovered && isPinned === this.isPinned) return;
    Object.assign(this, { hovered: paper, isPinned });
    this.card.hidden = paper === null;
    this.draw();
    if (paper === null) return;
    this.fillCard(paper, isPinned);
    const [x, y] = this.toScreen(this.papers.x[paper], this.papers.y[paper]);
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const left = x + 14 + width < this.width ? x + 14 : x - 14 - width;
    this.card.style.left = Math.max(4, Math.min(left, this.width - width - 4)) + "px";
    const below = y + 14 + height < this.height ? y + 14 : y - 14 - height;
    this.card.style.top = Math.max(4, below) + "px";
  }

  fillCard(paper, isPinned) {
    const { papers, card } = this;
    card.replaceChildren();
    card.classList.toggle("pinned", isPinned);
    if (isPinned) {
      const close = element("button", "close", "×");
      close.ariaLabel = "Close";
      close.addEventListener("click", () => this.hover(null));
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

  listen() {
    const { canvas } = this;
    const pointers = new Map();
    let travelled = 0;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (pointers.size === 0) travelled = 0;
      pointers.set(event.pointerId, place(event));
      canvas.setPointerCapture?.(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = place(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType === "mouse" && !this.isPinned) this.point(x, y);
        return;
      }
      pointers.set(event.pointerId, [x, y]);
      travelled += Math.hypot(x - before[0], y - before[1]);
      if (travelled < 4) return;
      canvas.classList.add("dragging");
      if (pointers.size === 1) return this.pan(x - before[0], y - before[1]);
      // Two fingers: the distance between them zooms about their middle.
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const span = (point) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
      this.zoom(span([x, y]) / span(before), (x + other[0]) / 2, (y + other[1]) / 2);
    });
    const release = (event) => {
      const wasDown = pointers.delete(event.pointerId);
      if (pointers.size === 0) canvas.classList.remove("dragging");
      if (wasDown && event.type === "pointerup" && travelled < 4) this.click(...place(event), event.pointerType);
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => {
      if (!this.isPinned) this.hover(null);
    });
    canvas.addEventListener("wheel", (event) => {
      // The wheel goes on scrolling the page when there is nothing left to zoom out of.
      if (event.deltaY > 0 && this.view.scale === 1) return;
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      this.zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) * 0.0025), ...place(event));
    }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      const step = 60;
      const act = {
        ArrowLeft: () => this.pan(step, 0), ArrowRight: () => this.pan(-step, 0),
        ArrowUp: () => this.pan(0, step), ArrowDown: () => this.pan(0, -step),
        "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5),
        0: () => this.glide({ scale: 1, x: 0, y: 0 }), Escape: () => this.hover(null),
      }[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    });
  }

  /** Names lie above papers, for the pointer too. */
  point(x, y) {
    const label = this.labelAt(x, y);
    const paper = label === null ? this.paperAt(x, y) : null;
    this.hover(paper);
    this.canvas.classList.toggle("pointing", paper !== null || label !== null);
  }

  /** A mouse opens the paper that it has shown; a finger has shown nothing yet, and gets the card with its link. */
  click(x, y, pointerType) {
    const label = this.labelAt(x, y);
    const paper = label === null ? this.paperAt(x, y, pointerType === "mouse" ? PaperMap.reach : 22) : null;
    if (paper !== null && pointerType !== "mouse") return this.hover(paper, true);
    this.hover(null);
    if (label !== null) return this.onTopic(label);
    const address = paper === null ? null : this.papers.address(paper);
    if (address) open(address, "_blank", "noopener,noreferrer");
  }
}

/** ID, day and categories. */
function factsOf(papers, paper) {
  const categories = papers.cats[paper].map((category) => papers.categories[category].id).join(" ");
  return [papers.id[paper], papers.dayText(paper), categories].filter(Boolean);
}
