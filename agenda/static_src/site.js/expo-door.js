// <expo-door> on a door's screen: asks for the page again every 20 seconds and keeps the last good state while
// nobody answers; the note with data-stale then says as of when.
customElements.define("expo-door", class extends HTMLElement {
  connectedCallback() {
    this.goodAt = Date.now();
    this.fit();
    this.resized = new AbortController();
    document.fonts.ready.then(() => this.fit());
    addEventListener("resize", () => this.fit(), { signal: this.resized.signal });
    this.timer = setInterval(() => this.refresh(), 20_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resized.abort();
  }

  async refresh() {
    const fresh = await this.ask();
    const note = document.querySelector("[data-stale]");
    if (fresh) this.renew(fresh);
    else this.countDown();
    if (note) note.hidden = Boolean(fresh);
    if (fresh) this.goodAt = Date.now();
    if (fresh && note) note.querySelector("time").textContent = fresh.ownerDocument.querySelector("[data-stale] time").textContent;
    this.fit();
  }

  // One step smaller after the other until all of it is on the screen, which nobody can scroll.
  fit() {
    this.dataset.smaller = 0;
    for (let step = 1; step <= 4 && document.documentElement.scrollHeight > innerHeight; step++) this.dataset.smaller = step;
  }

  renew(fresh) {
    this.left = undefined;
    this.replaceChildren(...fresh.childNodes);
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

  // Minutes alone, or hours and minutes.
  countDown() {
    const numbers = [...this.querySelectorAll(".door-countdown b")];
    if (!numbers.length) return;
    this.left ??= numbers.reduce((left, number) => left * 60 + Number(number.textContent), 0);
    const left = Math.max(0, this.left - Math.floor((Date.now() - this.goodAt) / 60_000));
    const shown = numbers.length > 1 ? [Math.floor(left / 60), left % 60] : [left];
    numbers.forEach((number, at) => (number.textContent = shown[at]));
  }
});
