// <expo-suggest data-from="…" data-label="…"> around a search field: links to the best answers while one types.
customElements.define("expo-suggest", class extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.field = this.querySelector("input");
    this.list = Object.assign(document.createElement("ul"), { className: "suggestions", hidden: true });
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    this.field.addEventListener("input", () => this.wait());
    this.addEventListener("keydown", (event) => this.move(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.show([]));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    const words = this.field.value.trim();
    if (!words) return this.show([]);
    const answer = await fetch(`${this.dataset.from}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (answer?.ok && words === this.field.value.trim()) this.show((await answer.json()).suggestions);
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((each) => this.item(each)));
    this.list.hidden = !suggestions.length;
  }

  item({ name, lang, kind, url }) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
    if (lang) link.lang = lang;
    item.append(link, Object.assign(document.createElement("small"), { textContent: kind }));
    return item;
  }

  move(event) {
    const places = [this.field, ...this.list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.field.focus();
      this.show([]);
    } else if (step && places.length > 1) {
      event.preventDefault();
      places.at((places.indexOf(document.activeElement) + step) % places.length).focus();
    }
  }
});
