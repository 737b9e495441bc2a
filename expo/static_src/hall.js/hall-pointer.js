// By mouse, pen and finger: choose, move, pull the corner, draw a new stand; edges snap to steps and to neighbours.
const NEAR = 40;

function pointAt(editor, event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(editor.svg.getScreenCTM().inverse());
  return { x: point.x, y: point.y };
}

const toStep = (editor, value) => Math.max(Math.round(value / editor.step) * editor.step, 0);

function watchPointer(editor) {
  editor.svg.addEventListener("dragstart", (event) => event.preventDefault());
  editor.svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const shape = event.target.closest("a[data-pk]");
    const start = pointAt(editor, event);
    if (event.target === editor.grip) editor.drag = { kind: "size", start };
    else if (editor.drawing) editor.drag = { kind: "draw", start };
    else if (shape) editor.drag = { kind: "move", start, pk: Number(shape.dataset.pk), more: event.shiftKey };
    else return choose(editor, []);
    editor.svg.setPointerCapture(event.pointerId);
    editor.drag.id = event.pointerId;
  });
  editor.svg.addEventListener("pointermove", (event) => {
    if (editor.drag?.id !== event.pointerId) return;
    const point = pointAt(editor, event);
    if (!editor.drag.moved && Math.hypot(point.x - editor.drag.start.x, point.y - editor.drag.start.y) < 15) return;
    if (!editor.drag.moved) beginDrag(editor);
    DRAGS[editor.drag.kind](editor, point);
  });
  editor.svg.addEventListener("pointerup", () => endDrag(editor));
  editor.svg.addEventListener("pointercancel", () => stopDrag(editor));
  // What ends a drag or chooses is no click on the link below it; two clicks are.
  editor.svg.addEventListener("click", (event) => {
    if (event.detail === 1 && event.target.closest("a[data-pk]") && !event.ctrlKey && !event.metaKey) event.preventDefault();
  });
  editor.svg.addEventListener("dblclick", (event) => {
    const shape = event.target.closest("a[data-pk]");
    if (shape) location.assign(shape.getAttribute("href"));
  });
}

function beginDrag(editor) {
  const { drag } = editor;
  drag.moved = true;
  editor.busy = true;
  if (drag.kind === "move" && !editor.chosen.has(drag.pk)) choose(editor, [drag.pk]);
  drag.from = [...editor.chosen].map((pk) => ({ ...editor.stands.get(pk) }));
}

const DRAGS = {
  move(editor, point) {
    const { drag } = editor;
    const by = snapMove(editor, drag.from, point.x - drag.start.x, point.y - drag.start.y);
    drag.to = drag.from.map(({ pk, x, y }) => ({ pk, x: x + by.x, y: y + by.y }));
    showDrag(editor);
  },
  size(editor, point) {
    const [{ pk, x, y }] = editor.drag.from;
    const width = Math.max(toStep(editor, point.x) - x, editor.step);
    const depth = Math.max(toStep(editor, point.y) - y, editor.step);
    editor.drag.to = [{ pk, x, y, width, depth }];
    showDrag(editor);
  },
  draw(editor, point) {
    const { start } = editor.drag;
    const [left, right] = [start.x, point.x].map((each) => toStep(editor, each)).sort((a, b) => a - b);
    const [top, bottom] = [start.y, point.y].map((each) => toStep(editor, each)).sort((a, b) => a - b);
    editor.drag.to = [{ pk: null, x: left, y: top, width: right - left, depth: bottom - top }];
    setAll(editor.ghost, { x: left, y: top, width: right - left, height: bottom - top, visibility: "visible" });
  },
};

// The first of those that move decides: on a step, or edge to edge with a stand that stays.
function snapMove(editor, from, byX, byY) {
  const [first] = from;
  const moving = new Set(from.map(({ pk }) => pk));
  const others = [...editor.stands.values()].filter((stand) => isDrawn(stand) && !moving.has(stand.pk));
  const low = { x: -Math.min(...from.map(({ x }) => x)), y: -Math.min(...from.map(({ y }) => y)) };
  const x = snapEdge(editor, first.x + byX, first.width, others.flatMap((each) => [each.x, each.x + each.width]));
  const y = snapEdge(editor, first.y + byY, first.depth, others.flatMap((each) => [each.y, each.y + each.depth]));
  return { x: Math.max(x - first.x, low.x), y: Math.max(y - first.y, low.y) };
}

function snapEdge(editor, start, size, edges) {
  const places = edges.flatMap((edge) => [edge, edge - size]);
  const [best] = places.filter((each) => Math.abs(each - start) <= NEAR).sort((a, b) => Math.abs(a - start) - Math.abs(b - start));
  return best ?? toStep(editor, start);
}

function showDrag(editor) {
  for (const to of editor.drag.to) {
    const place = { ...editor.stands.get(to.pk), ...to };
    placeShape(shapeOf(editor, to.pk), place);
    if (editor.chosen.size === 1) placeGrip(editor, place);
  }
}

function stopDrag(editor) {
  editor.drag = null;
  editor.busy = false;
  editor.ghost.setAttribute("visibility", "hidden");
  drawStands(editor);
}

function endDrag(editor) {
  const { drag } = editor;
  if (!drag) return;
  const to = drag.moved ? drag.to : null;
  if (!drag.moved && drag.kind === "move") {
    const others = [...editor.chosen].filter((pk) => pk !== drag.pk);
    if (!drag.more) choose(editor, [drag.pk]);
    else choose(editor, editor.chosen.has(drag.pk) ? others : [...others, drag.pk]);
    shapeOf(editor, drag.pk)?.focus();
  }
  if (to && drag.kind !== "draw") keepAhead(editor, to);
  stopDrag(editor);
  if (to && drag.kind === "draw") sendNew(editor, to);
  else if (to) sendChanges(editor, to);
}

// It stands where it was let go until the server says otherwise.
function keepAhead(editor, to) {
  for (const { pk, ...place } of to) Object.assign(editor.stands.get(pk), place);
}
