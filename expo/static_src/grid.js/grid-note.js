// What the cell one is in may hold, or what is wrong with it and what can be done.
function describe(grid) {
  const note = grid.querySelector(".grid-note");
  const cell = activeCell(grid);
  if (!cell) return;
  const head = grid.heads[cell.cellIndex - 1];
  note.dataset.state = cell.problem?.kind ?? "";
  note.replaceChildren(`${head.textContent}: ${noteWords(grid, cell, head)}`);
  if (cell.problem?.kind === "stale") {
    note.append(" ", noteButton(grid.texts.mine, () => saveMine(grid, cell)));
    note.append(" ", noteButton(grid.texts.theirs, () => takeTheirs(grid, cell)));
  } else if (cell.problem?.asked) note.append(" ", noteButton(grid.texts.keep, () => keepTyped(grid, cell)));
}

function noteWords(grid, cell, head) {
  const { problem } = cell;
  if (problem?.kind === "stale") return `${grid.texts.stale} “${problem.theirs || grid.texts.nothing}”.`;
  if (problem) return problem.words;
  return cell.closed ? grid.texts.readonly : head.dataset.hint;
}

function noteButton(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain-button";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}

// Over what is there now, which has been shown; should it change again, it is asked again.
function saveMine(grid, cell) {
  [cell.base, cell.problem] = [cell.problem.theirs, null];
  settleCell(grid, cell);
}

function takeTheirs(grid, cell) {
  const { theirs } = cell.problem;
  grid.done.push([{ cell, before: cell.typed, after: theirs }]);
  [cell.base, cell.typed, cell.problem] = [theirs, theirs, null];
  settleCell(grid, cell);
}

function keepTyped(grid, cell) {
  [cell.kept, cell.problem] = [true, null];
  settleCell(grid, cell);
}

function settleCell(grid, cell) {
  showCell(cell);
  goTo(grid, placeOf(grid, cell));
  saveRows(grid, [cell.parentElement], true);
}

// The next cell that is marked, from where one is, round the end.
function nextProblem(grid) {
  const marked = grid.rows.flatMap((row) => cellsOf(grid, row).filter((cell) => cell.problem));
  const width = grid.heads.length;
  const number = ([row, column]) => row * width + column;
  const here = number(grid.at);
  const next = marked.find((cell) => number(placeOf(grid, cell)) > here) ?? marked[0];
  if (next) goTo(grid, placeOf(grid, next));
}
