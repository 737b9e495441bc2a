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
