// Against numbers that Python writes for it (tests/test_web.py): a file named by CASES.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Decoder, Tiler } from "../../explorer/web/runtime/network.js";

const file = process.env.CASES;
const cases = file ? JSON.parse(readFileSync(file, "utf-8")) : [];
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));

function built({ kernel, floats, ...model }) {
  const numbers = new Float32Array(bytes(floats).buffer);
  return new Decoder({ ...model, kernel: bytes(kernel), floats: numbers });
}

for (const { name, model, beta, points, pictures } of cases) {
  test(`${name} decodes as Python does`, () => {
    const decoder = built(model);
    decoder.follow(beta);
    points.forEach((point, i) => {
      const expected = new Float32Array(bytes(pictures[i]).buffer);
      const far = decoder.floatsOf(point).map((value, k) => Math.abs(value - expected[k]));
      assert.ok(Math.max(...far) < 1e-4, `${Math.max(...far)}`);
    });
  });

  test(`${name} decodes so without WebAssembly, too`, () => {
    const decoder = new Decoder({ ...model, kernel: null, floats: new Float32Array(bytes(model.floats).buffer) });
    decoder.follow(beta);
    const expected = new Float32Array(bytes(pictures[0]).buffer);
    const far = decoder.floatsOf(points[0]).map((value, k) => Math.abs(value - expected[k]));
    assert.ok(Math.max(...far) < 1e-4, `${Math.max(...far)}`);
  });

  test(`${name}: many points are decoded some at a time, each as alone`, async () => {
    const tiler = new Tiler(built(model), 1);
    const job = { points: new Float32Array(points.flat()), beta };
    const parts = [];
    await new Promise((done) => {
      tiler.start(job, (from, count, grey) => {
        parts.push([from, [...grey]]);
        if (from + count === points.length) done();
      });
    });
    const decoder = built(model);
    decoder.follow(beta);
    assert.deepEqual(parts.flatMap(([, grey]) => grey), points.flatMap((point) => [...decoder.decode(point)]));
  });
}

test("there were cases, if a file was named", () => assert.equal(cases.length > 0, Boolean(file)));
