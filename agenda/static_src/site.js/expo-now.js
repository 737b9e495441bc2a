// <expo-now word="now" shift="0"> around session cards: marks those that are under way, and in a table to scale the row
// in which it is now, minute by minute.
customElements.define("expo-now", class extends HTMLElement {
  connectedCallback() {
    everyMinute(this, this.mark);
  }

  mark() {
    const now = venueNow(this);
    for (const card of this.querySelectorAll(".session-card:not([data-cancelled])")) {
      const [starts, ends] = [...card.querySelectorAll(".meta time")].map((time) => Date.parse(time.dateTime));
      if (ends) this.flag(card, starts <= now && now < ends);
    }
    const table = this.querySelector("[data-step]");
    if (table) this.rule(table.dataset, [...table.querySelectorAll(".to-scale > tr")], now);
  }

  rule({ from, step }, rows, now) {
    const current = rows[Math.floor((now - Date.parse(from)) / (60_000 * step))];
    for (const row of rows) row.toggleAttribute("data-now", row === current);
  }

  flag(card, underWay) {
    const flag = card.querySelector(".flag");
    if (flag && !underWay) flag.remove();
    if (flag || !underWay) return;
    const fresh = Object.assign(document.createElement("strong"), { className: "flag", textContent: this.getAttribute("word") });
    card.querySelector(".kind").append(" ", fresh);
  }
});
