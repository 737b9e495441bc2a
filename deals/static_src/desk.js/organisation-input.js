// <organisation-input src="/desk/organisations/"> around a text box and a hidden one for the row's key: a combo box.
// Enter takes the first offer, even one that is still on its way; `settled` is the promise of it.
class OrganisationInput extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    [this.box, this.chosen] = this.querySelectorAll("input");
    this.list = this.box.after(document.createElement("ul")) ?? this.box.nextElementSibling;
    Object.assign(this.list, { id: `${this.box.id}_list`, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", this.box.labels[0]?.textContent ?? "");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) this.box.setAttribute(name, value);
    this.settled = Promise.resolve();
    this.box.addEventListener("input", (event) => event.isComposing || this.typed());
    this.box.addEventListener("compositionend", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => { event.preventDefault(); this.take(event.target.closest("li")); });
  }

  typed() {
    this.chosen.value = "";
    this.offerNew(false);
    this.box.removeAttribute("aria-invalid");
    this.said?.replaceChildren();
    this.fresh = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 80);
  }

  ask() {
    clearTimeout(this.timer);
    this.fresh = false;
    const q = this.box.value.trim();
    this.asked = q;
    this.answer = this.fetch(q);
    this.settled = this.answer;
    return this.answer;
  }

  async fetch(q) {
    const answer = q && await fetch(`${this.getAttribute("src")}?${new URLSearchParams({ q })}`).catch(() => null);
    if (this.asked !== q) return;
    const found = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li") : [];
    this.list.replaceChildren(...found);
    [...found].forEach((row, n) => (row.id = `${this.list.id}_${n}`));
    this.show(found.length > 0 && document.activeElement === this.box);
    if (found.length) this.mark(found[0]);
  }

  show(open) {
    this.list.hidden = !open;
    this.box.setAttribute("aria-expanded", String(open));
    if (!open) this.box.removeAttribute("aria-activedescendant");
  }

  mark(row) {
    this.list.querySelector("[aria-selected]")?.removeAttribute("aria-selected");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView?.({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", row.id);
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const row = this.list.querySelector("[aria-selected]");
    const step = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
    if (step && !this.list.hidden) { event.preventDefault(); this.mark(step); }
    if (event.key === "Escape") this.show(false);
    if (event.key === "Enter") this.settle();
  }

  // Takes the offer that is marked once all that was typed has been answered. Something new must have been seen first.
  settle() {
    if (this.chosen.value || !this.box.value.trim()) return;
    const seen = !this.fresh && !this.list.hidden;
    const answered = this.fresh ? this.ask() : this.answer ?? Promise.resolve();
    this.settled = answered.then(() => {
      const row = this.list.querySelector("[aria-selected]");
      if (row && (seen || !row.hasAttribute("data-new"))) this.take(row);
      else if (row) this.unknown();
    });
  }

  unknown() {
    this.box.setAttribute("aria-invalid", "true");
    this.said ??= this.appendChild(Object.assign(document.createElement("p"), { className: "error", role: "status" }));
    this.said.textContent = this.dataset.unknown;
  }

  take(row) {
    if (!row) return;
    const fresh = row.hasAttribute("data-new");
    this.box.value = row.dataset.value;
    this.chosen.value = fresh ? "" : row.dataset.id;
    this.offerNew(fresh);
    this.show(false);
    this.list.replaceChildren();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  leave() {
    this.show(false);
    if (this.fresh) this.settled = this.ask();
  }

  offerNew(fresh) {
    const row = this.parentElement.querySelector("p[data-new]");
    if (!row) return;
    row.hidden = !fresh;
    row.querySelector("input").checked = fresh;
  }
}
customElements.define("organisation-input", OrganisationInput);
