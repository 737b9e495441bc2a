// <hall-editor> around a hall: forms and links work without it; with it stands are drawn in place.
class HallEditor extends HTMLElement {
  connectedCallback() {
    this.svg = this.querySelector(".hall-canvas svg");
    this.layer = this.querySelector("[data-stands]");
    this.ghost = this.querySelector("[data-ghost]");
    this.dialog = this.querySelector(".hall-dialog");
    this.stands = new Map();
    this.chosen = new Set();
    this.steered = new Set();
    this.sent = new Set();
    this.troubled = new Set();
    this.step = 50;
    this.grip = document.createElementNS(SVG, "rect");
    this.grip.setAttribute("class", "grip");
    this.grip.setAttribute("visibility", "hidden");
    this.svg.append(this.grip);
    this.layer.replaceChildren();
    watchPointer(this);
    watchKeys(this);
    watchTools(this);
    watchAssign(this);
    watchState(this);
  }

  say(words) {
    const line = this.querySelector(".hall-said");
    line.textContent = words ?? "";
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => line.replaceChildren(), 12_000);
  }
}
customElements.define("hall-editor", HallEditor);
