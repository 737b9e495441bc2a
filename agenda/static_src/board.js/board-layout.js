// Where cards stand: by the minute below their room, beside each other where they overlap.
const minutesOf = (card) => [Number(card.dataset.from), Number(card.dataset.to)];
const hasHours = (card) => card.dataset.from !== "";

function layOutColumn(column) {
  const cards = [...column.children].filter(hasHours).sort((a, b) => a.dataset.from - b.dataset.from);
  let group = [];
  let until = -1;
  for (const card of cards) {
    const [from, to] = minutesOf(card);
    if (from >= until) {
      layOutGroup(group);
      group = [];
    }
    group.push(card);
    until = Math.max(until, to);
  }
  layOutGroup(group);
}

// Cards that overlap, one through the other: each takes the first lane that is free at its start.
function layOutGroup(cards) {
  const ends = [];
  for (const card of cards) {
    const [from, to] = minutesOf(card);
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    card.style.setProperty("--lane", lane);
    card.style.setProperty("--from", from);
    card.style.setProperty("--to", Math.min(to, 24 * 60));
  }
  for (const card of cards) card.style.setProperty("--lanes", ends.length);
}

function layOut(board) {
  const grid = board.querySelector(".board-grid");
  if (!grid) return;
  const cards = [...grid.querySelectorAll(".board-card")].filter(hasHours);
  const from = Math.min(Number(grid.dataset.from), ...cards.map((card) => Math.floor(card.dataset.from / 60) * 60));
  const to = Math.max(Number(grid.dataset.to), ...cards.map((card) => Math.ceil(card.dataset.to / 60) * 60));
  layOutTimes(grid, from, Math.min(to, 24 * 60));
  for (const column of grid.querySelectorAll(".board-slots")) layOutColumn(column);
  board.classList.add("laid");
}

// The hours stand until others are shown, so that nobody's pointer loses the line it is on.
function layOutTimes(grid, from, to) {
  const hours = `${from}-${to}`;
  if (grid.dataset.hours === hours) return;
  grid.dataset.hours = hours;
  const times = grid.querySelector(".board-times ol");
  grid.dataset.from = from;
  grid.dataset.to = to;
  grid.style.setProperty("--first", from);
  grid.style.setProperty("--last", to);
  times.replaceChildren();
  for (let minute = from; minute <= to; minute += 60) {
    const item = document.createElement("li");
    item.textContent = clockFace(minute);
    item.style.setProperty("--from", minute);
    times.append(item);
  }
}

function clockFace(minute) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

// 10:00–11:00, 22:00–24:00, and in the board's words where it ends on the next day.
function hoursOf(board, from, to) {
  if (to <= 24 * 60) return `${clockFace(from)}–${clockFace(to)}`;
  const words = board.dataset.nextDay;
  return `${clockFace(from)}${words.startsWith("…") ? " – " : "–"}${words.replace("…", clockFace(to - 24 * 60))}`;
}

// What ends on its day is kept from the next by moving it; what ends on the next one may begin until midnight.
const latestStart = (from, to) => (to > 24 * 60 ? 24 * 60 - STEP : Math.max(24 * 60 - (to - from), 0));
const latestEnd = (to) => (to > 24 * 60 ? 48 * 60 : 24 * 60);
