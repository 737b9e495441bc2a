// <picture-entry> around the boxes of a picture: shows a file as soon as it is chosen, dropped or pasted, and takes a click on
// the picture for its focus. Works without: the form itself takes the file and the numbers.
class PictureEntry extends HTMLElement {
  connectedCallback() {
    this.file = this.querySelector("input[type=file]");
    this.frame = this.querySelector("[data-frame]");
    this.file.addEventListener("change", () => this.preview());
    this.frame.addEventListener("click", (event) => this.focusAt(event));
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => this.take(event, event.dataTransfer));
    this.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    // Where it can be clicked, it takes what is pasted too.
    this.frame.tabIndex = 0;
  }

  take(event, brought) {
    const file = [...brought.files].find((each) => each.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    const chosen = new DataTransfer();
    chosen.items.add(file);
    this.file.files = chosen.files;
    this.preview();
  }

  preview() {
    const [file] = this.file.files;
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => this.show(reader.result));
    reader.readAsDataURL(file);
  }

  show(address) {
    const image = new Image();
    image.alt = "";
    image.src = address;
    this.frame.replaceChildren(image);
  }

  focusAt(event) {
    const image = event.target.closest("img");
    if (!image) return;
    const { left, top, width, height } = image.getBoundingClientRect();
    this.put("focus_x", (100 * (event.clientX - left)) / width);
    this.put("focus_y", (100 * (event.clientY - top)) / height);
  }

  put(part, percent) {
    const box = this.querySelector(`[name$="-${part}"]`);
    box.value = String(Math.min(100, Math.max(0, Math.round(percent))));
    box.closest("details").open = true;
  }
}
customElements.define("picture-entry", PictureEntry);
