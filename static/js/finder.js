/** The box that finds anything: "/" goes there, arrows walk through what was found, Esc leaves. */
const typing = (target) => target.closest("input, textarea, select, [contenteditable], .ts-wrapper");

export const step = (count, at, key) => (key === "ArrowDown" ? Math.min(at + 1, count - 1) : at - 1);

function walk(event, input, box) {
  const links = [...box.querySelectorAll("a")];
  if (event.key === "Escape") {
    box.replaceChildren();
    input.focus();
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && links.length) {
    event.preventDefault();
    const next = step(links.length, links.indexOf(document.activeElement), event.key);
    (next < 0 ? input : links[next]).focus();
  }
}

export function listenForFinder(root = document) {
  const input = root.querySelector("[data-finder]");
  if (!input) return;
  const form = input.closest("form");
  const box = form.querySelector(".finder-box");
  root.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== "/" || !plain || typing(event.target) || !input.checkVisibility()) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  form.addEventListener("keydown", (event) => walk(event, input, box));
  // Leaving with Tab or a click elsewhere closes the box; what was typed stays.
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || setTimeout(() => form.contains(document.activeElement) || box.replaceChildren(), 150));
}
