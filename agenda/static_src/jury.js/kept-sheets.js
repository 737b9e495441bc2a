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
