// What the keys do between cells.
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const A_PAGE = 15;

function watchKeys(grid) {
  grid.querySelector("table").addEventListener("keydown", (event) => {
    if (!event.target.closest("td") || event.isComposing || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const taken = command ? commandKey(grid, event) : moveKey(grid, event) || cellKey(grid, event);
    if (taken) event.preventDefault();
  });
}

function moveKey(grid, event) {
  const [row, column] = event.shiftKey && event.key !== "Tab" ? grid.to : grid.at;
  const step = ARROWS[event.key];
  if (step) goTo(grid, [row + step[0], column + step[1]], event.shiftKey);
  else if (event.key === "Home") goTo(grid, [row, 0], event.shiftKey);
  else if (event.key === "End") goTo(grid, [row, grid.heads.length - 1], event.shiftKey);
  else if (event.key === "PageUp") goTo(grid, [row - A_PAGE, column], event.shiftKey);
  else if (event.key === "PageDown") goTo(grid, [row + A_PAGE, column], event.shiftKey);
  else if (event.key === "Tab") return tabOn(grid, event.shiftKey ? -1 : 1);
  else return false;
  return true;
}

// From the last cell on, Tab leaves the grid as it leaves any other field.
function tabOn(grid, step) {
  const place = nextPlace(grid, step);
  if (place) goTo(grid, place);
  return Boolean(place);
}

function nextPlace(grid, step) {
  const width = grid.heads.length;
  const at = grid.at[0] * width + grid.at[1] + step;
  if (at < 0 || at >= grid.rows.length * width) return null;
  return [Math.floor(at / width), at % width];
}

function cellKey(grid, event) {
  if (event.key === "Enter" || event.key === "F2") openEditor(grid);
  else if (event.key === "Delete" || event.key === "Backspace") emptyCells(grid);
  else if (event.key === "Escape") goTo(grid, grid.at);
  else return typeOver(grid, event);
  return true;
}

// The box is there before the letter, which goes into it: so an input method puts together its first word there too.
function typeOver(grid, event) {
  if (event.key.length === 1 || event.key === "Process") openEditor(grid, "");
  return false;
}

function emptyCells(grid) {
  takeStep(grid, selectedCells(grid).flat().map((cell) => [cell, ""]), true);
}

function commandKey(grid, event) {
  const key = event.key.toLowerCase();
  if (key === "home") goTo(grid, [0, 0], event.shiftKey);
  else if (key === "end") goTo(grid, [grid.rows.length - 1, grid.heads.length - 1], event.shiftKey);
  else if (key === "d") fillDown(grid);
  else if (key === "z" && event.shiftKey) redoStep(grid);
  else if (key === "z") undoStep(grid);
  else if (key === "y") redoStep(grid);
  else if (key === "s") saveAll(grid);
  else if (key === "a") selectAll(grid);
  else return false;
  return true;
}

function selectAll(grid) {
  goTo(grid, [0, 0]);
  goTo(grid, [grid.rows.length - 1, grid.heads.length - 1], true);
}
