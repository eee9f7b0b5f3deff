/** A click anywhere in a row follows the row's own link; links, buttons and selected text keep their say. */
export function openRows(root) {
  for (const row of root.querySelectorAll("tr[data-opens]")) {
    row.addEventListener("click", (event) => follow(row, event));
  }
}

function follow(row, event) {
  const own = event.target.closest("a, button, input, label, select, summary");
  if (own || String(window.getSelection())) return;
  const link = row.querySelector("a.row-link");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
}
