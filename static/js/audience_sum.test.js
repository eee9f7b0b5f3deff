import assert from "node:assert/strict";
import test from "node:test";
import { compared } from "./audience_sum.js";

test("nothing counted says nothing, not nought", () => {
  assert.equal(compared(["", " ", "–"], "60"), "");
});

test("groups are summed as an office writes numbers", () => {
  assert.equal(compared(["1.200", "35", ""], ""), "Jumlah unsur 1.235.");
});

test("a total that agrees is not mentioned", () => {
  assert.equal(compared(["14", "28"], "42"), "Jumlah unsur 42.");
});

test("a difference is said either way", () => {
  assert.equal(compared(["42"], "46"), "Jumlah unsur 42, tertulis 46: selisih 4.");
  assert.equal(compared(["46"], "42"), "Jumlah unsur 46, tertulis 42: selisih 4.");
});

test("nought is a number", () => {
  assert.equal(compared(["0"], ""), "Jumlah unsur 0.");
});
