// Moving by keyboard: arrows on a card, a moment's rest sends what they added up to. Ctrl+Z takes it back.
const REST = 450;

function watchKeys(board) {
  addEventListener("pagehide", () => sendAllSteered(board));
  board.addEventListener("keydown", (event) => {
    const card = event.target.closest(".board-slots .board-card");
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = steered(board, card, event.key, event.shiftKey);
    if (!to) return;
    event.preventDefault();
    steer(board, card, to);
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.altKey) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    event.preventDefault();
    board.querySelector(`[data-step=${event.shiftKey ? "redo" : "undo"}]`).requestSubmit();
  });
}

function steered(board, card, key, shift) {
  const { day, room } = card.dataset;
  const [from, to] = minutesOf(card);
  const here = { column: card.parentElement, day, room, from, to, sized: card.sized };
  const vertical = { ArrowUp: -STEP, ArrowDown: STEP }[key];
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (key === "Delete") return { column: null, day: "", room: "", from: "", to: "" };
  if (vertical && shift) return { ...here, to: within(to + vertical, from + STEP, latestEnd(to)), sized: true };
  if (vertical) {
    const start = within(from + vertical, 0, latestStart(from, to));
    return { ...here, from: start, to: start + to - from };
  }
  if (sideways && shift) return otherDay(board, here, sideways);
  return sideways ? otherRoom(board, here, sideways) : null;
}

function otherRoom(board, here, by) {
  const columns = [...board.querySelectorAll(".board-slots")].filter((each) => each.dataset.room);
  const column = columns[columns.indexOf(here.column) + by] ?? here.column;
  return { ...here, column, room: column.dataset.room || here.room };
}

function otherDay(board, here, by) {
  const days = [...board.querySelectorAll("[data-drop-day]")].map((tab) => tab.dataset.dropDay);
  const day = days[days.indexOf(here.day) + by] ?? here.day;
  return { ...here, day };
}

function steer(board, card, { column, ...to }) {
  stopResting(card);
  goAhead(board, card, to, column);
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  card.steeredTo = to;
  card.resting = setTimeout(() => sendSteered(board, card), REST);
}

function stopResting(card) {
  clearTimeout(card.resting);
  delete card.resting;
}

function sendSteered(board, card) {
  stopResting(card);
  return inTurn(board, () => sendMove(board, card.dataset.pk, card.steeredTo));
}

// What the planner does next, or leaving the page, finds all sent that the arrows added up to.
function sendAllSteered(board) {
  for (const card of board.querySelectorAll(".board-card")) if (card.resting) sendSteered(board, card);
  return board.queue;
}
