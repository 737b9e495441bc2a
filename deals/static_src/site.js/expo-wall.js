// <expo-wall source="/en/2019/wall/now/" shift="3600" timezone="Asia/Shanghai"> on the live wall: its panels in turn, one
// language at a time, and asked for again every five seconds. While nobody answers, the last good state stays and the
// note with data-stale says as of when. Who wants less motion sees both languages, one below the other.
customElements.define("expo-wall", class extends HTMLElement {
  connectedCallback() {
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.turns = 0;
    this.button = document.querySelector("[data-turn]");
    this.button?.addEventListener("click", () => this.hold());
    this.still.addEventListener("change", () => this.show());
    this.seen = this.innerHTML;
    this.goodAt = venueNow(this);
    this.show();
    this.turning = setInterval(() => this.turn(), 12_000);
    if (this.getAttribute("source")) this.asking = setInterval(() => this.refresh(), 5_000);
  }

  disconnectedCallback() {
    clearInterval(this.turning);
    clearInterval(this.asking);
  }

  // The page's own language first.
  show() {
    const panels = [...this.querySelectorAll(".wall-panel")];
    const own = panels.findIndex((panel) => panel.lang === document.documentElement.lang);
    panels.forEach((panel, at) => {
      panel.hidden = !this.still.matches && at !== (Math.max(own, 0) + this.turns) % panels.length;
    });
    if (this.button) this.button.hidden = this.still.matches;
  }

  turn() {
    if (this.button?.getAttribute("aria-pressed") === "true") return;
    this.turns += 1;
    this.show();
  }

  hold() {
    this.button.setAttribute("aria-pressed", this.button.getAttribute("aria-pressed") !== "true");
  }

  async refresh() {
    const fresh = await this.ask();
    const note = document.querySelector("[data-stale]");
    note.hidden = fresh !== null;
    if (fresh === null) {
      note.querySelector("time").textContent = this.time(this.goodAt);
      return;
    }
    this.goodAt = venueNow(this);
    if (fresh === this.seen) return;
    this.seen = fresh;
    this.innerHTML = fresh;
    this.show();
  }

  // The panels as they are now, from the browser's copy where the site says that nothing has changed (304); null
  // where there is no answer, or one that is no wall.
  async ask() {
    try {
      const answer = await fetch(this.getAttribute("source"), { cache: "no-cache", signal: AbortSignal.timeout(4_000) });
      const text = answer.ok ? await answer.text() : "";
      return text.includes("wall-panel") ? text : null;
    } catch {
      return null;
    }
  }

  time(moment) {
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.getAttribute("timezone") };
    return new Intl.DateTimeFormat("en-GB", options).format(moment);
  }
});
