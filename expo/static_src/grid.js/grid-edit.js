// Typing in a cell: a text box in its place, closed with what was typed or, by Escape, without.
function openEditor(grid, text) {
  const cell = activeCell(grid);
  if (!cell || grid.editor) return;
  if (cell.closed) {
    grid.say(grid.texts.readonly);
    return;
  }
  grid.to = grid.at;
  showSelection(grid);
  const box = document.createElement("textarea");
  box.rows = 1;
  box.value = text ?? cell.typed;
  box.setAttribute("aria-label", grid.heads[cell.cellIndex - 1].textContent);
  box.setAttribute("aria-describedby", "grid-note");
  if (cell.lang) box.lang = cell.lang;
  grid.editor = box;
  cell.replaceChildren(box);
  fitEditor(box);
  box.addEventListener("input", () => fitEditor(box));
  box.addEventListener("keydown", (event) => editorKeys(grid, event));
  box.addEventListener("blur", () => closeEditor(grid, true));
  box.focus({ preventScroll: true });
  box.setSelectionRange(box.value.length, box.value.length);
}

function fitEditor(box) {
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight + 2}px`;
}

// `keep`: whether what was typed stands; a step to be undone where it is something else than before.
function closeEditor(grid, keep) {
  const box = grid.editor;
  if (!box) return;
  grid.editor = null;
  const cell = box.parentElement;
  const text = box.value.replace(/\r\n?/g, "\n").trim();
  box.remove();
  if (keep && text !== cell.typed) takeStep(grid, [[cell, text]]);
  showCell(cell);
  describe(grid);
}

function editorKeys(grid, event) {
  // While a word is being put together by an input method, its keys are its own.
  if (event.isComposing || event.keyCode === 229) return;
  event.stopPropagation();
  const [row, column] = grid.at;
  if (event.key === "Escape") leaveEditor(grid, event, false, [row, column]);
  else if (event.key === "Enter" && event.altKey) addLine(event);
  else if (event.key === "Enter") leaveEditor(grid, event, true, [row + (event.shiftKey ? -1 : 1), column]);
  else if (event.key === "Tab") leaveEditor(grid, event, true, nextPlace(grid, event.shiftKey ? -1 : 1) ?? [row, column]);
  else if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    leaveEditor(grid, event, true, [row, column]);
    saveAll(grid);
  }
}

function leaveEditor(grid, event, keep, place) {
  event.preventDefault();
  closeEditor(grid, keep);
  goTo(grid, place);
}

function addLine(event) {
  event.preventDefault();
  event.target.setRangeText("\n", event.target.selectionStart, event.target.selectionEnd, "end");
  fitEditor(event.target);
}
