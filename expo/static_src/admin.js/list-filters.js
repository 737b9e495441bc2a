/* The choices of a filter close with Escape, and when something else is pressed. */

const OPEN = ".list-filter[open]";

function closeFilter(event) {
  const filter = document.querySelector(OPEN);
  if (!filter || (event.type === "click" && filter.contains(event.target))) return;
  if (event.type === "keydown" && event.key !== "Escape") return;
  filter.open = false;
  if (event.type === "keydown") filter.querySelector("summary").focus();
}

document.addEventListener("click", closeFilter);
document.addEventListener("keydown", closeFilter);
