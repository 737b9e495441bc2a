// <expo-agenda edition="2019" day="2019-08-26" lang="zh" kind="forum">a plain link</expo-agenda> on any other site: the
// sessions of a day, or of what the agenda's filters leave. The link stays where scripts are off or nobody answers.
(() => {
  const site = new URL(".", document.currentScript.src);
  const FILTERS = ["day", "kind", "room", "area", "language", "q"];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; }
    h2 { font-size: 1.25em; margin: 0 0 0.5em; }
    ul { list-style: none; margin: 0; padding: 0; border-block-start: 1px solid color-mix(in srgb, currentcolor 30%, transparent); }
    li { display: grid; grid-template-columns: 7em minmax(0, 1fr); gap: 0 1em; padding: 0.5em 0; border-block-end: 1px solid color-mix(in srgb, currentcolor 15%, transparent); }
    time, small { font-variant-numeric: tabular-nums; }
    small { grid-column: 2; font-size: 0.875em; }
    a { color: inherit; line-height: 1.5; overflow-wrap: anywhere; }
    s, h2 { text-wrap: balance; }
    p { margin: 0.75em 0 0; }
  `);
  const make = (tag, textContent, more = {}) => Object.assign(document.createElement(tag), { textContent, ...more });

  customElements.define("expo-agenda", class extends HTMLElement {
    async connectedCallback() {
      try {
        const answer = await fetch(this.address(), { credentials: "omit" });
        if (answer.ok) this.show(await answer.json());
      } catch {
        // Nobody answers: the link inside is what there is.
      }
    }

    address() {
      const lang = (this.closest("[lang]")?.lang ?? "").startsWith("zh") ? "zh-hans" : "en";
      const url = new URL(`${encodeURIComponent(this.getAttribute("edition"))}/agenda/embed.json`, site);
      url.searchParams.set("lang", lang);
      for (const name of FILTERS) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      return url;
    }

    // Texts are set as text, never as markup; links lead to the expo's own site alone.
    show({ title, lang, sessions, url, all }) {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const list = make("ul", "");
      list.append(...sessions.map((session) => this.row(session)));
      const whole = make("p", "");
      whole.append(make("a", all, { href: new URL(url, site) }));
      root.replaceChildren(make("h2", title, { lang }), list, whole);
      for (const part of [list, whole]) part.lang = lang;
    }

    row({ when, title, lang, room, note, url }) {
      const row = make("li", "");
      const link = make("a", title, { href: new URL(new URL(url, site).pathname, site), lang });
      row.append(make("time", when), link);
      if (room || note) row.append(make("small", [note, room].filter(Boolean).join(" · ")));
      return row;
    }
  });
})();
