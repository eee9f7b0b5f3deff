import assert from "node:assert/strict";
import test from "node:test";
import { difference, told } from "./weights.js";

test("a weight says by how much it was moved", () => {
  assert.equal(difference("7", "10"), "−3");
  assert.equal(difference("4", "2"), "+2");
});

test("one that was not moved, or is no number, says nothing", () => {
  assert.equal(difference("2", "2"), "");
  assert.equal(difference("", "x"), "");
});

test("a reader who hears the slider hears both", () => {
  assert.equal(told("4", "2"), "4 (+2)");
  assert.equal(told("2", "2"), "2");
});
