// By mouse, pen and finger: a corner is pulled, an edge pressed gets a corner that is pulled on; both snap as stands do.
function watchCorners(editor) {
  const { svg } = editor;
  svg.addEventListener("pointerdown", (event) => {
    const { corner, edge } = event.target.dataset;
    if (event.button !== 0 || (corner === undefined && edge === undefined)) return;
    event.preventDefault();
    const corners = editor.read();
    const at = corner === undefined ? Number(edge) + 1 : Number(corner);
    const start = pointAt(editor, event);
    const added = corner === undefined;
    if (added) corners.splice(at, 0, snapCorner(editor, corners, start));
    editor.pull = { id: event.pointerId, at, corners, start, changed: added };
    editor.chosen = at;
    svg.setPointerCapture(event.pointerId);
    drawCorners(editor, corners);
  });
  svg.addEventListener("pointermove", (event) => {
    const { pull } = editor;
    if (pull?.id !== event.pointerId) return;
    const point = pointAt(editor, event);
    if (!pull.changed && Math.hypot(point.x - pull.start.x, point.y - pull.start.y) < NEAR) return;
    pull.changed = true;
    pull.corners[pull.at] = snapCorner(editor, pull.corners.toSpliced(pull.at, 1), point);
    drawCorners(editor, pull.corners);
  });
  svg.addEventListener("pointerup", () => endPull(editor, true));
  svg.addEventListener("pointercancel", () => endPull(editor, false));
  editor.addEventListener("keydown", (event) => {
    if (event.target === editor.lines) return;
    if (event.key === "Escape") endPull(editor, false);
    if (event.key === "Delete") editor.remove();
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    editor.press(event.shiftKey ? "redo" : "undo");
  });
}

// On a step, or in line with another corner that is near.
function snapCorner(editor, others, point) {
  const to = { step: Number(editor.snap.value) };
  const place = (name) => snapEdge(to, point[name], 0, others.map((each) => each[name]));
  return { x: Math.max(place("x"), 0), y: Math.max(place("y"), 0) };
}

function endPull(editor, keep) {
  const { pull } = editor;
  editor.pull = null;
  if (!pull) return;
  if (keep && pull.changed) editor.write(pull.corners);
  else if (pull.changed) editor.chosen = -1;
  editor.note();
  editor.show();
}

function drawCorners(editor, corners) {
  const size = cornerSize(editor, corners);
  const edges = corners.map((one, at) => {
    const other = corners[(at + 1) % corners.length];
    return cornerPart("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, "stroke-width": 2 * editor.reach, "data-edge": at });
  });
  const points = corners.map(({ x, y }) => `${x},${y}`).join(" ");
  const walls = cornerPart("polygon", { points, "stroke-width": size / 8 });
  const dots = corners.flatMap(({ x, y }, at) => {
    const number = cornerPart("text", { x: x + size / 2, y: y - size / 2, "font-size": size });
    number.textContent = at + 1;
    const dot = cornerPart("circle", { cx: x, cy: y, r: editor.reach, "data-corner": at });
    dot.classList.toggle("chosen", at === editor.chosen);
    return [number, dot];
  });
  editor.layer.replaceChildren(walls, ...edges, ...dots);
}

// The picture keeps its scale while a corner is pulled. Whatever that is, a finger hits what it reaches for.
const REACH = 12;

function cornerSize(editor, corners) {
  if (editor.pull) return editor.size;
  const [width, depth] = ["x", "y"].map((name) => Math.max(...corners.map((each) => each[name])));
  editor.size = Math.max(width, depth) / 24;
  const edge = 2 * editor.size;
  editor.svg.setAttribute("viewBox", `${-edge} ${-edge} ${width + 2 * edge} ${depth + 2 * edge}`);
  editor.reach = Math.max(editor.size / 2, REACH / editor.svg.getScreenCTM().a);
  return editor.size;
}

function cornerPart(name, attributes) {
  const part = document.createElementNS(SVG, name);
  setAll(part, attributes);
  return part;
}
