// <hall-corners> around the picture of the walls and the lines of their corners, which say the same: in the picture a
// corner is pulled, an edge gets one more, the chosen one is taken away. The form saves the lines, as without it.
const FEWEST = 3;
const CORNER_LINE = /^\(?\s*(\d{1,4}(?:\.\d{1,2})?)\s*(?:[,;x×/]\s*|\s)(\d{1,4}(?:\.\d{1,2})?)\s*\)?\s*m?$/i;

class HallCorners extends HTMLElement {
  connectedCallback() {
    this.svg = this.querySelector("svg");
    this.lines = this.querySelector("textarea");
    this.snap = this.querySelector("[data-snap]");
    this.past = [];
    this.future = [];
    this.chosen = -1;
    for (const part of this.querySelectorAll("[data-scripted]")) part.hidden = false;
    for (const text of this.svg.querySelectorAll("text")) text.remove();
    this.layer = document.createElementNS(SVG, "g");
    this.svg.append(this.layer);
    this.svg.setAttribute("class", "corners");
    this.lines.addEventListener("input", () => this.show());
    this.lines.addEventListener("change", () => this.note());
    this.addEventListener("click", (event) => this.press(event.target.closest("[data-corners]")?.dataset.corners));
    watchCorners(this);
    this.show();
    this.kept = this.lines.value;
  }

  // In centimetres; null while a line says no corner.
  read() {
    const lines = this.lines.value.normalize("NFKC").split("\n").map((line) => line.trim()).filter(Boolean);
    const found = lines.map((line) => line.match(CORNER_LINE));
    return found.every(Boolean) ? found.map(([, x, y]) => ({ x: Math.round(x * 100), y: Math.round(y * 100) })) : null;
  }

  write(corners) {
    this.lines.value = corners.map(({ x, y }) => `${x / 100} ${y / 100}`).join("\n");
  }

  // Whatever changed since the last time is one step.
  note() {
    if (this.lines.value === this.kept) return;
    this.past.push(this.kept);
    this.future = [];
    this.kept = this.lines.value;
    this.show();
  }

  show() {
    const corners = this.read();
    if (corners && corners.length >= FEWEST) drawCorners(this, corners);
    this.offer("undo", this.past.length);
    this.offer("redo", this.future.length);
    this.offer("remove", this.chosen in (corners ?? []) && corners.length > FEWEST);
  }

  // A button that does nothing now keeps the focus.
  offer(tool, does) {
    this.querySelector(`[data-corners=${tool}]`).setAttribute("aria-disabled", String(!does));
  }

  press(tool) {
    if (tool === "undo") this.step(this.past, this.future);
    else if (tool === "redo") this.step(this.future, this.past);
    else if (tool === "remove") this.remove();
  }

  step(from, to) {
    if (!from.length) return;
    to.push(this.kept);
    this.lines.value = this.kept = from.pop();
    this.chosen = -1;
    this.show();
  }

  remove() {
    const corners = this.read();
    if (!corners?.[this.chosen] || corners.length <= FEWEST) return;
    this.write(corners.toSpliced(this.chosen, 1));
    this.chosen = -1;
    this.note();
  }
}
customElements.define("hall-corners", HallCorners);
