// <desk-form data-user data-drafts> around the form of a new deal: Enter goes on, Ctrl+Enter records, once, whatever happens.
// The key stands in the address (?draft=), so that coming back, refreshing or a second tab means the same deal.
class DeskForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("keydown", (event) => this.keydown(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    if (!this.dataset.drafts) return;
    this.store = new DeskStore(this.dataset.user, this.dataset.drafts);
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    addEventListener("online", () => this.retry());
    addEventListener("visibilitychange", () => document.hidden || this.retry());
    this.begin();
  }

  get key() {
    return this.form.elements.key.value ?? [...this.form.elements.key].find((field) => field.type === "hidden").value;
  }

  begin() {
    const saved = this.querySelector("#draft");
    const kept = this.store.read(this.key);
    const fields = kept?.fields ?? (saved && JSON.parse(saved.textContent));
    if (fields && !document.querySelector(".error-summary")) fillIn(this.form, fields);
    const other = new URLSearchParams(location.search).has("draft") ? "" : this.store.waiting();
    if (other) location.search = `?draft=${other}`;
    else if (kept?.waiting) this.send();
    else if (document.activeElement === document.body) mainFields(this.form).find((field) => !field.value)?.focus();
  }

  keydown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.target.closest("organisation-input")?.settle();
      this.form.requestSubmit();
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      goOn(this.form, event.target);
    } else if (/^[1-9]$/.test(event.key) && event.target.type === "radio") {
      const choice = this.form.elements[event.target.name][event.key - 1];
      choice?.click();
      choice?.focus();
    }
  }

  // Who goes on typing after pressing has to press again: half an amount is sent by nobody but the clerk.
  typed() {
    const fields = fieldsOf(this.form);
    if (this.sending || this.store.holds(this.key, fields)) return;
    this.waiting = false;
    this.store.keep(this.key, fields);
    this.rename();
    deskState.say("draft");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saveDraft(), 1200);
  }

  rename() {
    const address = new URL(location);
    if (address.searchParams.get("draft") === this.key) return;
    address.searchParams.set("draft", this.key);
    address.searchParams.delete("after");
    history.replaceState(null, "", address);
  }

  async saveDraft() {
    if (this.sending || this.closed) return;
    const at = await this.store.save(new FormData(this.form));
    if (!this.sending && !this.waiting) deskState.note(...(at ? ["saved", ` ${at}`] : ["kept"]));
  }

  submit(event) {
    if (this.sending) return event.preventDefault();
    if (!this.store) return this.plainly(event);
    event.preventDefault();
    if (event.submitter?.name === "key") this.another(event.submitter);
    this.send();
  }

  // An amendment goes the browser's own way, once the names that were typed are settled.
  async plainly(event) {
    this.sending = true;
    deskState.say("sending");
    event.preventDefault();
    await settled(this);
    this.form.submit();
  }

  // What differs from what the key has recorded is another deal: it goes under a key of its own.
  another(button) {
    const key = button.value;
    this.store.forget(this.key);
    button.remove();
    this.form.elements.key.value = key;
    this.rename();
  }

  close() {
    this.closed = true;
  }
}
