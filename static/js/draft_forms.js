/** Entries of `form[data-guard]` outlive an expired session or a closed tab: kept while typing, given back on return. */
import { byName, Drafts, entriesOf, SECRET } from "./drafts.js";
import { numbered } from "./row_numbers.js";

const PAUSE = 300; // milliseconds without a key pressed
const nothing = { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };
const here = location.pathname + location.search;
const drafts = new Drafts(store(), document.body.dataset.user ?? "");
let ended = false; // signed out or discarded: nothing is kept on the way out

/** A browser may forbid storing; then it is as if nothing had been kept. */
function store() {
  try {
    return window.localStorage ?? nothing;
  } catch {
    return nothing;
  }
}

/** Before anything else dresses the page: drop what is saved, give back what is not. */
export function keepDrafts(root) {
  drafts.sweep();
  for (const saved of root.querySelectorAll("[data-saved]")) drafts.drop(saved.dataset.saved);
  for (const form of root.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", signOut);
  for (const note of root.querySelectorAll("[data-draft-for]")) note.hidden = !drafts.waitsAt(note.dataset.draftFor);
  for (const form of root.querySelectorAll("form[data-guard]")) keepDraft(form);
}

function signOut() {
  ended = true;
  drafts.dropAll();
}

function keepDraft(form) {
  const cameBack = form.dataset.guard === "unsaved"; // refused by the portal: the page holds the entries
  let before = cameBack ? "" : null;
  let pause;
  const save = () => {
    clearTimeout(pause);
    if (ended || before === null) return;
    const entries = entriesOf(form.elements);
    if (JSON.stringify(entries) === before) drafts.drop(here);
    else drafts.keep(here, entries);
  };
  const soon = (event) => {
    if (event.target.closest("a[data-discard]")) return;
    ended = false;
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
  };
  if (!cameBack && giveBack(form)) before = "";
  whenDressed(() => {
    before ??= JSON.stringify(entriesOf(form.elements));
    if (cameBack) save();
  });
  for (const event of ["input", "change", "click"]) form.addEventListener(event, soon);
  form.addEventListener("submit", save);
  window.addEventListener("pagehide", save);
  for (const link of document.querySelectorAll("a[data-discard]")) link.addEventListener("click", () => discard(form, link));
}

/** Rows that stand empty are gone by then, and selects are dressed. */
function whenDressed(act) {
  if (document.readyState === "complete") act();
  else window.addEventListener("load", act, { once: true });
}

function discard(form, link) {
  ended = true;
  drafts.drop(here);
  if (link.dataset.discard === "now") form.dataset.sent = "yes"; // said in words already: do not ask once more
}

/** Fill the form with what was kept here; true when there was something. */
function giveBack(form) {
  const entries = drafts.kept(here);
  if (!entries) return false;
  const kept = byName(entries);
  addRows(form, kept);
  const shown = JSON.stringify(entriesOf(form.elements));
  for (const field of form.elements) fill(field, kept);
  if (JSON.stringify(entriesOf(form.elements)) === shown) {
    drafts.drop(here);
    return false;
  }
  form.dataset.guard = "unsaved";
  tell(form);
  return true;
}

function fill(field, kept) {
  const values = (kept.get(field.name) ?? []).map(([value]) => value);
  if (!field.name || SECRET.has(field.type) || field.name === "csrfmiddlewaretoken") return;
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (field.options) choose(field, kept.get(field.name) ?? []);
  else if (values.length) field.value = values[0];
}

/** A choice that was searched for is not among the options of a fresh page: bring it along. */
function choose(select, chosen) {
  const values = chosen.map(([value]) => value);
  const known = new Set([...select.options].map((option) => option.value));
  for (const [value, label] of chosen) if (!known.has(value)) select.add(new Option(label, value));
  for (const option of select.options) option.selected = values.includes(option.value);
  if (!values.length && !select.multiple) select.value = "";
  select.tomselect?.sync();
}

/** Rows that were added with a button. */
function addRows(form, kept) {
  for (const box of form.querySelectorAll("[data-rows]")) {
    const wanted = Number(kept.get(`${box.dataset.rows}-TOTAL_FORMS`)?.[0][0] ?? 0);
    const template = box.querySelector(":scope > template");
    const most = Math.min(wanted, Number(box.dataset.most));
    for (let index = box.querySelectorAll(":scope > .row-item").length; template && index < most; index += 1) {
      template.insertAdjacentHTML("beforebegin", numbered(template.innerHTML, index));
    }
  }
}

/** Says so where messages stand, with the way to be rid of it. */
function tell(form) {
  const words = document.querySelector("template[data-draft-notice]");
  if (!words) return;
  const notice = words.content.cloneNode(true);
  const files = notice.querySelector("[data-draft-files]");
  if (files) files.hidden = !form.querySelector("[type=file]");
  notice.querySelector("button").addEventListener("click", () => {
    ended = true;
    drafts.drop(here);
    form.dataset.sent = "yes";
    location.replace(location.href);
  });
  document.querySelector("#pesan")?.append(notice);
}
