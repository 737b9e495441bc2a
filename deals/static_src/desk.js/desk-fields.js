// The fields of the desk's form: which come one after the other, what they hold, and how they are filled in again.
const mainFields = (form) => {
  const seen = new Set();
  return [...form.querySelectorAll("[data-main]")].flatMap((field) => {
    if (field.type !== "radio") return field.offsetParent ? [field] : [];
    if (seen.has(field.name)) return [];
    return seen.add(field.name) && [form.querySelector(`[name="${field.name}"]:checked`) ?? field];
  });
};

// From this field to the next main one; from the last one to the button.
const goOn = (form, from) => {
  const later = mainFields(form).find((field) => from.name !== field.name && from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
  (later ?? form.querySelector("button.button")).focus();
  later?.select?.();
};

// The organisations that were typed are known, or known to be unknown.
const settled = (within) => Promise.all([...within.querySelectorAll("organisation-input")].map((one) => one.settled));

const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && name !== "key" && typeof value === "string");

const fillIn = (form, fields) => {
  const rows = fields.filter(([name]) => /^\w+-\d+-/.test(name)).map(([name]) => name.split("-"));
  for (const more of form.querySelectorAll("more-rows")) {
    const last = Math.max(-1, ...rows.filter(([prefix]) => prefix === more.getAttribute("prefix")).map(([, number]) => Number(number)));
    while (more.next <= last) more.add();
  }
  for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) {
    box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field instanceof Element && !["checkbox", "radio"].includes(field.type) && !name.endsWith("_FORMS")) field.value = value;
  }
  setTimeout(() => form.querySelector("deal-lookalikes")?.ask?.());
  form.querySelectorAll("p[data-new]").forEach((asked) => (asked.hidden = !asked.querySelector("input").checked));
  form.querySelectorAll("amount-echo").forEach((echo) => echo.box?.value && echo.ask());
  for (const fold of form.querySelectorAll("details")) fold.open ||= [...fold.querySelectorAll("input[type=text]")].some((field) => field.value);
};
