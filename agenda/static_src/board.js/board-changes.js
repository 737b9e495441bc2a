// What others change appears by itself: a small question every few seconds, mostly answered with nothing.
const EVERY = 4000;

function watchChanges(board) {
  lookForChanges(board, true);
  setInterval(() => {
    if (!document.hidden && !board.classList.contains("dragging")) lookForChanges(board);
  }, EVERY);
}

async function lookForChanges(board, silent = false) {
  const address = new URL(board.dataset.changes, location.href);
  address.searchParams.set("since", board.dataset.since);
  address.searchParams.set("day", board.dataset.day);
  try {
    const response = await fetch(address, { headers: board.etag ? { "If-None-Match": board.etag } : {} });
    if (response.status !== 200 || response.redirected) return;
    board.etag = response.headers.get("ETag");
    takeNews(board, await response.json(), silent);
  } catch {
    // The network is away; the next question asks for all that was missed.
  }
}

function takeNews(board, news, silent) {
  board.dataset.since = news.since;
  if (news.reload) return silent || board.say(news.reload);
  const fresh = news.cards.filter((card) => board.known.get(card.pk) !== card.changed);
  for (const card of fresh) {
    if (replaceCard(board, card)) board.known.set(card.pk, card.changed);
    else board.etag = null;
  }
  for (const card of board.querySelectorAll(".board-card")) {
    for (const mark of ["clashing", "twice"]) {
      card.toggleAttribute(`data-${mark}`, news[mark].includes(Number(card.dataset.pk)));
    }
  }
  for (const tab of board.querySelectorAll("[data-count]")) tab.textContent = news.counts[tab.dataset.count] ?? 0;
  board.querySelector("[data-waiting]").textContent = news.waiting;
  for (const name of ["undo", "redo"]) {
    board.querySelector(`[data-step=${name}] button`).setAttribute("aria-disabled", String(!news[name]));
  }
  layOut(board);
  if (silent || !fresh.length) return;
  const told = fresh.map((card) => card.said).filter(Boolean);
  if (told.length) board.say(told.slice(0, 3).join(" "));
  if (board.dataset.view === "list") refreshList(board);
}

function replaceCard(board, { pk, html, said }) {
  const old = cardOf(board, pk);
  // The planner is just moving it: the server will say whether it still may be, and the next look takes it.
  if (old?.resting || old?.classList.contains("dragged")) return false;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const card = holder.content.firstElementChild;
  const focused = old?.contains(document.activeElement);
  old?.remove();
  homeOf(board, card)?.append(card);
  if (said) card.classList.add("changed");
  if (focused && card.isConnected) card.querySelector("a").focus();
  return true;
}

function homeOf(board, { dataset: { where, room, day } }) {
  if (where === "grid" && day === board.dataset.day) return board.querySelector(`.board-slots[data-room="${room}"]`);
  if (where === "grid") return null;
  return board.querySelector(`[data-part=${where}]`);
}

async function refreshList(board) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  board.querySelector(".board-day").replaceWith(page.querySelector(".board-day"));
}
