// <organisation-input src="/desk/organisations/" list="organisations"> around a text box: fills the datalist with what fits.
class OrganisationInput extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input");
    this.list = document.getElementById(this.getAttribute("list"));
    if (!this.box) return;
    this.box.addEventListener("input", (event) => {
      if (event.isComposing) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 120);
    });
  }

  async ask() {
    const q = this.box.value.trim();
    this.asked = q;
    this.list = this.list || document.getElementById(this.getAttribute("list"));
    if (!q || !this.list) return;
    const answer = await fetch(`${this.getAttribute("src")}?${new URLSearchParams({ q })}`).catch(() => null);
    if (!answer || !answer.ok || this.asked !== q) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.list.replaceChildren(...page.querySelectorAll("option"));
  }
}
customElements.define("organisation-input", OrganisationInput);
