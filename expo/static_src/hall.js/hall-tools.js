// The tools above the plan: draw, copy, number in series, take off, zoom.
function watchTools(editor) {
  for (const part of editor.querySelectorAll("[data-scripted]")) part.hidden = false;
  const snap = editor.querySelector("[data-snap]");
  snap.addEventListener("change", () => { editor.step = Number(snap.value); });
  editor.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (tool) TOOLS[tool.dataset.tool](editor, tool);
    if (event.target.closest("[data-close]")) editor.dialog.close();
  });
  editor.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-step]")) return;
    event.preventDefault();
    sendSteered(editor);
    inTurn(editor, () => post(editor, event.target.action, new FormData(event.target)));
  });
  editor.addEventListener("wheel", (event) => {
    if (!event.ctrlKey || !event.target.closest(".hall-canvas")) return;
    event.preventDefault();
    zoom(editor, event.deltaY < 0 ? 1.2 : 1 / 1.2);
  }, { passive: false });
}

const TOOLS = {
  draw(editor, button) {
    editor.drawing = !editor.drawing;
    button.setAttribute("aria-pressed", String(editor.drawing));
  },
  copy: (editor) => copyChosen(editor),
  lift: (editor) => liftChosen(editor),
  number: (editor) => numberChosen(editor),
  smaller: (editor) => zoom(editor, 1 / 1.3),
  larger: (editor) => zoom(editor, 1.3),
};

function zoom(editor, by) {
  editor.zoomed = Math.min(Math.max((editor.zoomed ?? 1) * by, 1), 8);
  editor.svg.style.inlineSize = `${editor.zoomed * 100}%`;
}

// The number after this one: its last figures go up and keep their zeros.
function nextNumber(number, by = 1) {
  const found = number.match(/^(.*?)(\d+)(\D*)$/);
  if (!found) return null;
  return found[1] + String(Number(found[2]) + by).padStart(found[2].length, "0") + found[3];
}

function freeNumber(editor, after) {
  const taken = new Set([...editor.stands.values()].map((stand) => stand.number));
  let number = after;
  while (taken.has(number)) number = nextNumber(number) ?? `${number}-1`;
  taken.add(number);
  return number;
}

function sendNew(editor, to) {
  const last = [...editor.stands.values()].at(-1)?.number ?? "A01";
  const first = editor.querySelector("[data-first]").value.trim() || last;
  return sendChanges(editor, to.map((each) => ({ ...each, number: freeNumber(editor, first) })));
}

// Beside what is copied, in the order of the numbers, each with the next free one; exhibitors stay where they are.
function copyChosen(editor) {
  const from = chosenInOrder(editor);
  if (!from.length) return;
  const right = Math.max(...from.map((each) => each.x + each.width));
  const by = right - Math.min(...from.map((each) => each.x));
  const taken = new Set([...editor.stands.values()].map((stand) => stand.number));
  let number = editor.querySelector("[data-first]").value.trim() || from.at(-1).number;
  const changes = from.map(({ x, y, width, depth, outline, kind, open_sides }) => {
    while (taken.has(number)) number = nextNumber(number) ?? `${number}-1`;
    taken.add(number);
    return { pk: null, number, x: x + by, y, width, depth, outline, kind, open_sides };
  });
  return sendChanges(editor, changes);
}

function chosenInOrder(editor) {
  const stands = [...editor.chosen].map((pk) => editor.stands.get(pk));
  return stands.sort((a, b) => a.y - b.y || a.x - b.x);
}

function numberChosen(editor) {
  const stands = chosenInOrder(editor);
  const first = editor.querySelector("[data-first]").value.trim();
  if (!stands.length || !first || nextNumber(first) === null) return editor.querySelector("[data-first]").focus();
  return sendChanges(editor, stands.map(({ pk }, order) => ({ pk, number: order ? nextNumber(first, order) : first })));
}

function liftChosen(editor) {
  const nothing = { x: null, y: null, width: null, depth: null, outline: "" };
  return sendChanges(editor, [...editor.chosen].map((pk) => ({ pk, ...nothing })));
}
