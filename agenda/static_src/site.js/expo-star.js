// <expo-star key="1a" at="…"> in a session, <expo-star key="@firm"> in an exhibitor, ~ before an exhibit, ! before a
// launch: a button that puts it in the visitor's own visit, or takes it out.
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
    else chosen[key] = { at: this.at() };
    this.choice.write(chosen);
  }
});
