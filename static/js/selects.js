/** Selects with a typed search: `data-picker="region"` asks the server, `data-picker="plain"` searches its own options. */
import { OPTIONS_PLAIN, regionOptions } from "./pickers.js";

export async function enhanceSelects(root) {
  const selects = [...root.querySelectorAll("select[data-picker]:not(.tomselected)")];
  if (!selects.length) return;
  await import("../npm/tom-select/dist/js/tom-select.complete.min.js");
  for (const select of selects) dress(select);
}

function dress(select) {
  const settings = select.dataset.picker === "region" ? regionOptions(select) : OPTIONS_PLAIN;
  const remove = { title: "Hapus pilihan ini" };
  const plugins = select.multiple ? { remove_button: remove } : { clear_button: { title: "Kosongkan" } };
  const picker = new window.TomSelect(select, { ...settings, plugins });
  describe(select, picker);
}

/** The field that is typed in says what the select said: its name, its help, its error. */
function describe(select, picker) {
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = select.getAttribute(name);
    if (value) picker.control_input.setAttribute(name, value);
  }
  if (select.hasAttribute("autofocus")) picker.control_input.focus();
}
