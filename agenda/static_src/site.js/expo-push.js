// <expo-push key="B…" address="/push/2019/" edition="2019" on="…" blocked="…" unsupported="…" failed="…"> around a button
// and a status: has this browser told when a kept session moves, in the language of the page, or no longer.
customElements.define("expo-push", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.turn());
    this.hidden = false;
    const offline = document.querySelector("expo-offline");
    [this.worker, this.scope] = [offline.getAttribute("worker"), offline.getAttribute("scope")];
    if (navigator.serviceWorker && window.PushManager && window.Notification) this.show();
    else this.bar("unsupported");
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text;
  }

  bar(why) {
    this.button.hidden = true;
    this.say(this.getAttribute(why));
  }

  async show() {
    if (Notification.permission === "denied") return this.bar("blocked");
    const on = await this.isOn();
    this.button.setAttribute("aria-pressed", on);
    this.say(on ? this.getAttribute("on") : "");
  }

  // Notes of what the worker is to keep up to date: its worker-push.js reads them.
  noted(scope = this.scope) {
    return caches.open(`push${scope}`);
  }

  // What was made for another key of the installation can no longer be sent to.
  async isOn() {
    const subscription = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
    return Boolean(subscription && this.isOurs(subscription) && (await (await this.noted()).match(this.getAttribute("address"))));
  }

  isOurs(subscription) {
    const bytes = new Uint8Array(subscription.options.applicationServerKey ?? []);
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === this.getAttribute("key");
  }

  async turn() {
    if (this.busy) return;
    this.busy = true;
    try {
      await ((await this.isOn()) ? this.stop(await navigator.serviceWorker.getRegistration(), this.scope) : this.begin());
      await this.show();
    } catch (problem) {
      this.say(problem.told ?? this.getAttribute("failed"));
    }
    this.busy = false;
  }

  async begin() {
    if ((await Notification.requestPermission()) !== "granted") return;
    await navigator.serviceWorker.register(this.worker, { scope: this.scope });
    const { pushManager } = await navigator.serviceWorker.ready;
    const before = await pushManager.getSubscription();
    if (before && !this.isOurs(before)) await before.unsubscribe();
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.getAttribute("key") });
    const { endpoint, keys } = subscription.toJSON();
    const chosen = Object.keys(choiceOf(this.getAttribute("edition")).read());
    const sessions = new URLSearchParams(addressOfChoice(chosen)).get("s") ?? "";
    await this.send("", { endpoint, ...keys, language: this.scope.split("/")[1], sessions });
    await (await this.noted()).put(this.getAttribute("address"), new Response(sessions));
    await this.leaveOthers();
  }

  // Told once, in the language that was asked for last.
  async leaveOthers() {
    for (const other of await navigator.serviceWorker.getRegistrations()) {
      const scope = new URL(other.scope).pathname;
      if (scope !== this.scope) await this.stop(other, scope);
    }
  }

  async stop(registration, scope) {
    const [subscription, noted] = [await registration.pushManager.getSubscription(), await this.noted(scope)];
    if (subscription) await this.send("off/", { endpoint: subscription.endpoint });
    await noted.delete(this.getAttribute("address"));
    if (!(await noted.keys()).length) await subscription?.unsubscribe();
  }

  async send(part, body) {
    const answer = await fetch(this.getAttribute("address") + part, { method: "POST", body: JSON.stringify(body) });
    if (answer.ok) return;
    const { detail } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(answer.status), { told: detail });
  }
});
