import assert from "node:assert/strict";
import test from "node:test";
import { searchAddress } from "./pickers.js";

const base = "https://portal.example/desa/tambah/";

test("a region is asked for by name and level", () => {
  const address = searchAddress({ url: "/desa/wilayah/", tingkat: "desa" }, " tiban ", base);
  assert.equal(address.href, "https://portal.example/desa/wilayah/?q=tiban&tingkat=desa");
});

test("what was typed cannot add to the address", () => {
  const address = searchAddress({ url: "/desa/wilayah/" }, "a&tingkat=kota", base);
  assert.equal(address.searchParams.get("q"), "a&tingkat=kota");
  assert.equal(address.searchParams.get("tingkat"), null);
});
