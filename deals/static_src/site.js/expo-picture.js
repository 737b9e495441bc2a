// <expo-picture word="Save as PNG" name="bulletin-1.png"> around an <img>: a button that saves it as a PNG, which
// messengers take where they refuse an SVG.
customElements.define("expo-picture", class extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    this.button.textContent = this.getAttribute("word");
    this.button.addEventListener("click", () => this.save());
    this.append(this.button);
  }

  async save() {
    const picture = this.querySelector("img"), canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.getAttribute("width"), picture.getAttribute("height")];
    picture.loading = "eager";
    await picture.decode();
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: this.getAttribute("name") });
    link.click();
    URL.revokeObjectURL(link.href);
  }
});
