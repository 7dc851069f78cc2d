import assert from "node:assert/strict";
import { test } from "node:test";

import { bytes } from "../../explorer/web/common/bytes.js";
import { fixed, localised, pairOf, unpack } from "../../explorer/web/common/data.js";
import { announce, listen, page } from "../../explorer/web/common/page.js";

test("a message is read from its bytes, and says how numbers are written", () => {
  const message = (point) => new TextEncoder().encode(JSON.stringify({ point, label: "é" }));
  assert.equal(unpack(message(",")).label, "é");
  assert.equal(fixed(-1.25, 1), "-1,3");
  assert.equal(localised(0.000125), "0,000125");
  assert.equal(pairOf(0.5, -1), "0,50\u202f; -1,00");
  unpack(message("."));
  assert.equal(pairOf(0.5, -1), "0.50, -1.00");
  assert.deepEqual(unpack({ label: "as it is" }), { label: "as it is" });
  unpack(message(","));
  unpack({ label: "a plane within a film" });
  assert.equal(fixed(0.5, 1), "0,5");
  unpack(message("."));
});

test("base64 becomes its bytes", () => {
  assert.deepEqual([...bytes(Buffer.from([0, 7, 255]).toString("base64"))], [0, 7, 255]);
});

test("scripts that were bundled apart share one page", async () => {
  const again = await import("../../explorer/web/common/page.js?again");
  assert.equal(again.page, page);
  let heard = 0;
  const end = listen("pin", () => heard++);
  again.announce("pin");
  announce("atlas");
  assert.equal(heard, 1);
  end();
  announce("pin");
  assert.equal(heard, 1);
});
