/* Where another edition is chosen in a form, its pickers offer rows of that one, and what is added beside them is of it. */

const OF = /([?&]of=)\d+/;

function pointPicker(picker, edition) {
  const asks = window.django.jQuery(picker).data("select2")?.dataAdapter?.ajaxOptions;
  if (asks && edition) asks.url = asks.url.replace(OF, `$1${edition}`);
  const add = picker.closest(".related-widget-wrapper")?.querySelector("a.add-related");
  if (!add || !edition) return;
  const address = new URL(add.href, document.baseURI);
  address.searchParams.set("edition", edition);
  add.href = address.pathname + address.search;
}

function pointPickers(edition) {
  for (const picker of document.querySelectorAll("select.admin-autocomplete")) {
    const of = OF.exec(picker.dataset["ajax-Url"] ?? "") && picker.dataset["ajax-Url"].match(/of=(\d+)/)[1];
    if (of) pointPicker(picker, edition ?? of);
  }
}

window.django?.jQuery?.(() => {
  const edition = window.django.jQuery("#id_edition");
  pointPickers();
  edition.on("change", () => pointPickers(edition.val()));
});
document.addEventListener("formset:added", () => {
  requestAnimationFrame(() => pointPickers(document.querySelector("#id_edition")?.value));
});
