/* Where typing goes on: in what is to be put right, else in the first field of a new row, never on a button above it. */

const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";

function takeFocus(field) {
  const shown = field?.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field;
  shown?.focus();
  return Boolean(shown);
}

function firstField(place) {
  return [...place.querySelectorAll(FIELDS)].find((field) => !field.disabled && field.checkVisibility());
}

function beginTyping() {
  const form = document.querySelector(".change-form form[id$=_form]");
  const note = form?.querySelector(".errornote");
  if (note) {
    note.tabIndex = -1;
    takeFocus(form.querySelector("[aria-invalid=true]")) || note.focus();
  } else if (form?.querySelector("[name=_key]")) {
    takeFocus(firstField(form));
  }
}

window.django?.jQuery?.(beginTyping);
document.addEventListener("formset:added", (event) => requestAnimationFrame(() => takeFocus(firstField(event.target))));
