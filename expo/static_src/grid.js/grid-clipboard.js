// Copy and paste as spreadsheets do: tabs between cells, quotes around what holds tabs, quotes or line breaks.
function watchClipboard(grid) {
  const table = grid.querySelector("table");
  table.addEventListener("copy", (event) => {
    if (grid.editor) return;
    event.preventDefault();
    const rows = selectedCells(grid).map((row) => row.map((cell) => quoteCell(cell.typed)).join("\t"));
    event.clipboardData.setData("text/plain", rows.join("\r\n"));
  });
  table.addEventListener("cut", (event) => {
    if (grid.editor) return;
    event.preventDefault();
    const rows = selectedCells(grid).map((row) => row.map((cell) => quoteCell(cell.typed)).join("\t"));
    event.clipboardData.setData("text/plain", rows.join("\r\n"));
    emptyCells(grid);
  });
  table.addEventListener("paste", (event) => {
    if (grid.editor) return;
    event.preventDefault();
    pasteRows(grid, parseCells(event.clipboardData.getData("text/plain")));
  });
}

function quoteCell(text) {
  return /["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// From the first cell of the selection on; one cell fills the whole selection.
function pasteRows(grid, rows) {
  const { top, left, bottom, right } = selection(grid);
  const texts = [];
  if (rows.length === 1 && rows[0].length === 1) {
    for (const cell of selectedCells(grid).flat()) texts.push([cell, rows[0][0]]);
    takeStep(grid, texts, true);
    return;
  }
  makeRoom(grid, top + rows.length);
  rows.forEach((row, down) => {
    row.forEach((text, along) => {
      const cell = cellAt(grid, top + down, left + along);
      if (cell) texts.push([cell, text]);
    });
  });
  const lost = top + rows.length - grid.rows.length;
  if (lost > 0) grid.say(grid.texts.left.replace("{number}", lost));
  takeStep(grid, texts, true);
  goTo(grid, [top, left]);
  goTo(grid, [Math.max(top + rows.length - 1, bottom), Math.max(left + rows[0].length - 1, right)], true);
}
