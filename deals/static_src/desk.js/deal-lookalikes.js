// <deal-lookalikes src="/desk/2019/lookalikes/"> inside the deal's form: shows what resembles it while somebody types.
// Works without: recording asks the same, and what it answers stands in the same place.
class DealLookalikes extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.setAttribute("aria-live", "polite");
    this.form.addEventListener("input", (event) => {
      if (event.isComposing || this.contains(event.target)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 400);
    });
  }

  // Only what is compared: nothing else of the form, and no token, goes into an address.
  query() {
    const compared = /^(parties-\d+-name|name_en|name_zh|amount|signed_on|contract_number|destination|another)$/;
    const said = [...new FormData(this.form)].filter(([name, value]) => compared.test(name) && value);
    return new URLSearchParams(said).toString();
  }

  async ask() {
    const query = this.query();
    this.asked = query;
    const answer = await fetch(`${this.getAttribute("src")}?${query}`).catch(() => null);
    if (!answer?.ok || this.asked !== query) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = new Set([...this.querySelectorAll("[name=another]:checked")].map((box) => box.value));
    for (const box of page.querySelectorAll("[name=another]")) box.checked ||= said.has(box.value);
    this.replaceChildren(...page.body.childNodes);
  }
}
customElements.define("deal-lookalikes", DealLookalikes);
