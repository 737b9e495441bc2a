// <expo-offline worker="/sw.js" scope="/en/" list="…/kept.json" edition="2019" mine="…/mine/" note="… {time} …">: has
// the worker keep the agenda once the page has loaded, and says as of when this page is, where it is a kept copy.
customElements.define("expo-offline", class extends HTMLElement {
  connectedCallback() {
    const kept = document.querySelector('meta[name="kept-at"]');
    if (kept) this.say(new Date(kept.content));
    if (!navigator.serviceWorker || navigator.connection?.saveData) return;
    document.addEventListener("choice", () => this.keepSoon());
    if (document.readyState === "complete") this.register();
    else addEventListener("load", () => this.register(), { once: true });
  }

  say(moment) {
    const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    const today = moment.toDateString() === new Date().toDateString();
    const time = new Intl.DateTimeFormat(pageLocale, today ? hours : { day: "numeric", month: "long", ...hours }).format(moment);
    const note = Object.assign(document.createElement("p"), { className: "wrap", textContent: this.getAttribute("note").replace("{time}", time) });
    note.setAttribute("role", "status");
    this.append(note);
  }

  async register() {
    try {
      await navigator.serviceWorker.register(this.getAttribute("worker"), { scope: this.getAttribute("scope") });
      this.worker = (await navigator.serviceWorker.ready).active;
      this.keep();
    } catch {
      // Without a worker, or with too little space for one, the pages are as they always were.
    }
  }

  // Several stars in a row are one choice.
  keepSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 1000);
  }

  keep() {
    const keys = Object.keys(choiceOf(this.getAttribute("edition")).read());
    const told = { list: this.getAttribute("list"), mine: keys.length ? `${this.getAttribute("mine")}?${addressOfChoice(keys)}` : "" };
    this.worker?.postMessage(told);
    this.tellOthers(told);
  }

  // The worker of the other language may have asked for notices of what is chosen.
  async tellOthers(told) {
    for (const { active } of this.worker ? await navigator.serviceWorker.getRegistrations() : []) {
      if (active && active !== this.worker) active.postMessage({ ...told, elsewhere: true });
    }
  }
});
