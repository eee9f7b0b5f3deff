// The number beside each slider follows it at once; the list itself is counted anew by the portal.

/** How much heavier or lighter a weight is than it was: "+2", "−3" or "". */
export function difference(now, before) {
  const by = Number(now) - Number(before);
  if (!Number.isFinite(by) || by === 0) return "";
  return by > 0 ? `+${by}` : `−${-by}`;
}

/** The words for a slider's number, beside what it was when the page came. */
export function told(now, before) {
  const by = difference(now, before);
  return by ? `${now} (${by})` : String(now);
}

function follow(event) {
  const slider = event.target;
  if (slider.type !== "range") return;
  const output = slider.form.querySelector(`output[for="${slider.id}"]`);
  if (output) output.textContent = slider.value;
  slider.setAttribute("aria-valuetext", told(slider.value, slider.defaultValue));
}

if (typeof document !== "undefined") {
  document.querySelector("[data-weights]")?.addEventListener("input", follow);
}
