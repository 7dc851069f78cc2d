// The compiled kernel (kernel.c) and its memory; a network of ours is one of these.

export class Kernel {
  /** @param {BufferSource} bytes of kernel.wasm */
  constructor(bytes) {
    const { exports } = /** @type {any} */ (
      new WebAssembly.Instance(new WebAssembly.Module(bytes), {})
    );
    this.exports = exports;
    this.at = exports.memory.buffer.byteLength; // what it has by itself is the kernel's
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
