// Saving rows, one after the other; what did not go through stays as it was typed, is marked, and is sent again.
const AGAIN = 5000;

function saveAll(grid) {
  closeEditor(grid, true);
  saveRows(grid, grid.rows, true);
}

// `asked`: somebody pressed Save, so that what was refused is asked again too.
function saveRows(grid, rows, asked = false) {
  for (const row of rows) {
    if (row && !grid.queue.includes(row) && cellsOf(grid, row).some((cell) => isOpen(cell) && (asked || !isStuck(cell)))) {
      grid.queue.push(row);
    }
  }
  if (!grid.sending) sendQueue(grid);
}

const isStuck = (cell) => cell.problem?.kind === "stale" || cell.problem?.text === cell.typed;

async function sendQueue(grid) {
  grid.sending = true;
  grid.changed();
  clearTimeout(grid.again);
  while (grid.queue.length) {
    // Taken out first: what is typed meanwhile has the row sent once more.
    const row = grid.queue.shift();
    if (await sendRow(grid, row)) continue;
    if (!grid.queue.includes(row)) grid.queue.unshift(row);
    break;
  }
  grid.sending = false;
  grid.changed();
  describe(grid);
  if (grid.queue.length) grid.again = setTimeout(() => sendQueue(grid), AGAIN);
}

// Whether there is an answer about the row.
async function sendRow(grid, row) {
  const cells = cellsOf(grid, row).filter((cell) => isOpen(cell) && cell.problem?.kind !== "stale");
  if (!cells.length) return true;
  const sent = new Map(cells.map((cell) => [cell, cell.typed]));
  const typed = cells.map((cell) => [keyOf(grid, cell), { base: cell.base, text: cell.typed, kept: cell.kept === true }]);
  grid.say(grid.texts.saving);
  const answer = await ask(grid, rowAddress(grid, row), JSON.stringify(bodyOf(row, typed)));
  if (answer) takeAnswer(grid, row, sent, answer);
  return Boolean(answer);
}

function rowAddress(grid, row) {
  return row.dataset.pk ? grid.dataset.save.replace(/0\/$/, `${row.dataset.pk}/`) : grid.dataset.add;
}

function bodyOf(row, typed) {
  const body = { cells: Object.fromEntries(typed) };
  if (row.dataset.new) body.key = row.dataset.new;
  return body;
}

async function ask(grid, address, body) {
  try {
    let response = await post(grid, address, body);
    // Whoever logged in again in another tab has another token since.
    if (response.status === 403 && (await renewToken(grid))) response = await post(grid, address, body);
    if (response.redirected || response.status === 403) return refuseAll(grid, grid.texts.away);
    // Sent again it would fail again: the row waits for whoever typed it, and those behind it go on.
    if (!response.headers.get("Content-Type")?.includes("json")) return { said: grid.texts.wrong };
    return await response.json();
  } catch {
    return refuseAll(grid, grid.texts.failed);
  }
}

function post(grid, address, body) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": tokenOf(grid).value };
  return fetch(address, { method: "POST", body, headers });
}

const tokenOf = (page) => page.querySelector("[name=csrfmiddlewaretoken]");

// Whether this page, asked for again, is still one of somebody who is logged in; its token is taken over.
async function renewToken(grid) {
  const response = await fetch(location.href);
  if (response.redirected || !response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = tokenOf(page.querySelector("expo-grid") ?? page);
  if (fresh) tokenOf(grid).value = fresh.value;
  return Boolean(fresh);
}

function refuseAll(grid, words) {
  grid.say(words);
  return null;
}

// Cells that were typed over again since they were sent stay unsaved, over what is saved now.
function takeAnswer(grid, row, sent, answer) {
  const isSaved = Object.keys(answer.refused ?? {}).length + Object.keys(answer.stale ?? {}).length === 0 && answer.pk;
  if (isSaved && row.dataset.new) becomeRow(grid, row, answer);
  for (const cell of cellsOf(grid, row)) {
    const key = keyOf(grid, cell);
    const now = answer.cells?.[key];
    if (now === undefined) continue;
    if (isSaved && sent.has(cell)) {
      const untouched = cell.typed === sent.get(cell);
      cell.base = now;
      if (untouched) [cell.typed, cell.problem] = [now, null];
    } else if (!isOpen(cell)) cell.base = cell.typed = now;
    showCell(cell);
  }
  markProblems(grid, row, sent, answer);
  grid.say(answer.said || (isSaved ? grid.texts.saved : ""));
}

function markProblems(grid, row, sent, answer) {
  for (const cell of cellsOf(grid, row)) {
    const key = keyOf(grid, cell);
    const text = sent.get(cell) ?? cell.typed;
    if (answer.stale && key in answer.stale) cell.problem = { kind: "stale", theirs: answer.stale[key], text };
    else if (answer.refused && key in answer.refused) {
      cell.problem = { kind: "refused", words: answer.refused[key], asked: answer.asked.includes(key), text };
    } else if (answer.said && !answer.pk && sent.has(cell)) cell.problem = { kind: "refused", words: answer.said, text };
    showCell(cell);
  }
}

// Leaving with something unsaved is asked about; a page that goes to the background saves first.
function watchLeaving(grid) {
  addEventListener("beforeunload", (event) => {
    closeEditor(grid, true);
    if (openCells(grid).length) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) saveRows(grid, grid.rows);
  });
  addEventListener("online", () => {
    if (!grid.sending) sendQueue(grid);
  });
  const table = grid.querySelector("table");
  table.addEventListener("focusout", () => {
    // A box that closes leaves its cell for a moment.
    setTimeout(() => {
      if (!table.contains(document.activeElement)) saveRows(grid, [grid.rows[grid.at[0]]]);
    });
  });
}
