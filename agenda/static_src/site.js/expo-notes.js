// <expo-notes edition="2019" word="My note" lost="…" file="my-visit"> and, in each chosen thing, <expo-note key="1a">:
// what a visitor writes beside it. It is kept in this browser, one for each edition, and nowhere else.
const notesOf = (edition) => {
  const name = `notes:${edition}`;
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(name)) || {};
    } catch {
      return {};
    }
  };
  return {
    name,
    read,
    // False where the browser keeps nothing, or nothing more.
    write(key, text) {
      const { [key]: _before, ...notes } = read();
      try {
        localStorage.setItem(name, JSON.stringify(text.trim() ? { ...notes, [key]: text } : notes));
      } catch {
        return false;
      }
      return true;
    },
    clear() {
      localStorage.removeItem(name);
    },
  };
};

customElements.define("expo-note", class extends HTMLElement {
  connectedCallback() {
    this.frame = document.querySelector("expo-notes");
    if (!this.frame || !this.getAttribute("key") || this.firstChild) return;
    const word = this.frame.getAttribute("word");
    const title = this.closest("article").querySelector("h3, h4").textContent.trim();
    this.fold = this.appendChild(document.createElement("details"));
    this.fold.append(Object.assign(document.createElement("summary"), { textContent: word }));
    this.field = this.fold.appendChild(Object.assign(document.createElement("textarea"), { rows: 3, maxLength: 2000 }));
    this.field.setAttribute("aria-label", `${word}: ${title}`);
    this.printed = this.appendChild(document.createElement("p"));
    this.field.addEventListener("input", () => this.frame.keep(this.getAttribute("key"), this.field.value));
    this.field.addEventListener("input", () => (this.printed.textContent = this.field.value));
  }

  show(text) {
    if (!this.field) return;
    if (this.field !== document.activeElement || !text) this.field.value = text;
    this.printed.textContent = text;
    if (text) this.fold.open = true;
  }
});

customElements.define("expo-notes", class extends HTMLElement {
  connectedCallback() {
    this.notes = notesOf(this.getAttribute("edition"));
    this.hidden = false;
    this.querySelector('[data-do="save"]').addEventListener("click", () => this.save());
    this.querySelector('[data-do="delete"]').addEventListener("click", () => this.clear());
    addEventListener("storage", (event) => (event.key === this.notes.name || event.key === null) && this.show());
    // Those that stand further down the page are there only later.
    customElements.whenDefined("expo-note").then(() => this.show());
  }

  show() {
    const notes = this.notes.read();
    for (const note of document.querySelectorAll("expo-note")) note.show(notes[note.getAttribute("key")] ?? "");
  }

  keep(key, text) {
    this.querySelector("[role=status]").textContent = this.notes.write(key, text) ? "" : this.getAttribute("lost");
  }

  clear() {
    this.notes.clear();
    this.show();
  }

  save() {
    const address = URL.createObjectURL(new Blob([this.plan()], { type: "text/plain;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: address, download: `${this.getAttribute("file")}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  plan() {
    const said = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const lines = [said(document.querySelector("h1")), location.href];
    for (const part of this.parentElement.querySelectorAll("h2, .hall-visit > :is(h3, p), h2 ~ h3, article.mine")) {
      if (part.localName !== "article") lines.push("", said(part));
      else lines.push(...[...part.querySelectorAll(":scope > :is(h3, h4), .meta > li, .clash")].map((one) => `  ${said(one)}`), ...this.lines(part), "");
    }
    return lines.join("\n");
  }

  lines(part) {
    const note = part.querySelector("expo-note textarea")?.value.trim();
    return note ? [`  ${this.getAttribute("word")}: ${note.replaceAll("\n", "\n    ")}`] : [];
  }
});
