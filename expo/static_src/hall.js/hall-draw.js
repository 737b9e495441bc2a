// Stands as SVG, each a link to its form; the chosen ones are marked, a single one has a corner to pull.
const SVG = "http://www.w3.org/2000/svg";
const MEASURES = ["x", "y", "width", "depth"];

const shapeOf = (editor, pk) => editor.layer.querySelector(`a[data-pk="${pk}"]`);
const isDrawn = (stand) => stand.x != null;

function drawStands(editor, problems) {
  if (problems) editor.troubled = new Set(problems.filter((each) => each.grave).flatMap((each) => each.stands));
  const drawn = [...editor.stands.values()].filter(isDrawn);
  const wanted = new Set(drawn.map((stand) => String(stand.pk)));
  for (const shape of editor.layer.querySelectorAll("a")) if (!wanted.has(shape.dataset.pk)) shape.remove();
  for (const stand of drawn) drawStand(editor, stand);
  markChosen(editor);
}

function drawStand(editor, stand) {
  const shape = shapeOf(editor, stand.pk) ?? newShape(editor, stand.pk);
  shape.querySelector("title").textContent = `${stand.number} ${stand.names.join(" · ")}`;
  shape.querySelector("[data-number]").textContent = stand.number;
  shape.querySelector("[data-name]").textContent = (stand.names[0] ?? "").slice(0, Math.max(Math.floor(stand.width / 40), 2));
  shape.classList.toggle("troubled", editor.troubled.has(stand.pk));
  shape.classList.toggle("empty", !stand.names.length);
  placeShape(shape, stand);
}

function newShape(editor, pk) {
  const shape = document.createElementNS(SVG, "a");
  shape.dataset.pk = pk;
  shape.setAttribute("href", editor.dataset.stand.replace("/0/", `/${pk}/`));
  shape.append(document.createElementNS(SVG, "title"), document.createElementNS(SVG, "rect"));
  for (const name of ["number", "name"]) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute(`data-${name}`, "");
    shape.append(text);
  }
  editor.layer.append(shape);
  return shape;
}

function placeShape(shape, { x, y, width, depth }) {
  setAll(shape.querySelector("rect"), { x, y, width, height: depth });
  for (const [name, down] of [["number", 70], ["name", 130]]) {
    setAll(shape.querySelector(`[data-${name}]`), { x: x + 20, y: y + down });
  }
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function markChosen(editor) {
  for (const shape of editor.layer.querySelectorAll("a")) {
    shape.classList.toggle("lit", editor.chosen.has(Number(shape.dataset.pk)));
  }
  const [only] = editor.chosen.size === 1 ? editor.chosen : [];
  const stand = editor.stands.get(only);
  editor.grip.setAttribute("visibility", stand ? "visible" : "hidden");
  if (stand) placeGrip(editor, stand);
}

function placeGrip(editor, { x, y, width, depth }) {
  setAll(editor.grip, { x: x + width - 40, y: y + depth - 40, width: 80, height: 80 });
}

function choose(editor, pks) {
  editor.chosen = new Set(pks);
  markChosen(editor);
  if (pks.length > 1) editor.say(editor.dataset.chosen.replace("{number}", pks.length));
}
