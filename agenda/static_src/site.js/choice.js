// The visitor's own choice: {key: {at, room}} in this browser, one for each edition. A key is a session's, or
// the address of an exhibitor behind @, of an exhibit behind ~, of a launch behind !. `at` and `room` are what the visitor last saw of a session. A browser that keeps nothing
// has no choice, and no stars.
const choiceOf = (edition) => {
  const name = `agenda:${edition}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(name)) || {};
      } catch {
        return {};
      }
    },
    write(chosen) {
      try {
        localStorage.setItem(name, JSON.stringify(chosen));
      } catch {
        return;
      }
      document.dispatchEvent(new Event("choice"));
    },
  };
};
const STOPS = { "@": "e", "~": "x", "!": "l" };
const addressOfChoice = (keys) => {
  const parts = { s: [], e: [], x: [], l: [] };
  for (const key of keys) parts[STOPS[key[0]] ?? "s"].push(key[0] in STOPS ? key.slice(1) : key);
  const written = Object.entries(parts).filter(([, named]) => named.length);
  return written.map(([name, named]) => `${name}=${named.join(".")}`).join("&");
};
const mineOnPage = () => document.querySelector("expo-mine");
