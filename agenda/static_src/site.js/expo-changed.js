// <expo-changed key="1a" at="…" until="…" room="hall" name="Hall" state="confirmed" word="as planned" hidden> around a
// note, on the visitor's own agenda: shown where the session is not as this browser saw it last, with the old values,
// until its button says that they are seen. What the star did not see of it is taken as it is now.
customElements.define("expo-changed", class extends HTMLElement {
  static kept = ["at", "until", "room", "name", "state", "word"];

  connectedCallback() {
    this.choice = choiceOf(mineOnPage().getAttribute("edition"));
    const before = this.choice.read()[this.getAttribute("key")];
    if (!before) return;
    const was = this.differences(before);
    this.querySelector("span").textContent = was.join(", ");
    this.hidden = was.length === 0;
    this.querySelector("button").addEventListener("click", () => this.see());
    if (this.hidden) this.see();
  }

  now() {
    return Object.fromEntries(this.constructor.kept.map((name) => [name, this.getAttribute(name) ?? ""]));
  }

  differences(before) {
    const now = this.now();
    const differs = (name) => name in before && before[name] !== now[name];
    return [
      ...(differs("at") || differs("until") ? [this.hours(before)] : []),
      ...(differs("room") ? [before.name || "–"] : []),
      ...(differs("state") ? [before.word] : []),
    ];
  }

  // As it stood at the venue, whatever clock the visitor's own device keeps.
  hours({ at, until }) {
    if (!at) return "–";
    const written = (moment, options) =>
      new Intl.DateTimeFormat(pageLocale, { ...options, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(
        new Date(`${moment.slice(0, 16)}Z`),
      );
    const day = { weekday: "short", day: "numeric", month: "short" };
    const from = written(at, day);
    if (!until) return from;
    const apart = at.slice(0, 10) !== until.slice(0, 10);
    return apart ? `${from} – ${written(until, day)}` : `${from}–${written(until, {})}`;
  }

  see() {
    const chosen = this.choice.read();
    if (this.contains(document.activeElement)) this.closest("article").querySelector("expo-star button")?.focus();
    this.hidden = true;
    this.choice.write({ ...chosen, [this.getAttribute("key")]: this.now() });
  }
});
