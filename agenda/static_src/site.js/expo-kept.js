// <expo-kept word="Kept in this browser"> on the page for what is not kept: a list of what is, in the page's language.
customElements.define("expo-kept", class extends HTMLElement {
  async connectedCallback() {
    const here = `/${location.pathname.split("/")[1]}/`;
    const pages = [];
    for (const name of window.caches ? await caches.keys() : []) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const copy = await cache.match(url, { ignoreVary: true });
        if (new URL(url).pathname.startsWith(here) && copy.headers.has("X-Kept-At")) pages.push([url, await this.titleOf(copy)]);
      }
    }
    if (pages.length) this.list(pages);
  }

  async titleOf(copy) {
    return new DOMParser().parseFromString(await copy.text(), "text/html").title;
  }

  list(pages) {
    const rows = document.createElement("ul");
    rows.className = "rows";
    for (const [href, textContent] of pages) {
      const row = rows.appendChild(document.createElement("li"));
      row.append(Object.assign(document.createElement("a"), { href, textContent }));
    }
    this.replaceChildren(Object.assign(document.createElement("h2"), { textContent: this.getAttribute("word") }), rows);
  }
});
