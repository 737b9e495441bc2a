// The visitor's own choice: {key: {at, room}} in this browser, one for each edition. A key is a session's, or an @ and
// the address of an exhibitor. `at` and `room` are what the visitor last saw of a session. A browser that keeps nothing
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
const addressOfChoice = (keys) => {
  const parts = { s: keys.filter((key) => key[0] !== "@"), e: keys.filter((key) => key[0] === "@").map((key) => key.slice(1)) };
  const written = Object.entries(parts).filter(([, named]) => named.length);
  return written.map(([name, named]) => `${name}=${named.join(".")}`).join("&");
};
const mineOnPage = () => document.querySelector("expo-mine");
