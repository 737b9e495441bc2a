// What the server knows of the hall, and sending what was drawn: nothing is saved over what somebody else changed.
const EVERY = 5000;
const JSON_ONLY = { Accept: "application/json" };

function watchState(editor) {
  inTurn(editor, () => fetchState(editor));
  setInterval(() => {
    if (!document.hidden && !editor.busy) inTurn(editor, () => fetchState(editor));
  }, EVERY);
}

// One after the other, in the order in which they were asked for.
function inTurn(editor, ask) {
  editor.queue = (editor.queue ?? Promise.resolve()).then(ask);
  return editor.queue;
}

async function fetchState(editor) {
  try {
    const headers = editor.etag ? { ...JSON_ONLY, "If-None-Match": editor.etag } : JSON_ONLY;
    const response = await fetch(editor.dataset.state, { headers });
    if (response.status !== 200 || response.redirected) return;
    const state = await response.json();
    if (editor.busy) return;
    editor.etag = response.headers.get("ETag");
    takeState(editor, state);
  } catch {
    // The network is away; the next question asks again.
  }
}

function takeState(editor, state) {
  // The walls, and the entrances in them, are drawn by the page.
  if (editor.svg.querySelector(".walls").getAttribute("points") !== state.walls) location.reload();
  const before = editor.stands;
  editor.stands = new Map(state.stands.map((stand) => [stand.pk, stand]));
  if (state.both) editor.steered.clear();
  keepSteered(editor, before);
  editor.chosen = new Set([...editor.chosen].filter((pk) => editor.stands.get(pk)?.x != null));
  drawStands(editor, state.problems);
  listProblems(editor, state.problems);
  listWaiting(editor, state.waiting);
  listStands(editor);
  for (const name of ["undo", "redo"]) {
    editor.querySelector(`[data-step=${name}] button`).setAttribute("aria-disabled", String(!state[name]));
  }
}

// What the arrows did while an answer was on its way is sent after it, and not lost to it; but over nothing of others.
function keepSteered(editor, before) {
  for (const pk of editor.steered) {
    const [stand, steered] = [editor.stands.get(pk), before.get(pk)];
    if (stand?.x == null) editor.steered.delete(pk);
    else for (const name of MEASURES) stand[name] = steered[name];
    // Changed by somebody else meanwhile: what I saw goes along, so that the server asks.
    if (stand && !editor.sent.has(pk)) stand.seen = steered.seen;
  }
}

// Each change is {pk or null, …what is to be}; what the editor saw goes with it when its turn comes.
function sendChanges(editor, changes) {
  if (!changes.length) return Promise.resolve();
  return inTurn(editor, async () => {
    const rows = changes.map(({ pk, ...to }) => ({ booth: pk ?? null, seen: editor.stands.get(pk)?.seen ?? "", ...to }));
    editor.sent = new Set(changes.map(({ pk }) => pk));
    const answer = await post(editor, editor.dataset.change, JSON.stringify(rows));
    editor.sent.clear();
    if (answer?.both) askAgain(editor, changes, answer);
    return answer;
  });
}

async function post(editor, address, body) {
  let answer;
  try {
    const headers = { ...JSON_ONLY, "X-CSRFToken": editor.querySelector("[name=csrfmiddlewaretoken]").value };
    const response = await fetch(address, { method: "POST", body, headers, keepalive: true });
    if (response.redirected) return editor.say(editor.dataset.away);
    answer = await response.json();
  } catch {
    editor.say(editor.dataset.failed);
    drawStands(editor);
    return null;
  }
  editor.say(answer.said);
  editor.etag = null;
  if (answer.stands) takeState(editor, answer);
  else drawStands(editor);
  return answer;
}

// Both versions; what is theirs is on the plan already, mine is sent again only if asked for.
function askAgain(editor, changes, answer) {
  editor.dialog.querySelector(".hall-dialog-body").innerHTML = answer.both;
  const mine = changes.filter(({ pk }) => pk == null || editor.stands.has(pk));
  editor.dialog.querySelector("[data-again]").onclick = () => {
    editor.dialog.close();
    sendChanges(editor, mine);
  };
  editor.dialog.showModal();
}
