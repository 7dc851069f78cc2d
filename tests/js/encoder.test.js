// Against numbers that Python writes for it (tests/test_web.py): a file named by ENCODERS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Encoder } from "../../explorer/web/runtime/encoder.js";

const file = process.env.ENCODERS;
const cases = file ? JSON.parse(readFileSync(file, "utf-8")) : [];
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const floatsOf = (base64) => new Float32Array(bytes(base64).buffer);

for (const { name, model, beta, pictures, count, expected } of cases) {
  const built = () => new Encoder({ ...model, kernel: bytes(model.kernel), floats: floatsOf(model.floats) });
  const pixels = floatsOf(pictures);

  test(`${name} encodes as Python does`, () => {
    const encoder = built();
    encoder.follow(beta);
    for (const [output, values] of Object.entries(expected)) {
      const wanted = floatsOf(values);
      const size = wanted.length / count;
      for (let i = 0; i < count; i++) {
        const found = encoder.run(pixels.subarray(784 * i, 784 * (i + 1)))[output];
        const far = found.map((value, k) => Math.abs(value - wanted[i * size + k]));
        assert.ok(Math.max(...far) < 1e-4, `${output} of ${i}: ${Math.max(...far)}`);
      }
    }
  });

  test(`${name} encodes so without WebAssembly, too`, () => {
    const encoder = new Encoder({ ...model, kernel: null, floats: floatsOf(model.floats) });
    encoder.follow(beta);
    const found = encoder.run(pixels.subarray(0, 784));
    for (const [output, values] of Object.entries(expected)) {
      const wanted = floatsOf(values);
      const far = found[output].map((value, k) => Math.abs(value - wanted[k]));
      assert.ok(Math.max(...far) < 1e-4, `${output}: ${Math.max(...far)}`);
    }
  });

  test(`${name}: another beta and back leave nothing behind`, () => {
    const encoder = built();
    encoder.follow(beta);
    const once = encoder.run(pixels.subarray(0, 784));
    encoder.follow(77);
    encoder.run(pixels.subarray(784, 1568));
    encoder.follow(beta);
    assert.deepEqual(encoder.run(pixels.subarray(0, 784)), once);
  });
}

test("there were encoders, if a file was named", () => assert.equal(cases.length > 0, Boolean(file)));
