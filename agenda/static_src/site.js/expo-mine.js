// <expo-mine edition="2019" word="In my agenda"> around the link to it: puts the choice of this browser in the address.
// Hidden where the link would lead to the page it stands on.
customElements.define("expo-mine", class extends HTMLElement {
  connectedCallback() {
    this.show = () => this.link();
    document.addEventListener("choice", this.show);
    this.link();
    const here = new URL(location.href);
    const chosen = [..."sexl"].some((name) => here.searchParams.get(name));
    const own = Object.keys(choiceOf(this.getAttribute("edition")).read());
    if (own.length && here.pathname === this.address().pathname && !chosen) location.replace(this.querySelector("a").href);
  }

  disconnectedCallback() {
    document.removeEventListener("choice", this.show);
  }

  address() {
    return new URL(this.querySelector("a").href);
  }

  link() {
    const keys = Object.keys(choiceOf(this.getAttribute("edition")).read());
    const address = this.address();
    address.search = addressOfChoice(keys);
    const link = this.querySelector("a");
    link.href = address;
    this.hidden = address.href === location.href;
    link.dataset.number = keys.length || "";
  }
});
