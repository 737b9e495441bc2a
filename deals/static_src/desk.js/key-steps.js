// <key-steps> around the steps of a deal: one key presses the button, follows the link or opens the part that bears it in data-key.
// Never while somebody types, composes with an IME or holds Ctrl, Alt or Meta. Without it the buttons work as they are.
const FIELD = ".field :is(input, select, textarea)";

class KeySteps extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.take(event);
    document.addEventListener("keydown", this.pressed);
    const open = this.querySelector(".error-summary") ?? this.querySelector(`details[open] ${FIELD}, .retype input`);
    open?.focus();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  take(event) {
    if (event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [popover]")) return;
    const mark = this.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!mark) return;
    event.preventDefault();
    mark.click();
    if (mark.matches("summary")) mark.parentElement.querySelector(FIELD)?.focus();
  }
}
customElements.define("key-steps", KeySteps);
