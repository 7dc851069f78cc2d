// The compiled kernel (kernel.c) and its memory; a network of ours is one of these.

import { plainKernel } from "./plain.js";

/** @type {{ bytes: any, module: WebAssembly.Module } | null} compiled once for all networks */
let compiled = null;

// What the kernel exports: compiled where the browser may, or else the same in JavaScript.
function exportsOf(bytes) {
  try {
    if (!compiled || compiled.bytes !== bytes) compiled = { bytes, module: new WebAssembly.Module(bytes) };
    return /** @type {any} */ (new WebAssembly.Instance(compiled.module, {})).exports;
  } catch {
    return plainKernel();
  }
}

export class Kernel {
  /** @param {BufferSource | null} bytes of kernel.wasm; null takes the one in JavaScript */
  constructor(bytes) {
    this.exports = bytes ? exportsOf(bytes) : plainKernel();
    this.at = this.exports.memory.buffer.byteLength; // what it has by itself is the kernel's
  }

  // Room for so many floats: a place in memory, for views made when they are needed,
  // since memory that grows leaves its old views empty.
  take(count) {
    const { memory } = this.exports;
    const place = this.at;
    this.at += 16 * Math.ceil(count / 4);
    const missing = this.at - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    return place;
  }

  view(place, count) {
    return new Float32Array(this.exports.memory.buffer, place, count);
  }
}
