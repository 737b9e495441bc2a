// Sending a move: the card goes ahead, and back where the server refuses.
const JSON_ONLY = { Accept: "application/json" };

const cardOf = (board, pk) => board.querySelector(`.board-card[data-pk="${pk}"]`);

// `to` is {day, room, from, to}; no hours are empty strings. `sized`: its end was drawn, and not only moved with it.
async function sendMove(board, pk, to) {
  const card = cardOf(board, pk);
  // Gone to another day meanwhile.
  if (!card) return;
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", board.querySelector("[name=csrfmiddlewaretoken]").value);
  sent.set("seen", card.dataset.seen);
  sent.set("day", to.day);
  sent.set("room", to.room);
  sent.set("start", to.from === "" ? "" : clockFace(to.from));
  sent.set("length", to.from === "" || to.sized ? "" : to.to - to.from + Number(card.dataset.turned ?? 0));
  // An end that was drawn is where the clock shows it, also in the night in which the clocks are turned.
  if (to.sized) sent.set("until", to.to);
  const answer = await post(board, card.querySelector("a").href, sent);
  if (answer?.ok) delete card.before_;
  else putBack(board, card);
}

// Send a form; say the answer, show both versions where somebody was faster, and fetch what changed.
async function post(board, address, form) {
  let response;
  let answer;
  try {
    // It arrives even if the planner leaves the page meanwhile.
    response = await fetch(address, { method: "POST", body: form, headers: JSON_ONLY, keepalive: true });
    if (response.redirected) return board.say(board.dataset.away);
    answer = await response.json();
  } catch {
    return board.say(board.dataset.failed);
  }
  board.say(answer.said);
  // It is ours by now: a move that follows at once has seen it.
  if (answer.seen) cardOf(board, answer.pk)?.setAttribute("data-seen", answer.seen);
  if (answer.both) board.openDialog(answer.both);
  await lookForChanges(board);
  return { ok: response.ok, ...answer };
}

// One after the other, in the order in which the planner asked for them.
function inTurn(board, ask) {
  board.queue = (board.queue ?? Promise.resolve()).then(ask);
  return board.queue;
}

function rememberPlace(card) {
  const { day, room, from, to } = card.dataset;
  const written = card.querySelector(".board-time").textContent;
  card.before_ ??= { column: card.parentElement, place: { day, room, from, to }, written };
}

function standIn(card, column) {
  if (card.parentElement === column) return;
  const focused = card.contains(document.activeElement);
  column.append(card);
  if (focused) card.querySelector("a").focus();
}

function putBack(board, card) {
  const before = card.before_;
  if (!before || !card.isConnected) return;
  delete card.before_;
  Object.assign(card.dataset, before.place);
  card.querySelector(".board-time").textContent = before.written;
  standIn(card, before.column);
  layOut(board);
}

// Show at once where it is going to stand; the server's card replaces this one.
function goAhead(board, card, to, column) {
  rememberPlace(card);
  Object.assign(card.dataset, { from: to.from, to: to.to, room: to.room, day: to.day });
  const time = card.querySelector(".board-time");
  card.sized = to.sized;
  if (to.from !== "") time.textContent = hoursOf(board, to.from, to.to);
  if (column) standIn(card, column);
  layOut(board);
}
