// Steps that can be undone: of each the cells with what stood in them before and after.
const MOST_STEPS = 200;

// `texts`: pairs of a cell and its new text. `atOnce`: whether the rows are saved now, not when they are left.
function takeStep(grid, texts, atOnce = false) {
  const step = [];
  for (const [cell, text] of texts) {
    if (cell.closed || cell.typed === text) continue;
    step.push({ cell, before: cell.typed, after: text });
    typeText(grid, cell, text);
  }
  if (!step.length) return;
  grid.done.push(step);
  grid.undone = [];
  if (grid.done.length > MOST_STEPS) grid.done.shift();
  if (atOnce) saveRows(grid, rowsOf(step));
}

const rowsOf = (step) => [...new Set(step.map(({ cell }) => cell.parentElement))];

function undoStep(grid) {
  walkStep(grid, grid.done, grid.undone, "before");
}

function redoStep(grid) {
  walkStep(grid, grid.undone, grid.done, "after");
}

function walkStep(grid, from, to, text) {
  closeEditor(grid, true);
  const step = from.pop();
  if (!step) return;
  for (const each of step) typeText(grid, each.cell, each[text]);
  to.push(step);
  goTo(grid, placeOf(grid, step[0].cell));
  saveRows(grid, rowsOf(step));
}

// The first row of the selection into all below it; of one cell alone, the one above into it.
function fillDown(grid) {
  const { top, bottom } = selection(grid);
  const rows = selectedCells(grid);
  const texts = [];
  if (top === bottom) {
    for (const cell of rows[0]) {
      const above = grid.rows[top - 1]?.cells[cell.cellIndex];
      if (above) texts.push([cell, above.typed]);
    }
  }
  for (const row of rows.slice(1)) row.forEach((cell, at) => texts.push([cell, rows[0][at].typed]));
  takeStep(grid, texts, true);
}
