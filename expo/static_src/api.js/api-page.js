// The interface's document as a page. Reading is tried here; a signing is never sent from a page of documentation.
const place = document.getElementById("document");
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

dress();
dark.addEventListener("change", dress);
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.address,
  deepLinking: true,
  persistAuthorization: false,
  supportedSubmitMethods: ["get", "head"],
  validatorUrl: null,
});
