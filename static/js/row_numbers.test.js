import assert from "node:assert/strict";
import test from "node:test";
import { numbered } from "./row_numbers.js";

test("a new row gets its number in every name and id", () => {
  const html = '<legend>Foto __number__</legend><input name="foto-__prefix__-image" id="id_foto-__prefix__-image">';
  assert.equal(
    numbered(html, 2),
    '<legend>Foto 3</legend><input name="foto-2-image" id="id_foto-2-image">',
  );
});
