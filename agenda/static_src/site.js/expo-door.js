// <expo-door> on a door's screen: asks for the page again every 20 seconds and keeps the last good state while
// nobody answers; the note with data-stale then says as of when.
customElements.define("expo-door", class extends HTMLElement {
  connectedCallback() {
    this.goodAt = Date.now();
    this.timer = setInterval(() => this.refresh(), 20_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async refresh() {
    const fresh = await this.ask();
    const note = document.querySelector("[data-stale]");
    if (fresh) this.replaceChildren(...fresh.childNodes);
    else this.countDown();
    if (note) note.hidden = Boolean(fresh);
    if (fresh) this.goodAt = Date.now();
    if (fresh && note) note.querySelector("time").textContent = fresh.ownerDocument.querySelector("[data-stale] time").textContent;
  }

  // The same element of the page as it is now; null where there is no answer, or one that is no screen.
  async ask() {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(15_000) });
      if (!answer.ok) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("expo-door");
    } catch {
      return null;
    }
  }

  countDown() {
    const number = this.querySelector(".door-countdown b");
    if (!number) return;
    number.dataset.from ??= number.textContent;
    number.textContent = Math.max(0, number.dataset.from - Math.floor((Date.now() - this.goodAt) / 60_000));
  }
});
