// <expo-clock shift="3600" timezone="Asia/Shanghai" lang="en">: keeps a rehearsal's clock going.
customElements.define("expo-clock", class extends HTMLElement {
  connectedCallback() {
    everyMinute(this, this.show);
  }

  show() {
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: this.getAttribute("timezone") };
    const hours = this.querySelector("b");
    if (hours) hours.textContent = new Intl.DateTimeFormat("en-GB", options).format(venueNow(this));
  }
});
