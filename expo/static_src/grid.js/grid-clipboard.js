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

// Rows of texts; a quote begins a quoted cell only at the beginning of one, as Excel has it.
function parseCells(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const [sign, next] = [text[at], text[at + 1]];
    const row = rows[rows.length - 1];
    if (quoted && sign === '"' && next === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (quoted && sign === '"') quoted = false;
    else if (!quoted && sign === '"' && row[row.length - 1] === "" && isClosed(text, at)) quoted = true;
    else if (!quoted && sign === "\t") row.push("");
    else if (!quoted && (sign === "\n" || sign === "\r")) {
      if (sign === "\r" && next === "\n") at += 1;
      rows.push([""]);
    } else row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows[rows.length - 1].join("") === "") rows.pop();
  return rows.map((row) => row.map((cell) => cell.replace(/\r\n?/g, "\n").trim()));
}

// Whether the quoted cell that begins here ends before another cell does; else the quote is a sign like any other.
function isClosed(text, start) {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at + 1 === text.length || "\t\r\n".includes(text[at + 1]);
    at += 1;
  }
  return false;
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
