// <expo-star key="1a" at="…" room="…"> in a session: a button that puts it in the visitor's agenda, or takes it out.
// With `room` it stands on the visitor's own agenda, and tells what has changed since the last look.
customElements.define("expo-star", class extends HTMLElement {
  connectedCallback() {
    const mine = mineOnPage();
    if (!mine || !this.getAttribute("key") || this.firstChild) return;
    this.choice = choiceOf(mine.getAttribute("edition"));
    this.button = Object.assign(document.createElement("button"), { type: "button" });
    this.button.setAttribute("aria-label", `${mine.getAttribute("word")}: ${this.title()}`);
    this.button.addEventListener("click", () => this.turn());
    this.append(this.button);
    document.addEventListener("choice", () => this.show());
    this.show();
    if (this.hasAttribute("room")) this.look();
  }

  title() {
    const around = this.closest("article") || document.querySelector("main");
    return around.querySelector("h1, h3, h4").textContent.trim();
  }

  at() {
    return this.getAttribute("at") ?? this.closest("article")?.querySelector(".meta time")?.dateTime ?? "";
  }

  show() {
    this.button.setAttribute("aria-pressed", this.getAttribute("key") in this.choice.read());
  }

  turn() {
    const chosen = this.choice.read();
    const key = this.getAttribute("key");
    if (key in chosen) delete chosen[key];
    else chosen[key] = this.seen();
    this.choice.write(chosen);
  }

  seen() {
    const seen = { at: this.at() };
    if (!this.hasAttribute("room")) return seen;
    const name = this.closest("article").querySelector(".meta li:last-child").textContent.trim();
    return { ...seen, room: this.getAttribute("room"), name };
  }

  look() {
    const chosen = this.choice.read();
    const before = chosen[this.getAttribute("key")];
    if (!before) return;
    const now = this.seen();
    const was = [];
    if (before.at !== now.at) was.push(before.at.slice(0, 16).replace("T", " ") || "–");
    if (before.room !== undefined && before.room !== now.room) was.push(before.room ? before.name : "–");
    const note = this.closest("article").querySelector(".changed");
    note.hidden = was.length === 0;
    note.querySelector("span").textContent = was.join(", ");
    this.choice.write({ ...chosen, [this.getAttribute("key")]: now });
  }
});
