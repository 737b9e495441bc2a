// <expo-waiting words="It is being released."> around a form: once it is sent, says that, and for how long by now; of
// files that go along their names and sizes.
// What is sent already is not sent again by a second press.
const SECOND = 1000;
const MEGABYTE = 1_000_000;

function fileSizes(form) {
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  return files.map(({ name, size }) => `${name} · ${Math.max(size / MEGABYTE, 0.1).toFixed(1)} MB. `).join("");
}

customElements.define("expo-waiting", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => (this.timer ? event.preventDefault() : this.begin(event.target)));
    // Come back to, the page may be sent once more.
    addEventListener("pageshow", () => this.end());
  }

  begin(form) {
    const since = Date.now();
    const textContent = fileSizes(form) + this.getAttribute("words");
    const words = Object.assign(document.createElement("span"), { textContent });
    const clock = document.createElement("span");
    clock.ariaHidden = "true";
    this.said = Object.assign(document.createElement("p"), { className: "notice", role: "status" });
    this.append(this.said);
    this.timer = setInterval(() => {
      clock.textContent = ` ${Math.round((Date.now() - since) / SECOND)} s`;
      if (!words.isConnected) this.said.append(words, clock);
    }, SECOND);
  }

  end() {
    clearInterval(this.timer);
    this.timer = 0;
    this.said?.remove();
  }
});
