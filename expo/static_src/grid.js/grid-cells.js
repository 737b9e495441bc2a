// What stands in a cell (`typed`), what is saved of it (`base`), and what is wrong with it (`problem`).
function readCells(grid) {
  const table = grid.querySelector("table");
  grid.heads = [...table.tHead.rows[0].cells].slice(1);
  grid.rows = [...table.tBodies[0].rows].filter((row) => row.dataset.pk || row.dataset.new);
  const first = Number(table.dataset.first) || 1;
  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  table.setAttribute("aria-rowcount", String(Number(table.dataset.total) + 1));
  table.setAttribute("aria-colcount", String(grid.heads.length + 1));
  table.tHead.rows[0].setAttribute("aria-rowindex", "1");
  grid.rows.forEach((row, at) => {
    row.setAttribute("aria-rowindex", String(first + at + 1));
    readRow(grid, row);
  });
}

function readRow(grid, row) {
  grid.heads.forEach((head, at) => {
    const cell = row.cells[at + 1];
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-selected", "false");
    cell.tabIndex = -1;
    cell.base ??= cell.textContent;
    cell.typed ??= cell.base;
    cell.closed = head.dataset.closed !== undefined && !(row.dataset.new && head.dataset.new !== undefined);
    if (cell.closed) cell.setAttribute("aria-readonly", "true");
  });
}

function cellAt(grid, row, column) {
  return grid.rows[row]?.cells[column + 1];
}

function cellsOf(grid, row) {
  return [...row.cells].slice(1, grid.heads.length + 1);
}

function keyOf(grid, cell) {
  return grid.heads[cell.cellIndex - 1].dataset.key;
}

const isOpen = (cell) => cell.typed !== cell.base;

function openCells(grid) {
  return grid.rows.flatMap((row) => cellsOf(grid, row).filter(isOpen));
}

// Give a cell a text, unsaved; what was wrong with the old one says nothing of it.
function typeText(grid, cell, text) {
  if (cell.closed || cell.typed === text) return;
  cell.typed = text;
  if (cell.problem?.kind !== "stale") cell.problem = null;
  if (!isOpen(cell)) cell.problem = null;
  cell.kept = false;
  showCell(cell);
  grid.changed();
}

function showCell(cell) {
  if (!cell.querySelector("textarea")) cell.textContent = cell.typed;
  const state = cell.problem?.kind ?? (isOpen(cell) ? "typed" : "");
  if (state) cell.dataset.state = state;
  else cell.removeAttribute("data-state");
  if (cell.problem) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
}
