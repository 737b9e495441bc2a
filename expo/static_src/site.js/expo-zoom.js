// <expo-zoom> around a plan that scrolls: larger and smaller by buttons, by + and -, by Ctrl and wheel, by two fingers.
class ExpoZoom extends HTMLElement {
  connectedCallback() {
    this.view = this.querySelector("[role=region]");
    this.svg = this.querySelector("svg");
    if (!this.view || !this.svg) return;
    this.factor = 1;
    for (const part of this.querySelectorAll("[data-zoom-bar]")) part.hidden = false;
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) this.zoom(Number(button.dataset.zoom));
    });
    this.view.addEventListener("keydown", (event) => {
      const by = { "+": 1.4, "=": 1.4, "-": 1 / 1.4, 0: 0 }[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.zoom(by);
    });
    this.view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event);
    }, { passive: false });
    this.view.addEventListener("touchmove", (event) => this.pinch(event), { passive: false });
    this.view.addEventListener("touchend", () => { this.spread = 0; });
  }

  pinch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const spread = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = { clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 };
    if (this.spread) this.zoom(spread / this.spread, middle);
    this.spread = spread;
  }

  // What lies at the place stays there; without one the middle does. By 0: as it was at first.
  zoom(by, at) {
    const box = this.view.getBoundingClientRect();
    const x = at ? at.clientX - box.left : box.width / 2;
    const y = at ? at.clientY - box.top : box.height / 2;
    this.whole ??= this.svg.getBoundingClientRect().width;
    const before = this.factor;
    this.factor = by ? Math.min(Math.max(before * by, 0.5), 8) : 1;
    const ratio = this.factor / before;
    this.svg.style.inlineSize = `${this.whole * this.factor}px`;
    this.svg.style.maxInlineSize = "none";
    this.view.scrollLeft = (this.view.scrollLeft + x) * ratio - x;
    this.view.scrollTop = (this.view.scrollTop + y) * ratio - y;
  }
}
customElements.define("expo-zoom", ExpoZoom);
