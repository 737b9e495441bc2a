// <expo-reveal> on a stage's screen: of its list nothing is seen at first; space, → or a press shows the next award,
// ← takes it back. How many are shown stands in the address, so that loading the page anew keeps them.
customElements.define("expo-reveal", class extends HTMLElement {
  connectedCallback() {
    this.rows = [...this.querySelectorAll("li")];
    this.listener = (event) => this.press(event);
    document.addEventListener("keydown", this.listener);
    document.addEventListener("click", this.listener);
    this.querySelector(".reveal-keys").hidden = false;
    this.querySelector("ul").setAttribute("aria-live", "polite");
    this.show(Number(location.hash.slice(1)) || 0);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
    document.removeEventListener("click", this.listener);
  }

  press(event) {
    if (event.target.closest("a, button") || event.ctrlKey || event.metaKey || event.altKey) return;
    const forth = event.type === "click" || [" ", "ArrowRight", "ArrowDown", "PageDown"].includes(event.key);
    const back = ["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key);
    if (!forth && !back) return;
    event.preventDefault();
    this.show(this.shown + (forth ? 1 : -1));
  }

  show(number) {
    this.shown = Math.min(Math.max(number, 0), this.rows.length);
    for (const [place, row] of this.rows.entries()) {
      row.hidden = place >= this.shown;
      row.toggleAttribute("data-newest", place === this.shown - 1);
    }
    history.replaceState(null, "", `#${this.shown}`);
  }
});
