// Beside the plan: what is wrong, who waits for a stand, and all stands.
function fill(list, items) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.pk : null;
  list.replaceChildren(...items);
  if (focused) list.querySelector(`[data-pk="${focused}"]`)?.focus();
}

function listProblems(editor, problems) {
  const items = problems.map((problem) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = problem.said;
    button.addEventListener("click", () => showStands(editor, problem.stands));
    item.classList.toggle("grave", problem.grave);
    item.append(button);
    return item;
  });
  fill(editor.querySelector("[data-problems]"), items);
}

function showStands(editor, pks) {
  choose(editor, pks);
  shapeOf(editor, pks[0])?.scrollIntoView({ block: "center", inline: "center" });
}

function listWaiting(editor, waiting) {
  const items = waiting.map(({ pk, name }) => {
    const item = document.createElement("li");
    item.dataset.pk = pk;
    item.tabIndex = 0;
    item.textContent = name;
    return item;
  });
  fill(editor.querySelector("[data-waiting]"), items);
}

function listStands(editor) {
  const items = [...editor.stands.values()].map((stand) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    item.dataset.pk = stand.pk;
    item.classList.toggle("undrawn", !isDrawn(stand));
    link.href = editor.dataset.stand.replace("/0/", `/${stand.pk}/`);
    link.textContent = stand.number;
    item.append(link, ` ${stand.names.join(" · ")}`);
    return item;
  });
  fill(editor.querySelector("[data-listed]"), items);
}
