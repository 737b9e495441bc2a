// Where one is (`at`), and the rectangle that is selected from there (`to`); one cell alone can be tabbed to.
function watchMoves(grid) {
  const table = grid.querySelector("table");
  table.addEventListener("mousedown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.target.closest("textarea") || event.button) return;
    event.preventDefault();
    goTo(grid, placeOf(grid, cell), event.shiftKey);
    grid.dragging = true;
  });
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td");
    if (grid.dragging && cell && event.buttons === 1) goTo(grid, placeOf(grid, cell), true);
  });
  addEventListener("mouseup", () => {
    grid.dragging = false;
  });
  table.addEventListener("dblclick", (event) => {
    if (event.target.closest("td")) openEditor(grid);
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td");
    if (cell && cell !== activeCell(grid)) goTo(grid, placeOf(grid, cell));
  });
}

function placeOf(grid, cell) {
  return [grid.rows.indexOf(cell.parentElement), cell.cellIndex - 1];
}

const activeCell = (grid) => cellAt(grid, ...grid.at);

// `extending`: the selection grows to there, and one stays where one is.
function goTo(grid, [row, column], extending = false) {
  const place = [clamp(row, grid.rows.length - 1), clamp(column, grid.heads.length - 1)];
  closeEditor(grid, true);
  const before = grid.at[0];
  grid.to = place;
  if (!extending) {
    const old = activeCell(grid);
    if (old) old.tabIndex = -1;
    grid.at = place;
    activeCell(grid).tabIndex = 0;
    activeCell(grid).focus({ preventScroll: true });
  }
  showSelection(grid);
  showAbove(cellAt(grid, ...place));
  if (before !== grid.at[0]) saveRows(grid, [grid.rows[before]]);
  describe(grid);
}

const clamp = (number, most) => Math.max(0, Math.min(number, most));

// In view, and not below the head or the first column, which stand still.
function showAbove(cell) {
  const frame = cell.closest(".grid-frame");
  const [inner, outer] = [cell.getBoundingClientRect(), frame.getBoundingClientRect()];
  const head = cell.closest("table").tHead.getBoundingClientRect().height;
  const first = cell.parentElement.cells[0].getBoundingClientRect().width;
  if (inner.left < outer.left + first) frame.scrollLeft -= outer.left + first - inner.left;
  else if (inner.right > outer.right) frame.scrollLeft += Math.min(inner.right - outer.right, inner.left - outer.left - first);
  if (inner.top < outer.top + head) frame.scrollTop -= outer.top + head - inner.top;
  else if (inner.bottom > outer.bottom) frame.scrollTop += inner.bottom - outer.bottom;
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The rectangle as its first and last row and column.
function selection(grid) {
  const [rows, columns] = [0, 1].map((part) => [grid.at[part], grid.to[part]].sort((one, other) => one - other));
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

function selectedCells(grid) {
  const { top, bottom, left, right } = selection(grid);
  return grid.rows.slice(top, bottom + 1).map((row) => cellsOf(grid, row).slice(left, right + 1));
}

function showSelection(grid) {
  for (const cell of grid.selected ?? []) cell.setAttribute("aria-selected", "false");
  grid.selected = selectedCells(grid).flat();
  for (const cell of grid.selected) cell.setAttribute("aria-selected", "true");
}
