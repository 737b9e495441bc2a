// Network first; after a while, or without any, the copy, which then says as of when it is.
const PATIENCE = 4_000;

const late = () => new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));

async function page(event, url) {
  const copy = (await find(url)) ?? (/\/mine\/$/.test(url.pathname) ? undefined : await find(url.pathname));
  const fresh = ask(event, url);
  try {
    const answer = await (copy ? Promise.race([fresh, late()]) : fresh);
    return copy && answer.status >= 500 ? told(copy) : answer;
  } catch {
    return copy ? told(copy) : find(shell.offline[url.pathname.split("/")[1]] ?? shell.offline.en);
  }
}

function ask(event, url) {
  const fresh = fetch(event.request);
  const kept = fresh.then((answer) => mayKeep(url, answer) && PLAIN.test(url.search) && keep(url, answer.clone()));
  event.waitUntil(kept.catch(() => {}));
  return fresh;
}

async function told(copy) {
  const mark = `<head>\n  <meta name="kept-at" content="${copy.headers.get("X-Kept-At")}">`;
  return new Response((await copy.text()).replace("<head>", mark), { headers: copy.headers });
}

// The network's, or the copy that was taken when this version of the worker came.
const file = (request) => fetch(request).catch(async () => (await find(request.url)) ?? Response.error());
