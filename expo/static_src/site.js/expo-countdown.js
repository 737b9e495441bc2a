// <expo-countdown day="2026-08-26" timezone="Asia/Shanghai">: the days left, by the calendar of the venue.
customElements.define("expo-countdown", class extends HTMLElement {
  connectedCallback() {
    everyMinute(this, this.show);
  }

  show() {
    const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: this.getAttribute("timezone") };
    const today = new Intl.DateTimeFormat("en-CA", options).format(venueNow(this));
    const days = Math.round((Date.parse(this.getAttribute("day")) - Date.parse(today)) / 86_400_000);
    const number = this.querySelector("b");
    if (number && days >= 0) number.textContent = days;
  }
});
