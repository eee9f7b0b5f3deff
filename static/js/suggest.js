/** Fields with data-suggest: the page's datalist follows what is typed. Without script it stays as it came. */
import { searchAddress } from "./pickers.js";

const PAUSE = 200; // milliseconds after the last letter
const MIN_LETTERS = 2;
let waiting = null;

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("input[data-suggest]");
  if (!field || field.value.trim().length < MIN_LETTERS) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => offer(field), PAUSE);
});

async function offer(field) {
  const typed = field.value;
  const found = await ask(field.dataset.suggest, typed);
  // An answer to what is no longer typed would only confuse.
  if (found === null || field.value !== typed) return;
  field.list?.replaceChildren(...found.map(option));
}

async function ask(url, typed) {
  try {
    const address = searchAddress({ url }, typed, document.baseURI);
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).results : null;
  } catch {
    return null; // no signal: the names that came with the page stay
  }
}

function option({ name, note }) {
  const each = document.createElement("option");
  each.value = name;
  if (note) each.label = `${name} (${note})`;
  return each;
}
