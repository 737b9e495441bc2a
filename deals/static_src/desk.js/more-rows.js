// <more-rows prefix="parties"> around rows, a <template> of one and a button: adds as many as are needed.
class MoreRows extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[data-more]");
    this.button.hidden = false;
    this.button.onclick = () => this.add().querySelector("input:not([type=hidden])")?.focus();
  }

  get total() {
    return this.closest("form").elements[`${this.getAttribute("prefix")}-TOTAL_FORMS`];
  }

  // The number of the next row, from 0: one more than the last that stands.
  get next() {
    const start = `${this.getAttribute("prefix")}-`;
    const numbers = [...this.querySelectorAll("[name]")].filter((field) => field.name.startsWith(start)).map((field) => Number(field.name.split("-")[1]));
    return Math.max(-1, ...numbers) + 1;
  }

  add(number = this.next) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.innerHTML = row.innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
    row.setAttribute("aria-label", (row.getAttribute("aria-label") ?? "").replace("__number__", number + 1));
    if (!row.getAttribute("aria-label")) row.removeAttribute("aria-label");
    this.button.parentElement.before(row);
    this.total.value = Math.max(this.total.value, number + 1);
    const side = row.querySelector("[name$=-side]");
    if (side) side.value = side.options[Math.min(number, side.options.length - 1)].value;
    return row;
  }
}
customElements.define("more-rows", MoreRows);
