import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Teller, listed } from "../../explorer/web/common/tell.js";

// what of a browser the module uses
const asked = [];
let answer = { ok: true };
globalThis.window = { location: new URL("http://host/app/?view=map&point=old&model=vae"), setTimeout, clearTimeout };
globalThis.document = { baseURI: "http://host/app/?view=map" };
globalThis.history = { state: null, pushState: (_state, _title, address) => asked.push(["address", address]) };
globalThis.fetch = async (url, { method, body }) => {
  asked.push([method, String(url), JSON.parse(body)]);
  return answer;
};
const OWN = { ticket: "t", view: "map" };

beforeEach(() => {
  asked.length = 0;
  answer = { ok: true };
});

test("what is told rests first, and only the last of it is posted, beside the page's own address", async () => {
  const teller = new Teller();
  teller.tell(OWN, { z: 1 }, { point: "1" }, () => assert.fail());
  teller.tell(OWN, { z: 2 }, { point: "2", model: null }, () => assert.fail());
  assert.deepEqual(asked, []);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(asked, [
    ["address", "?view=map&point=2"],
    ["POST", "http://host/app/told", { ticket: "t", view: "map", z: 2 }],
  ]);
  teller.flush(); // there is nothing more to tell
  assert.equal(asked.length, 2);
});

test("a pressed button does not wait, and a view that is left writes no address", () => {
  const teller = new Teller();
  teller.tell(OWN, { z: 3 }, { point: "3" }, () => assert.fail());
  teller.flush();
  assert.equal(asked.length, 2);
  teller.tell(OWN, { z: 4 }, { point: "4" }, () => assert.fail());
  teller.close();
  assert.deepEqual(asked.slice(2).map(([what]) => what), ["POST"]);
});

test("what cannot be posted is told by a run of the page", async () => {
  answer = { ok: false, status: 400 };
  const told = [];
  const teller = new Teller();
  teller.tell(OWN, { z: 5 }, null, () => told.push("refused"));
  teller.flush();
  await new Promise((resolve) => setTimeout(resolve));
  teller.tell({ view: "map" }, { z: 6 }, null, () => told.push("no ticket"));
  teller.flush();
  assert.deepEqual(told, ["refused", "no ticket"]);
});

test("numbers stand in a link with six figures", () => assert.equal(listed([0.123456789, -2, 1e-3]), "0.123457,-2,0.001"));
