// How <desk-form> sends a deal: with the same key until somebody answers, whatever the network does meanwhile.
Object.assign(DeskForm.prototype, {
  async send() {
    this.sending = true;
    clearTimeout(this.timer);
    deskState.say("sending");
    await settled(this);
    this.store.keep(this.key, fieldsOf(this.form), true);
    if (this.stale) await this.renew();
    const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" } }).catch(() => null);
    this.sending = false;
    if (!answer || answer.status >= 500 || answer.status === 429) return this.wait("offline");
    if (answer.redirected || answer.status === 403) return this.wait("login");
    this.waiting = false;
    if (answer.ok) return this.recorded(await answer.json());
    this.store.keep(this.key, fieldsOf(this.form));
    this.refused(await answer.text());
  },

  // Who logs in again gets a new token against forged forms.
  async renew() {
    const answer = await fetch(this.form.action).catch(() => null);
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
    const token = page.querySelector(".desk-form [name=csrfmiddlewaretoken]");
    if (token) this.form.elements.csrfmiddlewaretoken.value = token.value;
  },

  wait(why) {
    this.stale = why === "login";
    this.waiting = why === "offline";
    deskState.say("draft", why);
    clearTimeout(this.again);
    if (this.waiting) this.again = setTimeout(() => this.retry(), 4000);
  },

  retry() {
    if (this.waiting && !this.sending && !this.closed) this.send();
  },

  recorded({ number, next }) {
    this.sending = this.closed = true;
    this.store.forget(this.key);
    deskState.say("recorded", number);
    location.assign(next);
  },

  // The page that says what is wrong takes the place of this one, with all that was typed.
  refused(text) {
    this.closed = true;
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll("noscript").forEach((unneeded) => unneeded.remove());
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    this.point();
  },

  // To the summary; or, where the one thing left is to answer what resembles the deal, to that.
  point() {
    const summary = document.querySelector(".error-summary");
    const question = document.querySelector("[name=another]:not(:checked)");
    (question && summary?.querySelectorAll("li").length === 1 ? question : summary)?.focus();
  },
});
customElements.define("desk-form", DeskForm);
document.querySelector(".error-summary")?.focus();
