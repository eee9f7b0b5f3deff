import assert from "node:assert/strict";
import { test } from "node:test";
import { corners, pairOf, read, roomy, written } from "./ground_lines.js";

test("steps lead from corner to corner, longitude first", () => {
  assert.deepEqual(corners([106000, -6000, 500, -250, -1000, 0]), [
    [-6, 106],
    [-6.25, 106.5],
    [-6.25, 105.5],
  ]);
  assert.deepEqual(corners([]), []);
});

test("a name that would stand on another is left out, the first one stays", () => {
  const names = [
    { x: 100, y: 100, words: "Kota Bekasi" },
    { x: 110, y: 104, words: "Kab. Bekasi" },
    { x: 100, y: 140, words: "Kota Depok" },
  ];
  assert.deepEqual(
    roomy(names).map((each) => each.words),
    ["Kota Bekasi", "Kota Depok"],
  );
});

test("a pair copied from another map fills both fields", () => {
  assert.deepEqual(pairOf("-6.2216, 106.9998"), ["-6.2216", "106.9998"]);
  assert.deepEqual(pairOf("(-6.2216 106.9998)"), ["-6.2216", "106.9998"]);
  assert.equal(pairOf("-6,2216"), null);
  assert.equal(pairOf("Harapan Jaya"), null);
});

test("degrees are written with a comma and read with either mark", () => {
  assert.equal(written(-6.2216149), "-6,22161");
  assert.equal(written(107), "107");
  assert.equal(read("-6,2216"), -6.2216);
  assert.equal(read("-6.2216"), -6.2216);
  assert.equal(read(""), null);
  assert.equal(read("di sana"), null);
});
