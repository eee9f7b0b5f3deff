import assert from "node:assert/strict";
import { test } from "node:test";
import { mark, radius, ring, shape, spoken } from "./map_marks.js";

test("a mark of four times the figure has four times the area above the least", () => {
  assert.equal(radius(0, 400), 7);
  assert.equal(radius(100, 400), 13.5);
  assert.equal(radius(400, 400), 20);
});

test("where nobody knows the need all marks are as large as the least", () => {
  assert.equal(radius(null, 0), 7);
  assert.equal(radius(null, 400), 7);
});

test("every class has a shape of its own", () => {
  const drawn = ["a", "b", "c", "d", "e", "h"].map((key) => JSON.stringify(shape(key, 10)));
  assert.equal(new Set(drawn).size, 6);
});

test("a place that is only guessed is drawn as such", () => {
  assert.match(mark({ key: "a", need: 5, rough: 1 }, 10).svg, /class="rough"/);
  assert.match(mark({ key: "a", need: 5 }, 10).svg, /class="exact"/);
});

test("the smallest mark is still large enough for a finger", () => {
  assert.ok(mark({ key: "h", need: 0 }, 10).size >= 24);
});

test("a cluster's ring shows each class by its share", () => {
  const drawn = ring({ a: 3, e: 1 });
  assert.match(drawn, /part-a"[^>]*stroke-dasharray="75 100" stroke-dashoffset="0"/);
  assert.match(drawn, /part-e"[^>]*stroke-dasharray="25 100" stroke-dashoffset="-75"/);
});

test("a mark says in words what it shows", () => {
  const village = { name: "Harapan Jaya", path: "Bekasi Utara", stage: "Aktif", need: 1231, sessions: 4, visited: "12 hari lalu", rough: 1 };
  assert.equal(
    spoken(village, "Paspor PMI terbit"),
    "Harapan Jaya, Bekasi Utara; Aktif; Paspor PMI terbit: 1.231; 4 kegiatan; kunjungan terakhir 12 hari lalu; letak perkiraan",
  );
  assert.equal(spoken({ name: "X", path: "Y", stage: "Z", need: null }, "W"), "X, Y; Z");
});
