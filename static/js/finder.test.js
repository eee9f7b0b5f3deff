import assert from "node:assert/strict";
import test from "node:test";
import { step } from "./finder.js";

test("arrow down walks to the last hit and stays there", () => {
  assert.equal(step(3, -1, "ArrowDown"), 0);
  assert.equal(step(3, 2, "ArrowDown"), 2);
});

test("arrow up leads back into the box", () => {
  assert.equal(step(3, 1, "ArrowUp"), 0);
  assert.equal(step(3, 0, "ArrowUp"), -1);
});
