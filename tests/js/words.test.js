// Against what Python fills in (tests/test_web.py): a file named by WORDS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Words, numberAs, plain } from "../../explorer/web/common/words.js";

const file = process.env.WORDS;
const { filled, plains } = file ? JSON.parse(readFileSync(file, "utf-8")) : { filled: [], plains: [] };

test(`${filled.length} sentences are filled in as Python does`, () => {
  for (const { language, sentence, values, expected } of filled) {
    const words = new Words(language, { of: { it: sentence } });
    assert.equal(words.text("of.it", values), expected, sentence);
  }
});

test(`${plains.length} numbers are written as Python does`, () => {
  for (const { value, language, expected } of plains) assert.equal(plain(value, language), expected);
});

test("a count takes its noun, in each language's way", () => {
  const of = (language, count) => new Words(language, { a: { b: "{count:# digit|digits}" } }).text("a.b", { count });
  assert.equal(of("en", 1), "1 digit");
  assert.equal(of("en", 0), "0 digits");
  assert.equal(of("fr", 0), "0 digit");
  assert.equal(of("fr", 2000), "2\u202f000 digits");
});

test("numbers in a row are parted so that a decimal comma cannot be mistaken", () => {
  assert.equal(new Words("en", {}).numbers([0.5, -1], ".2f"), "0.50, -1.00");
  assert.equal(new Words("fr", {}).numbers([0.5, -1], ".2f"), "0,50\u202f; -1,00");
  assert.equal(numberAs(0.981, ".0%", "fr"), "98\u00a0%");
});

test("a sentence that is not there is its name", () => {
  assert.equal(new Words("en", {}).text("map.nothing"), "map.nothing");
});
