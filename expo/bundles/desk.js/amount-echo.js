// <amount-echo src="/desk/amount/"> around an amount box: says below it how the amount reads. Works without: the form says it too.
class AmountEcho extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input");
    if (!this.box) return;
    this.said = document.createElement("div");
    this.said.setAttribute("aria-live", "polite");
    this.append(this.said);
    this.box.addEventListener("input", () => this.later());
    if (this.box.value) this.ask();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    const text = this.box.value.trim();
    this.asked = text;
    if (!text) return this.said.replaceChildren();
    const query = new URLSearchParams({ text, currency: this.getAttribute("currency") || "CNY" });
    const answer = await fetch(`${this.getAttribute("src")}?${query}`).catch(() => null);
    if (!answer || !answer.ok || this.asked !== text) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.said.replaceChildren(...page.body.childNodes);
  }
}
customElements.define("amount-echo", AmountEcho);
