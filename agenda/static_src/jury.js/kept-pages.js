// Has the worker of the jury keep this page and its pictures while judging is open, and drop them otherwise.
const KEPT_CACHE = "jury";
const workers = navigator.serviceWorker;
let keepingSoon;

async function keepPages() {
  if (!workers || !navigator.onLine || navigator.connection?.saveData) return;
  try {
    await workers.register(jury.dataset.worker, { scope: "/jury/" });
    const { active } = await workers.ready;
    const pictures = [...jury.querySelectorAll(".jury-picture")].map((each) => new URL(each.src).pathname);
    active.postMessage({ pictures, until: Number(jury.dataset.keepUntil) });
  } catch {
    // Without a worker, or with too little space for one, the page is as it always was.
  }
}

// What was saved stands in the copy too, soon: several saves are one copy.
function keepPagesSoon() {
  clearTimeout(keepingSoon);
  if (jury.dataset.keepUntil) keepingSoon = setTimeout(keepPages, 1000);
}

async function dropPages() {
  clearTimeout(keepingSoon);
  await globalThis.caches?.delete(KEPT_CACHE);
  await (await workers?.getRegistration("/jury/"))?.unregister();
}

if (jury?.dataset.keepUntil) keepPagesSoon();
else dropPages();
document.querySelector(".jury-leave")?.addEventListener("submit", dropPages);
