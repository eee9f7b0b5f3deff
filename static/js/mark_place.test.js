import assert from "node:assert/strict";
import { test } from "node:test";
import { place } from "./mark_place.js";

const box = { width: 340, height: 220 };
const tip = { width: 120, height: 30 };

test("a value stands above the middle of its mark", () => {
  const mark = { left: 150, top: 100, width: 20, height: 20 };
  assert.deepEqual(place({ mark, tip, box }), { left: 100, top: 64 });
});

test("where there is no room above it stands below", () => {
  const mark = { left: 150, top: 10, width: 20, height: 20 };
  assert.equal(place({ mark, tip, box }).top, 36);
});

test("it never leaves the drawing at the sides", () => {
  assert.equal(place({ mark: { left: 0, top: 90, width: 10, height: 10 }, tip, box }).left, 0);
  assert.equal(place({ mark: { left: 330, top: 90, width: 10, height: 10 }, tip, box }).left, 220);
});

test("a value wider than the drawing begins at its left", () => {
  const mark = { left: 10, top: 90, width: 10, height: 10 };
  assert.equal(place({ mark, tip: { width: 400, height: 30 }, box }).left, 0);
});
