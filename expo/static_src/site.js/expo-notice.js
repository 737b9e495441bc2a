// <expo-notice source="/en/2019/notice/" every="20"> on every page and screen: asks again for the urgent notice, so many
// seconds after the last time, and when the page is looked at again. While nobody answers, what stands remains.
customElements.define("expo-notice", class extends HTMLElement {
  connectedCallback() {
    this.asking = setInterval(() => this.refresh(), this.getAttribute("every") * 1000);
    this.woken = () => this.refresh();
    document.addEventListener("visibilitychange", this.woken);
  }

  disconnectedCallback() {
    clearInterval(this.asking);
    document.removeEventListener("visibilitychange", this.woken);
  }

  async refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.getAttribute("source"), { cache: "no-cache", signal: AbortSignal.timeout(4_000) });
      const fresh = answer.ok ? (await answer.text()).trim() : this.innerHTML.trim();
      if (fresh !== this.innerHTML.trim()) this.innerHTML = fresh;
    } catch {
      // No network: the next question comes soon.
    }
  }
});
