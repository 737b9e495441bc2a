// The state of the form in one of three words, 未提交 提交中 已记录, and a note beside it.
const deskState = {
  get place() {
    return document.querySelector("[data-state]");
  },

  say(state, note = "") {
    if (!this.place) return;
    const word = this.place.querySelector("[data-word]");
    this.place.dataset.status = word.dataset.status = state;
    word.textContent = this.place.dataset[state];
    this.note(note);
  },

  note(...words) {
    this.place?.querySelector("[data-note]").replaceChildren(...words.map((word) => this.place.dataset[word] ?? word));
  },
};
