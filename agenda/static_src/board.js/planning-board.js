// <planning-board> around the day: forms and links work without it; with it they answer in place.
class PlanningBoard extends HTMLElement {
  connectedCallback() {
    // What each session was like when it was shown, by its number.
    this.known = new Map([...this.querySelectorAll(".board-card")].map((card) => [Number(card.dataset.pk), card.dataset.changed]));
    this.dialog = this.querySelector(".board-dialog");
    layOut(this);
    watchDrag(this);
    watchKeys(this);
    watchAdd(this);
    watchChanges(this);
    this.addEventListener("submit", (event) => this.submit(event));
    this.addEventListener("click", (event) => this.click(event));
  }

  say(words) {
    const line = this.querySelector(".board-said");
    line.textContent = words ?? "";
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => line.replaceChildren(), 12_000);
  }

  // The inside of a page's [data-dialog], in the dialog.
  openDialog(html) {
    this.dialog.querySelector(".board-dialog-body").innerHTML = html;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector("select, button:not([data-close])")?.focus();
  }

  async submit(event) {
    const form = event.target;
    if (!form.closest("[data-step], dialog")) return;
    event.preventDefault();
    sendAllSteered(this);
    const answer = await inTurn(this, () => post(this, form.action, new FormData(form)));
    if (answer?.ok && this.dialog.open) this.dialog.close();
    else if (this.dialog.open && answer && !answer.both) this.refuse(form, answer.said);
  }

  refuse(form, words) {
    const line = form.querySelector(".notice") ?? document.createElement("p");
    line.className = "notice";
    line.dataset.kind = "error";
    line.setAttribute("role", "alert");
    line.textContent = words;
    form.prepend(line);
  }

  async click(event) {
    const link = event.target.closest(".board-card > a");
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      this.dialog.close();
    } else if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      await this.openForm(link);
    }
  }

  async openForm(link) {
    await sendAllSteered(this);
    try {
      const page = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
      const title = page.querySelector("h1");
      const heading = document.createElement("h2");
      heading.textContent = title.textContent;
      this.openDialog(heading.outerHTML + page.querySelector("[data-dialog]").innerHTML);
    } catch {
      location.assign(link.href);
    }
  }
}
customElements.define("planning-board", PlanningBoard);
