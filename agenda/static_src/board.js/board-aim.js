// What lies below the pointer: where the card would stand if it were let go here.
function minuteAt(board, column, y) {
  const hours = [...board.querySelectorAll(".board-times li")].slice(0, 2).map((each) => each.getBoundingClientRect().top);
  const first = Number(board.querySelector(".board-grid").dataset.from);
  return first + (60 * (y - column.getBoundingClientRect().top)) / (hours[1] - hours[0]);
}

function aim(board, drag, event) {
  const below = document.elementFromPoint(event.clientX, event.clientY);
  const column = below?.closest(".board-room")?.querySelector(".board-slots");
  const tab = below?.closest("[data-drop-day]");
  const tray = below?.closest("[data-drop-tray]");
  const { from, to, room } = drag.card.dataset;
  const sized = drag.card.sized;
  const hours = from === "" ? { from: "", to: "" } : { from: Number(from), to: Number(to) };
  if (column) {
    const start = within(snap(minuteAt(board, column, event.clientY - drag.grip)), 0, 24 * 60 - STEP);
    const cut = drag.latest === 24 * 60 && start + drag.length > drag.latest;
    const end = cut ? drag.latest : start + drag.length;
    mark(board, column, hoursOf(board, start, end));
    return { column, day: board.dataset.day, room: column.dataset.room, from: start, to: end, sized: cut || sized };
  }
  mark(board, tab ?? tray, "");
  if (tab) return { day: tab.dataset.dropDay, room, ...hours, sized };
  if (tray) return { column: tray.querySelector("ol"), day: "", room: "", from: "", to: "" };
  return null;
}

function sized(board, drag, event) {
  const { day, room, from } = drag.card.dataset;
  const column = drag.card.closest(".board-slots");
  const start = Number(from);
  const end = within(snap(minuteAt(board, column, event.clientY)), start + STEP, 24 * 60);
  drag.card.style.setProperty("--to", end);
  mark(board, column, hoursOf(board, start, end));
  return { column, day, room, from: start, to: end, sized: true };
}

// Near an edge, what is beyond it comes nearer.
function nudge(board, event) {
  const scroll = board.querySelector(".board-scroll");
  const box = scroll?.getBoundingClientRect();
  if (!box || event.clientY < box.top || event.clientY > box.bottom) return;
  const pull = (at, low, high) => (at < low + 40 ? -14 : at > high - 40 ? 14 : 0);
  scroll.scrollBy(pull(event.clientX, box.left, box.right), pull(event.clientY, box.top, box.bottom));
}
