// The judges' page: big steps; saves that wait for a network, are sent in turn, and once.
const PATIENCE = 20_000;
const AGAIN = 15_000;
const entries = jury ? [...jury.querySelectorAll("[data-entry]")] : [];
const formOf = (article) => article.querySelector("[data-scores]");
const linkOf = (article) => jury.querySelector(`.jury-list a[href="#${article.id}"]`);

function tell(article, text, kind) {
  const said = article.querySelector("[data-said]");
  said.textContent = text;
  said.dataset.kind = kind;
  said.hidden = !text;
}

function mark(article, state) {
  const link = linkOf(article);
  article.dataset.state = state;
  link.dataset.state = state;
  link.querySelector(".state").textContent = jury.querySelector(`.jury-step-words [data-state=${state}]`).textContent;
  jury.querySelector("[data-done]").textContent = entries.filter((each) => each.dataset.state === "done").length;
  tellUnsent();
}

const fieldsOf = (form) => [...form.querySelectorAll("[name^=score-], [name=comment]")];

function sheetOf(form) {
  const values = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
  return { key: saveKey(), version: form.elements.version.value, values };
}

function fillIn(form, sheet) {
  for (const field of fieldsOf(form)) field.value = sheet.values[field.name] ?? field.value;
  for (const criterion of form.querySelectorAll(".jury-criterion")) pressed(criterion);
}

// The token of this page, not of the one on which it was saved: whoever came in anew has another.
async function ask(form, sheet) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ ...sheet.values, version: sheet.version, csrfmiddlewaretoken: token });
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(form.action, { method: "POST", body, signal, headers: { Accept: "application/json" } });
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, ...(json ? await answer.json() : {}) };
}

async function send(article) {
  const form = formOf(article);
  const { entry } = article.dataset;
  const sheet = keptSheet(entry);
  if (!form || !sheet || sheet.refused) return;
  const answer = await ask(form, sheet);
  if (answer.status === 200) accepted(article, form, sheet, answer);
  else if (answer.status === 409 || answer.status === 422) refused(article, form, sheet, answer);
  else if (answer.status === 403 || answer.status === 404) tell(article, jury.dataset.out, "error");
}

function accepted(article, form, sheet, answer) {
  const { entry } = article.dataset;
  form.elements.version.value = answer.version;
  dropSheet(entry, sheet.key);
  const later = keptSheet(entry);
  if (later) keepSheet(entry, { ...later, version: answer.version });
  keepPagesSoon();
  mark(article, later ? "unsent" : answer.finished ? "done" : "begun");
  if (!later) tell(article, jury.dataset.sent, "done");
}

// It stays here, and in the form; only the judge sends it again.
function refused(article, form, sheet, answer) {
  form.elements.version.value = answer.version;
  if (keptSheet(article.dataset.entry)?.key === sheet.key)
    keepSheet(article.dataset.entry, { ...sheet, version: String(answer.version), refused: answer.said });
  mark(article, "refused");
  tell(article, answer.said, "error");
}

// One window at a time: another one of the same browser keeps the same sheets.
const inTurn = (work) => (navigator.locks ? navigator.locks.request("jury", work) : work());

async function sendAll() {
  try {
    for (const article of entries) await send(article);
  } catch (failed) {
    if (!(failed instanceof TypeError || failed instanceof DOMException)) throw failed;
  }
}

function goOn(article) {
  const turn = [...entries.slice(entries.indexOf(article) + 1), ...entries];
  const next = turn.find((each) => ["open", "begun"].includes(each.dataset.state) && each !== article);
  location.hash = next ? next.id : "overview";
}

function save(event) {
  const article = event.target.closest("[data-entry]");
  const sheet = sheetOf(event.target);
  try {
    keepSheet(article.dataset.entry, sheet);
  } catch {
    return; // No room in this browser: the form is sent as it is without a script.
  }
  event.preventDefault();
  mark(article, "unsent");
  tell(article, jury.dataset.waits, "warning");
  goOn(article);
  inTurn(sendAll);
}

function begin(article) {
  const form = formOf(article);
  if (!form) return;
  for (const each of form.querySelectorAll("[data-steps]")) each.hidden = false;
  for (const criterion of form.querySelectorAll(".jury-criterion")) pressed(criterion);
  form.addEventListener("submit", save);
  form.addEventListener("click", step);
  form.addEventListener("input", (event) => {
    const criterion = event.target.closest(".jury-criterion");
    if (criterion) pressed(criterion);
  });
  const sheet = keptSheet(article.dataset.entry);
  if (!sheet) return;
  fillIn(form, sheet);
  mark(article, sheet.refused ? "refused" : "unsent");
  tell(article, sheet.refused ?? jury.dataset.waits, sheet.refused ? "error" : "warning");
}

// A form that needs the network would lead away from a page that no browser keeps.
function stayHere(event) {
  if (navigator.onLine || event.target.matches("[data-scores]")) return;
  event.preventDefault();
  jury.querySelector("[data-unsent]").textContent = jury.dataset.apart;
}

if (jury) {
  for (const article of entries) begin(article);
  document.addEventListener("submit", stayHere);
  addEventListener("online", () => inTurn(sendAll).then(keepPagesSoon));
  setInterval(() => inTurn(sendAll), AGAIN);
  inTurn(sendAll);
}
