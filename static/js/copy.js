/** A button with data-copy="id" copies that field's text and says so beside itself. Hidden without script: the text can be marked by hand. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(field, button.parentElement.querySelector("[data-copied]")));
}

async function copy(field, told) {
  const done = (await written(field.value)) ? "Teks tersalin." : "Teks ditandai. Salin dengan Ctrl+C.";
  if (told) told.textContent = done;
}

/** The clipboard is closed to pages without HTTPS: then the text is marked, ready for Ctrl+C. */
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return marked(text);
  }
}

function marked(text) {
  const field = [...document.querySelectorAll("textarea, input")].find((each) => each.value === text);
  field?.focus();
  field?.select();
  return document.execCommand?.("copy") ?? false;
}
