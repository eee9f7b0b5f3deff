/** A table wider than its panel scrolls inside it; the keyboard gets a way to do that too. */
export function reachScrollers(root) {
  for (const box of root.querySelectorAll(".panel-scroll")) {
    if (box.scrollWidth <= box.clientWidth || box.hasAttribute("tabindex")) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Tabel, dapat digulir ke samping");
  }
}
