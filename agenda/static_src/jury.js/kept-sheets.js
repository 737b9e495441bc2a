// What a judge saved stays in this browser until it has been answered; one sheet an entry, the newest.
const jury = document.querySelector("[data-jury]");
const place = (entry) => `jury:${jury.dataset.jury}:${entry}`;

const keptSheet = (entry) => JSON.parse(localStorage.getItem(place(entry)) ?? "null");
const keepSheet = (entry, sheet) => localStorage.setItem(place(entry), JSON.stringify(sheet));

// Each save has a key of its own: an answer to an earlier one never drops a later one.
const saveKey = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`;
const dropSheet = (entry, key) => {
  if (keptSheet(entry)?.key === key) localStorage.removeItem(place(entry));
};

// Above the list, and at each button, which is all that a phone shows of a long form: of its own entry, or of others.
function tellUnsent() {
  const waiting = entries.filter((each) => keptSheet(each.dataset.entry));
  const unsent = jury.querySelector("[data-unsent]");
  unsent.textContent = waiting.length ? `${unsent.dataset.words} ${waiting.length}` : "";
  for (const here of jury.querySelectorAll("[data-unsent-here]")) {
    const own = keptSheet(here.closest("[data-entry]").dataset.entry);
    here.textContent = own ? (own.refused ?? jury.dataset.waits) : unsent.textContent;
  }
}
