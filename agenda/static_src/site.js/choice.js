// The visitor's own choice of sessions: {key: {at, room}} in this browser, one for each edition. `at` and `room` are
// what the visitor last saw of it. A browser that keeps nothing has no choice, and no stars.
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
const mineOnPage = () => document.querySelector("expo-mine");
