// Moving by mouse or pen: to an hour of a room, on a day's tab, on the tray; by its lower edge it ends elsewhere.
const STEP = 5;
const EDGE = 8;
const snap = (minutes) => Math.round(minutes / STEP) * STEP;
const within = (minute, low, high) => Math.min(Math.max(minute, low), high);

function watchDrag(board) {
  let drag = null;
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".board-card");
    // A finger scrolls; it opens the form instead.
    if (!card || event.button !== 0 || event.pointerType === "touch") return;
    const box = card.getBoundingClientRect();
    const sizing = Boolean(card.closest(".board-slots")) && event.clientY > box.bottom - EDGE;
    drag = { card, sizing, x: event.clientX, y: event.clientY, grip: event.clientY - box.top, started: false };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.started && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
    if (!drag.started) begin(board, drag);
    event.preventDefault();
    drag.card.style.translate = drag.sizing ? "" : `${event.clientX - drag.x}px ${event.clientY - drag.y}px`;
    drag.to = drag.sizing ? sized(board, drag, event) : aim(board, drag, event);
    nudge(board, event);
  });
  addEventListener("pointerup", () => {
    if (drag?.started) drop(board, drag);
    drag = null;
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag?.started) return;
    settle(board, drag);
    // Its lower edge goes back to where it was.
    layOut(board);
    drag = null;
  });
  // What ends a drag is no click on the link below it.
  board.addEventListener("click", (event) => {
    if (board.dragged && event.target.closest(".board-card")) event.preventDefault();
    board.dragged = false;
  }, true);
}

function begin(board, drag) {
  drag.started = true;
  // The server's card may have taken its place since it was pressed.
  drag.card = cardOf(board, drag.card.dataset.pk) ?? drag.card;
  board.classList.add("dragging");
  drag.card.classList.add("dragged");
  const [from, to] = minutesOf(drag.card);
  drag.length = hasHours(drag.card) ? to - from : 60;
  drag.latest = latestEnd(to);
}

function settle(board, drag) {
  drag.card.style.translate = "";
  drag.card.classList.remove("dragged");
  board.classList.remove("dragging");
  board.dragged = true;
  setTimeout(() => { board.dragged = false; });
  mark(board, null, "");
}

function drop(board, drag) {
  settle(board, drag);
  if (!drag.to) return board.say(board.dataset.unplaced);
  const { column, ...to } = drag.to;
  // What the arrows did to it before is part of where it stands now.
  stopResting(drag.card);
  goAhead(board, drag.card, to, column);
  inTurn(board, () => sendMove(board, drag.card.dataset.pk, to));
}

function mark(board, target, words) {
  board.querySelector(".aimed")?.classList.remove("aimed");
  target?.classList.add("aimed");
  board.querySelector(".board-aim").textContent = words;
}
