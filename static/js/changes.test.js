import assert from "node:assert/strict";
import test from "node:test";
import { fingerprint } from "./changes.js";

test("an untouched form has nothing to lose", () => {
  assert.equal(fingerprint([["name", "Tiban"]]), fingerprint([["name", "Tiban"]]));
});

test("a changed entry counts", () => {
  assert.notEqual(fingerprint([["name", "Tiban"]]), fingerprint([["name", "Tiban Lama"]]));
});

test("the security token is not an entry", () => {
  assert.equal(fingerprint([["csrfmiddlewaretoken", "a"]]), fingerprint([["csrfmiddlewaretoken", "b"]]));
});

test("a chosen file counts by name and size", () => {
  const file = (name, size) => [["scan", { name, size }]];
  assert.notEqual(fingerprint(file("", 0)), fingerprint(file("sk.pdf", 1200)));
});
