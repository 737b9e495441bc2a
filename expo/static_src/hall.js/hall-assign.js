// An exhibitor from the list onto a stand: dragged there, or chosen by Enter and then the stand by Enter.
function watchAssign(editor) {
  const list = editor.querySelector("[data-waiting]");
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("[data-pk]");
    if (!item || event.button !== 0) return;
    pickUp(editor, item);
    const follow = (moved) => aimAt(editor, moved);
    const end = (released) => {
      removeEventListener("pointermove", follow);
      editor.querySelector(".aimed")?.classList.remove("aimed");
      const shape = standBelow(released);
      if (shape) assign(editor, Number(shape.dataset.pk));
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", end, { once: true });
  });
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-pk]");
    if (item && event.key === "Enter") pickUp(editor, item);
  });
}

function pickUp(editor, item) {
  editor.querySelector(".picked")?.classList.remove("picked");
  item.classList.add("picked");
  editor.exhibitor = Number(item.dataset.pk);
}

function standBelow(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest(".hall-canvas a[data-pk]");
}

function aimAt(editor, event) {
  event.preventDefault();
  editor.querySelector(".aimed")?.classList.remove("aimed");
  standBelow(event)?.classList.add("aimed");
}

function assignTo(editor, event) {
  const shape = event.target.closest("a[data-pk]");
  if (!shape) return;
  event.preventDefault();
  assign(editor, Number(shape.dataset.pk));
}

function assign(editor, pk) {
  const { exhibitors } = editor.stands.get(pk);
  const added = editor.exhibitor;
  editor.exhibitor = null;
  return sendChanges(editor, [{ pk, exhibitors: [...exhibitors, added] }]);
}
