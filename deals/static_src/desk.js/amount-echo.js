// <amount-echo src="/desk/amount/" currency="CNY" edition="2019"> around an amount box: says below it how the amount reads,
// and whether its unit may have slipped. Works without: the form says it too.
class AmountEcho extends HTMLElement {
  connectedCallback() {
    if (this.said) return;
    this.box = this.querySelector("input");
    this.sure = this.querySelector("[data-sure]");
    this.said = document.createElement("div");
    this.said.setAttribute("aria-live", "polite");
    this.box.closest(".field").after(this.said);
    this.box.addEventListener("input", (event) => event.isComposing || this.later());
    this.box.addEventListener("compositionend", () => this.later());
    this.closest("form")?.addEventListener("change", (event) => {
      if (["kind", "instrument", "dollar"].includes(event.target.name)) this.later();
    });
    if (this.box.value) this.ask();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 120);
  }

  async ask() {
    const text = this.box.value.trim();
    const form = new FormData(this.closest("form"));
    const known = Object.fromEntries(["kind", "instrument", "dollar"].map((name) => [name, form.get(name) ?? ""]));
    const query = String(new URLSearchParams({ text, currency: this.getAttribute("currency"), edition: this.getAttribute("edition"), ...known }));
    this.asked = query;
    if (!text) return this.say();
    const answer = await fetch(`${this.getAttribute("src")}?${query}`).catch(() => null);
    if (!answer?.ok || this.asked !== query) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (this.asked === query) this.say(...page.body.childNodes);
  }

  say(...nodes) {
    this.said.replaceChildren(...nodes);
    const slip = this.said.querySelector("[data-slip]");
    if (!this.sure) return;
    if (!slip) this.sure.querySelector("input").checked = false;
    this.sure.hidden = !slip;
  }
}
customElements.define("amount-echo", AmountEcho);
