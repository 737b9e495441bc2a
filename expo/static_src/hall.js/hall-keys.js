// By keyboard: arrows move what is chosen, with Shift they size it; a moment's rest sends what they added up to.
const REST = 500;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function watchKeys(editor) {
  addEventListener("pagehide", () => sendSteered(editor));
  editor.layer.addEventListener("focusin", (event) => {
    const shape = event.target.closest("a[data-pk]");
    const pk = Number(shape?.dataset.pk);
    if (shape && !editor.chosen.has(pk) && !editor.drag) choose(editor, [pk]);
  });
  editor.svg.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return editor.drag ? stopDrag(editor) : choose(editor, []);
    if (event.key === "Enter" && editor.exhibitor) return assignTo(editor, event);
    if (event.key === "Delete") return liftChosen(editor);
    const [right, down] = ARROWS[event.key] ?? [];
    if (right === undefined || event.ctrlKey || event.metaKey || event.altKey || !editor.chosen.size) return;
    event.preventDefault();
    steer(editor, right * editor.step, down * editor.step, event.shiftKey);
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "d") return;
    event.preventDefault();
    if (key === "d") copyChosen(editor);
    else editor.querySelector(`[data-step=${event.shiftKey ? "redo" : "undo"}]`).requestSubmit();
  });
}

function steer(editor, right, down, sizing) {
  editor.busy = true;
  clearTimeout(editor.resting);
  for (const pk of editor.chosen) {
    const stand = editor.stands.get(pk);
    if (sizing) {
      stand.width = Math.max(stand.width + right, editor.step);
      stand.depth = Math.max(stand.depth + down, editor.step);
    } else {
      stand.x = Math.max(stand.x + right, 0);
      stand.y = Math.max(stand.y + down, 0);
    }
    editor.steered.add(pk);
  }
  drawStands(editor);
  editor.resting = setTimeout(() => sendSteered(editor), REST);
}

function sendSteered(editor) {
  clearTimeout(editor.resting);
  const changes = [...editor.steered].map((pk) => {
    const stand = editor.stands.get(pk);
    return { pk, ...Object.fromEntries(MEASURES.map((name) => [name, stand[name]])) };
  });
  editor.steered.clear();
  editor.busy = false;
  return sendChanges(editor, changes);
}
