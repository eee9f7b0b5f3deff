import assert from "node:assert/strict";
import { test } from "node:test";

import { meaning, nextOpen } from "./import_keys.js";

test("numbers choose, nought skips, Enter goes on", () => {
  assert.equal(meaning({ key: "1" }), 0);
  assert.equal(meaning({ key: "9" }), 8);
  assert.equal(meaning({ key: "0" }), "skip");
  assert.equal(meaning({ key: "Enter" }), "next");
});

test("letters and the browser's own keys are left alone", () => {
  assert.equal(meaning({ key: "a" }), null);
  assert.equal(meaning({ key: "Tab" }), null);
  assert.equal(meaning({ key: "1", ctrlKey: true }), null);
  assert.equal(meaning({ key: "2", altKey: true }), null);
  assert.equal(meaning({ key: "3", metaKey: true }), null);
});

test("the next question is the next unanswered one, also before this one", () => {
  assert.equal(nextOpen([true, false, false], 0), 1);
  assert.equal(nextOpen([false, true, true], 2), 0);
  assert.equal(nextOpen([true, true, false], 2), 2);
});

test("when all are answered there is none", () => {
  assert.equal(nextOpen([true, true], 1), -1);
  assert.equal(nextOpen([], 0), -1);
});
