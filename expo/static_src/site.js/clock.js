// The time at the venue: the real one, or a rehearsal's, which runs ahead by so many seconds.
const venueNow = (element) => new Date(Date.now() + 1000 * Number(element.getAttribute("shift") || 0));

// Calls a method at once and then on every full minute, as long as the element stands on the page.
const everyMinute = (element, method) => {
  if (!element.isConnected) return;
  method.call(element);
  setTimeout(() => everyMinute(element, method), 60_000 - (venueNow(element) % 60_000) + 50);
};

// Moments in words of the page's language, days before months as everywhere on the site.
const pageLocale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
