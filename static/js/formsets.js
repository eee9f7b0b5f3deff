/** Rows of a form: "Tambah …", and a row taken away that can be brought back. Without it, a few rows stand empty. */
import { numbered } from "./row_numbers.js";
import { enhanceSelects } from "./selects.js";

function dressRows(box) {
  const total = box.querySelector(`[name="${box.dataset.rows}-TOTAL_FORMS"]`);
  dropSpareRows(box, total);
  for (const row of box.querySelectorAll(":scope > .row-item")) dressDelete(row);
  const add = button(box.dataset.add);
  add.addEventListener("click", () => addRow(box, total, add));
  box.append(add);
  showAdd(box, total, add);
}

/** Keep one empty row where there is no other; the rest come with the button. */
function dropSpareRows(box, total) {
  const rows = [...box.querySelectorAll(":scope > .row-item")];
  while (rows.length > 1 && isUntouched(rows.at(-1))) rows.pop().remove();
  total.value = rows.length;
}

const isUntouched = (row) =>
  "spare" in row.dataset &&
  !row.querySelector(".is-invalid") &&
  [...row.querySelectorAll("input, select, textarea")].every((field) =>
    field.type === "checkbox" ? !field.checked : !field.value,
  );

function addRow(box, total, add) {
  const index = Number(total.value);
  const holder = document.createElement("template");
  holder.innerHTML = numbered(box.querySelector("template").innerHTML, index);
  const row = holder.content.querySelector(".row-item");
  add.before(row);
  total.value = index + 1;
  dressDelete(row);
  enhanceSelects(row).then(() => row.querySelector("input:not([type=hidden]), select, textarea")?.focus());
  showAdd(box, total, add);
}

function showAdd(box, total, add) {
  add.hidden = Number(total.value) >= Number(box.dataset.most);
}

function dressDelete(row) {
  const place = row.querySelector(".row-delete");
  const tick = place?.querySelector("input[type=checkbox]");
  if (!tick) return;
  const take = button("Hapus baris", "btn btn-sm");
  const back = document.createElement("p");
  back.className = "row-gone";
  back.setAttribute("role", "status");
  const undo = button("Kembalikan baris", "btn btn-sm");
  const show = () => {
    row.classList.toggle("is-gone", tick.checked);
    back.replaceChildren(...(tick.checked ? ["Baris ini dihapus saat disimpan. ", undo] : []));
  };
  const set = (gone, next) => () => {
    tick.checked = gone;
    show();
    next.focus();
  };
  take.addEventListener("click", set(true, undo));
  undo.addEventListener("click", set(false, take));
  tick.closest(".mb-3, div").hidden = true;
  place.append(take);
  row.append(back);
  show();
}

function button(words, look = "btn") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = words;
  return made;
}

for (const box of document.querySelectorAll("[data-rows]")) dressRows(box);
