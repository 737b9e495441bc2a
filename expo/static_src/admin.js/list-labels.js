/* Each cell of a list bears the word of its column, which phones show before its value: there rows are cards. */

function columnWords(list) {
  return [...list.querySelectorAll("thead th")].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
}

function labelCells(list) {
  const words = columnWords(list);
  for (const cell of list.querySelectorAll("tbody td")) {
    const word = words[cell.cellIndex];
    if (word && !cell.querySelector("input")) cell.dataset.label = word;
  }
}

for (const list of document.querySelectorAll("#result_list")) labelCells(list);
