/* Select2 names a field by what is chosen in it, which is nothing in an empty one: give each the name of its label. */

function nameAutocomplete(select) {
  const label = select.labels[0]?.textContent.trim().replace(/[:：]$/, "");
  const name = label || select.getAttribute("aria-label");
  const shown = select.parentElement.querySelector(".select2-selection__rendered[role=textbox], .select2-search__field");
  if (name && shown) shown.setAttribute("aria-label", name);
}

function nameAll() {
  document.querySelectorAll("select.admin-autocomplete").forEach(nameAutocomplete);
}

/* jQuery keeps the order in which it was asked: after Django's own, which makes the fields. */
window.django?.jQuery?.(nameAll);
document.addEventListener("formset:added", () => requestAnimationFrame(nameAll));
