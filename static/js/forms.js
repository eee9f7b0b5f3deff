/** Forms: warn before unsaved entries are lost, and send only once. */
import { fingerprint } from "./changes.js";

const entries = (form) => fingerprint(new FormData(form).entries());

/** A form marked `data-guard` warns when its entries would be lost; `data-once` and `data-guard` send once. */
export function guardForms(root) {
  for (const form of root.querySelectorAll("form[data-guard], form[data-once]")) sendOnce(form);
  for (const form of root.querySelectorAll("form[data-guard]")) warnBeforeLoss(form);
}

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("[type=submit]");
    button?.classList.add("is-busy");
    button?.setAttribute("aria-disabled", "true");
  });
  // Coming back with the browser's arrow shows the page as it was left: let it be sent again.
  window.addEventListener("pageshow", () => release(form));
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll(".is-busy")) {
    button.classList.remove("is-busy");
    button.removeAttribute("aria-disabled");
  }
}

function warnBeforeLoss(form) {
  // Entries that came back with errors are not saved either.
  let before = form.dataset.guard === "unsaved" ? "" : null;
  // Selects are still being dressed when the page loads; take the first picture after them.
  requestAnimationFrame(() => (before ??= entries(form)));
  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.sent || before === null || entries(form) === before) return;
    event.preventDefault();
  });
}
