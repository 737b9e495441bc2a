// <read-back src="/admin/…/read-back/" unit="money" currency="CNY" beside="unit currency"> around a box: says below it how
// what is typed reads. `beside` names the boxes that say what is counted. Works without: the form says it too.
class ReadBack extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input");
    this.said = this.querySelector(".read-back");
    this.box.addEventListener("input", (event) => event.isComposing || this.later());
    this.box.addEventListener("compositionend", () => this.later());
    this.box.form?.addEventListener("change", (event) => {
      if (this.names.includes(event.target.name)) this.ask();
    });
  }

  get names() {
    return this.getAttribute("beside").split(" ").filter(Boolean);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    const text = this.box.value.trim();
    const form = new FormData(this.box.form);
    const beside = Object.fromEntries(this.names.map((name) => [name.replace("reporting_", ""), form.get(name) ?? ""]));
    const known = { unit: this.getAttribute("unit"), currency: this.getAttribute("currency"), ...beside };
    const query = String(new URLSearchParams({ text, ...known }));
    this.asked = query;
    if (!text) return this.said.replaceChildren();
    const answer = await fetch(`${this.getAttribute("src")}?${query}`).catch(() => null);
    if (!answer?.ok || this.asked !== query) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (this.asked === query) this.said.replaceChildren(...page.body.childNodes);
  }
}
customElements.define("read-back", ReadBack);
