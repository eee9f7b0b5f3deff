import assert from "node:assert/strict";
import test from "node:test";
import { byName, Drafts, entriesOf } from "./drafts.js";

const HOUR = 60 * 60 * 1000;
const FORM = "/petugas/tambah/";
const ENTRIES = [["name", "Ayu Contoh"]];

function storage() {
  const held = new Map();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => held.set(key, text),
    removeItem: (key) => held.delete(key),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

test("entries are kept for the one who typed them, at the address where he did", () => {
  const drafts = new Drafts(storage(), 7);
  assert.equal(drafts.keep(FORM, ENTRIES), true);
  assert.deepEqual(drafts.kept(FORM), ENTRIES);
  assert.equal(drafts.kept("/petugas/3/ubah/"), null);
});

test("the next person at a shared computer never gets them", () => {
  const shared = storage();
  new Drafts(shared, 7).keep(FORM, ENTRIES);
  assert.equal(new Drafts(shared, 8).kept(FORM), null);
  assert.equal(new Drafts(shared, 77).kept(FORM), null);
  assert.equal(new Drafts(shared, "").kept(FORM), null);
});

test("nobody signed in keeps nothing", () => {
  const shared = storage();
  assert.equal(new Drafts(shared, "").keep(FORM, ENTRIES), false);
  assert.equal(shared.length, 0);
});

test("a day later they are gone", () => {
  const shared = storage();
  let now = 0;
  const drafts = new Drafts(shared, 7, () => now);
  drafts.keep(FORM, ENTRIES);
  now = 23 * HOUR;
  assert.deepEqual(drafts.kept(FORM), ENTRIES);
  now = 24 * HOUR;
  assert.equal(drafts.kept(FORM), null);
  new Drafts(shared, 8, () => now).sweep();
  assert.equal(shared.length, 0);
});

test("a clock put back does not make entries last for ever", () => {
  const shared = storage();
  new Drafts(shared, 7, () => 10 * HOUR).keep(FORM, ENTRIES);
  assert.equal(new Drafts(shared, 7, () => 0).kept(FORM), null);
});

test("signing out takes one's own entries away and leaves a colleague's", () => {
  const shared = storage();
  const [mine, theirs] = [new Drafts(shared, 7), new Drafts(shared, 71)];
  mine.keep(FORM, ENTRIES);
  mine.keep("/desa/tambah/", ENTRIES);
  theirs.keep(FORM, ENTRIES);
  mine.dropAll();
  assert.equal(shared.length, 1);
  assert.deepEqual(theirs.kept(FORM), ENTRIES);
});

test("the sign-in page learns that entries wait at an address, not whose or which", () => {
  const shared = storage();
  new Drafts(shared, 7).keep(`${FORM}?desa=3`, ENTRIES);
  const nobody = new Drafts(shared, "");
  assert.equal(nobody.waitsAt(`${FORM}?desa=3`), true);
  assert.equal(nobody.waitsAt(FORM), false);
});

test("a browser that refuses to store, or stored rubbish, breaks nothing", () => {
  const full = { ...storage(), setItem: () => { throw new Error("QuotaExceededError"); } };
  assert.equal(new Drafts(full, 7).keep(FORM, ENTRIES), false);
  const shared = storage();
  shared.setItem(`portal-draft:7:${FORM}`, "{");
  assert.equal(new Drafts(shared, 7).kept(FORM), null);
  assert.equal(new Drafts(shared, 7).keep(FORM, [["note", "x".repeat(300_000)]]), false);
});

test("passwords, files and the security token are never kept", () => {
  const fields = [
    { name: "csrfmiddlewaretoken", type: "hidden", value: "rahasia" },
    { name: "new_password", type: "password", value: "rahasia" },
    { name: "scan", type: "file", value: "C:\\fakepath\\sk.pdf" },
    { name: "langkah", type: "submit", value: "kirim" },
    { name: "", type: "text", value: "tanpa nama" },
    { name: "_dilihat", type: "hidden", value: "name:1" },
    { name: "name", type: "text", value: "Ayu" },
  ];
  assert.deepEqual(entriesOf(fields), [["_dilihat", "name:1"], ["name", "Ayu"]]);
});

test("ticks count when set, and a choice brings its label along", () => {
  const option = (value, text, selected) => ({ value, text, selected });
  const fields = [
    { name: "topics", type: "checkbox", value: "1", checked: true },
    { name: "topics", type: "checkbox", value: "2", checked: false },
    { name: "region", type: "select-one", options: [option("", "Pilih", true)] },
    { name: "reached", type: "select-multiple", options: [option("32.75", " Tiban ", true), option("1", "x", false)] },
  ];
  assert.deepEqual(entriesOf(fields), [["topics", "1"], ["reached", "32.75", "Tiban"]]);
});

test("entries of one name stay together, in order", () => {
  const found = byName([["topics", "1"], ["name", "Ayu"], ["topics", "3", "TPPO"]]);
  assert.deepEqual(found.get("topics"), [["1", "1"], ["3", "TPPO"]]);
});
