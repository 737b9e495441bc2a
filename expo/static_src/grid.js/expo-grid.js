// <expo-grid> around a table: without it the table is read; with it its cells are typed in and saved row by row.
class ExpoGrid extends HTMLElement {
  connectedCallback() {
    this.texts = JSON.parse(this.querySelector("#grid-texts").textContent);
    this.at = this.to = [0, 0];
    [this.queue, this.done, this.undone] = [[], [], []];
    readCells(this);
    if (!this.rows.length && this.dataset.add) addRow(this);
    if (!this.rows.length) return;
    this.at = this.to = [0, firstColumn(this)];
    activeCell(this).tabIndex = 0;
    watchMoves(this);
    watchKeys(this);
    watchClipboard(this);
    watchLeaving(this);
    this.watchButtons();
    describe(this);
  }

  watchButtons() {
    const acts = { save: saveAll, undo: undoStep, fill: fillDown, next: nextProblem, add: startRow };
    this.querySelector(".grid-buttons").hidden = false;
    for (const button of this.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => acts[button.dataset.do](this));
    }
    this.changed();
  }

  // How much is unsaved, said where it is seen.
  changed() {
    const open = openCells(this).length;
    this.querySelector("[data-do=save]").setAttribute("aria-disabled", String(!open));
    this.dataset.open = String(open);
    this.setAttribute("aria-busy", String(Boolean(this.sending)));
    this.querySelector(".grid-open").textContent = open ? this.texts.open.replace("{number}", open) : "";
  }

  say(words) {
    this.querySelector(".grid-said").textContent = words ?? "";
  }
}

// The first that can be typed in, in the first row.
function firstColumn(grid) {
  return Math.max(0, [...grid.rows[0].cells].slice(1).findIndex((cell) => !cell.closed));
}

customElements.define("expo-grid", ExpoGrid);
