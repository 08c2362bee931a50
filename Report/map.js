// The map: a canvas that is drawn at most once a frame.

class PaperMap {
  /** Papers under the pointer are looked for in squares of this side, in the data's unit, of which the map has 10,000. */
  static cell = 125;
  static reach = 12;
  static mostZoom = 60;

  constructor(canvas, card, papers) {
    Object.assign(this, { canvas, papers });
    this.context = canvas.getContext("2d");
    this.names = new MapNames(this.context, papers);
    this.card = new PaperCard(card, papers);
    this.card.onClose = () => this.hover(null);
    this.view = { scale: 1, x: 0, y: 0 };
    this.shown = null;
    this.topic = null;
    this.ringed = null;
    this.hovered = null;
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
    followPointers(this);
    followWheel(this);
    followKeys(this);
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
    if (areFew) this.names.write(this);
    context.globalAlpha = 0.8;
    this.byColour.forEach((all, index) => {
      context.fillStyle = this.colours[index];
      const some = this.shown === null ? all : all.filter((paper) => this.isShown[paper]);
      this.dots(some, areFew ? Math.max(radius, 3.5) : radius);
    });
    context.globalAlpha = 1;
    if (!areFew) this.names.write(this);
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

  /** Shows a paper's card beside it; hides the card when there is none. */
  hover(paper, isPinned = false) {
    if (paper === this.hovered && isPinned === this.isPinned) return;
    Object.assign(this, { hovered: paper, isPinned });
    if (paper === null) this.card.hide();
    else this.card.show(paper, isPinned, this.toScreen(this.papers.x[paper], this.papers.y[paper]), this);
    this.draw();
  }

  /** Names lie above papers, for the pointer too. */
  point(x, y) {
    const label = this.names.at(x, y);
    const paper = label === null ? this.paperAt(x, y) : null;
    this.hover(paper);
    this.canvas.classList.toggle("pointing", paper !== null || label !== null);
  }

  /** A mouse opens the paper that it has shown; a finger has shown nothing yet, and gets the card with its link. */
  click(x, y, pointerType) {
    const label = this.names.at(x, y);
    const paper = label === null ? this.paperAt(x, y, pointerType === "mouse" ? PaperMap.reach : 22) : null;
    if (paper !== null && pointerType !== "mouse") return this.hover(paper, true);
    this.hover(null);
    if (label !== null) return this.onTopic(label);
    const address = paper === null ? null : this.papers.address(paper);
    if (address) open(address, "_blank", "noopener,noreferrer");
  }
}
