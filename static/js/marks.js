/** The value of a chart's mark, readable at once: under the pointer, at the focus, at the first tap.
 *  A second tap follows the link. Without this module the browser shows the marks' own titles. */
import { place } from "./mark_place.js";

const AGAIN = "Ketuk sekali lagi untuk merinci.";

export function showMarks(root) {
  const found = root.matches?.("svg.chart") ? [root] : root.querySelectorAll("svg.chart");
  for (const svg of found) {
    const box = svg.closest(".drawn");
    if (box && svg.querySelector(".chart-mark")) take(svg, box);
  }
}

function take(svg, box) {
  keepNames(svg);
  const tip = box.ownerDocument.createElement("div");
  tip.className = "mark-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the mark's own name says the same
  box.append(tip);
  let tapped = null;
  const show = (mark, more = "") => {
    tip.textContent = mark.getAttribute("aria-label") + more;
    tip.hidden = false;
    move(tip, mark, box);
  };
  const hide = () => {
    tip.hidden = true;
    tapped = null;
  };
  const focused = () => svg.querySelector(".chart-mark:focus-visible");
  const calm = () => (focused() ? show(focused()) : hide());

  svg.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = event.target.closest(".chart-mark");
    if (mark) show(mark);
    else calm();
  });
  svg.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && calm());
  svg.addEventListener("focusin", (event) => event.target.matches(".chart-mark:focus-visible") && show(event.target));
  svg.addEventListener("focusout", hide);
  svg.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  svg.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const mark = event.target.closest(".chart-mark");
    if (!mark) return hide();
    if (tapped === mark) return;
    event.preventDefault();
    show(mark, mark.matches("a") ? `. ${AGAIN}` : "");
    tapped = mark;
  });
}

/** A browser's own title would come late and over ours: names stay, as labels. */
function keepNames(svg) {
  const words = [":scope > title", ":scope > desc"].map((part) => svg.querySelector(part)?.textContent ?? "");
  svg.setAttribute("aria-label", words.filter(Boolean).join(". "));
  svg.removeAttribute("aria-labelledby");
  for (const title of svg.querySelectorAll("title")) title.remove();
}

function move(tip, mark, box) {
  const [around, area] = [box, mark].map((each) => each.getBoundingClientRect());
  const from = { left: area.left - around.left, top: area.top - around.top, width: area.width, height: area.height };
  const { left, top } = place({ mark: from, tip: tip.getBoundingClientRect(), box: around });
  tip.style.left = `${left}px`;
  tip.style.top = `${top}px`;
}
