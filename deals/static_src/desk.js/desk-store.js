// What is typed and not recorded yet: kept in this browser for its user, and as a draft on the server while there is one.
class DeskStore {
  constructor(user, drafts) {
    this.start = `desk:${user}:`;
    this.drafts = drafts;
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(this.start + key));
    } catch {
      return null;
    }
  }

  // `fields`: pairs of name and value. `waiting`: pressed to be recorded, and not answered yet.
  keep(key, fields, waiting = false) {
    localStorage.setItem(this.start + key, JSON.stringify({ fields, waiting, path: location.pathname }));
  }

  // A field that loses the focus says that it changed, though nothing was typed since.
  holds(key, fields) {
    return JSON.stringify(this.read(key)?.fields) === JSON.stringify(fields);
  }

  // The key of a deal of this edition that was pressed to be recorded in a tab that is gone.
  waiting() {
    const names = DeskStore.keys().filter((name) => name.startsWith(this.start));
    const keys = names.map((name) => name.slice(this.start.length));
    return keys.find((key) => this.read(key)?.waiting && this.read(key).path === location.pathname);
  }

  forget(key) {
    localStorage.removeItem(this.start + key);
  }

  // Says when the server had it, like 14:32:07; nothing where it does not have it.
  async save(form) {
    const answer = await fetch(this.drafts, { method: "POST", body: form }).catch(() => null);
    return answer?.ok && !answer.redirected ? (await answer.json()).saved_at : "";
  }

  static keys() {
    return Object.keys(localStorage).filter((name) => name.startsWith("desk:"));
  }
}

// The receipt of a deal says that what was pressed has arrived, whichever tab sent it.
const arrived = document.querySelector("[data-recorded-key]")?.dataset.recordedKey;
DeskStore.keys().filter((name) => arrived && name.endsWith(`:${arrived}`)).forEach((name) => localStorage.removeItem(name));

// Nobody who sits down here next finds what was typed before.
document.querySelector("form.log-out")?.addEventListener("submit", (event) => {
  const unsent = DeskStore.keys().some((name) => JSON.parse(localStorage.getItem(name)).waiting);
  const question = document.querySelector("[data-leaving]")?.dataset.leaving;
  if (unsent && question && !confirm(question)) return event.preventDefault();
  DeskStore.keys().forEach((name) => localStorage.removeItem(name));
  document.querySelector("desk-form")?.close?.();
});
