// Rows of a spreadsheet for the rows of a forum: a line in each field, and no row without a word.
const pastedRows = (text) =>
  parseCells(text)
    .map((row) => row.map((cell) => cell.replaceAll("\n", "; ")))
    .filter((row) => row.some(Boolean));
