/** Selects with a typed search: `data-picker="region"` asks the server, `plain` searches its own options. */
import { plainOptions, regionOptions } from "./pickers.js";

const CLEAR = '<button type="button" class="clear-button" aria-label="Kosongkan">×</button>';

export async function enhanceSelects(root) {
  const selects = [...root.querySelectorAll("select[data-picker]:not(.tomselected)")];
  if (!selects.length) return;
  await import("../npm/tom-select/dist/js/tom-select.complete.min.js");
  for (const select of selects) dress(select);
}

function dress(select) {
  const settings = select.dataset.picker === "region" ? regionOptions(select) : plainOptions();
  const plugins = select.multiple
    ? { remove_button: { title: "Hapus pilihan ini" } }
    : { clear_button: { html: () => CLEAR } };
  const picker = new window.TomSelect(select, { ...settings, plugins });
  describe(select, picker);
  tellHowMany(picker);
  keepOutOfTheWay(picker);
}

/** The field that is typed in says what the select said: its help, its error, that it is required. */
function describe(select, picker) {
  const field = picker.control_input;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  }
  if (select.required) field.setAttribute("aria-required", "true");
  select.setAttribute("aria-hidden", "true");
  if (select.hasAttribute("autofocus")) picker.focus();
}

/** What arrives from the server after the field was left opens no list over the next field. */
function keepOutOfTheWay(picker) {
  picker.on("dropdown_open", () => {
    if (!picker.isFocused) picker.close();
  });
}

/** Who cannot see the list hears how long it is. */
function tellHowMany(picker) {
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  picker.wrapper.append(status);
  picker.on("load", (found) => (status.textContent = found.length ? `${found.length} wilayah ditemukan.` : "Tidak ada wilayah dengan nama itu."));
}
