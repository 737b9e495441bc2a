// <desk-form> around the deal's form: Ctrl+Enter records, a second press while sending does nothing, the state is always said.
class DeskForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = document.querySelector("[data-state]");
    if (!this.form) return;
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      if (this.sending) return event.preventDefault();
      this.sending = true;
      this.say("sending");
    });
    // The page comes back out of the browser's cache as it was left: it may be sent again, with the same key.
    addEventListener("pageshow", () => {
      this.sending = false;
      this.say("draft");
    });
  }

  say(state) {
    if (!this.state) return;
    this.state.dataset.status = state;
    this.state.textContent = this.state.dataset[state];
  }
}
customElements.define("desk-form", DeskForm);

document.querySelector(".error-summary")?.focus();
