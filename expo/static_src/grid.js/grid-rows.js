// New rows at the bottom, where the kind of grid has them: each with a key, by which it is made once.
function makeRoom(grid, rows) {
  if (!grid.dataset.add) return;
  while (grid.rows.length < rows) addRow(grid);
}

function addRow(grid) {
  grid.querySelector(".grid-empty")?.remove();
  const row = grid.querySelector("template").content.firstElementChild.cloneNode(true);
  row.dataset.new = crypto.randomUUID();
  grid.querySelector("tbody").append(row);
  grid.rows.push(row);
  const index = Number(grid.rows[grid.rows.length - 2]?.getAttribute("aria-rowindex") ?? 1) + 1;
  row.setAttribute("aria-rowindex", String(index));
  grid.querySelector("table").setAttribute("aria-rowcount", String(index));
  readRow(grid, row);
  return row;
}

function startRow(grid) {
  const row = addRow(grid);
  goTo(grid, [grid.rows.indexOf(row), 0]);
}

function becomeRow(grid, row, answer) {
  delete row.dataset.new;
  row.dataset.pk = answer.pk;
  row.cells[0].textContent = answer.name;
  grid.heads.forEach((head, at) => {
    const cell = row.cells[at + 1];
    cell.closed = head.dataset.closed !== undefined;
  });
}
