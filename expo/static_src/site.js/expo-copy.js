// <expo-copy word="Copy" done="Copied"> around a text or a private link: a button that puts it on the clipboard.
customElements.define("expo-copy", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.button) return;
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    this.button.textContent = this.getAttribute("word");
    this.button.addEventListener("click", () => this.copy());
    this.prepend(this.button);
  }

  async copy() {
    await navigator.clipboard.writeText(this.querySelector("pre, .private-link").textContent);
    this.button.textContent = this.getAttribute("done");
  }
});
