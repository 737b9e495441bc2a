// <expo-now word="now" shift="0"> around session cards: marks those that are under way, minute by minute.
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
  }

  flag(card, underWay) {
    const flag = card.querySelector(".flag");
    if (flag && !underWay) flag.remove();
    if (flag || !underWay) return;
    const fresh = Object.assign(document.createElement("strong"), { className: "flag", textContent: this.getAttribute("word") });
    card.querySelector(".kind").append(" ", fresh);
  }
});
