// What kernel.wasm does, in JavaScript, for a browser without WebAssembly, or a page whose host
// forbids it (Content-Security-Policy without 'wasm-unsafe-eval'): ten times slower, and the same.

const PAGE = 65536; // bytes, by which memory grows

/** The exports of kernel.wasm (kernel.c says what they do); places are in bytes. */
export function plainKernel() {
  let buffer = new ArrayBuffer(PAGE);
  let floats = new Float32Array(buffer);
  const memory = {
    get buffer() {
      return buffer;
    },
    grow(pages) {
      const larger = new Float32Array((buffer.byteLength + pages * PAGE) / 4);
      larger.set(floats);
      [buffer, floats] = [larger.buffer, larger];
    },
  };

  function scatter(from, kernel, bias, to, _used, side, size, ins, outs, stride, before) {
    const [input, weights, start, output] = [from, kernel, bias, to].map((place) => place / 4);
    const end = stride * side;
    for (let i = 0; i < end * end * outs; i++) floats[output + i] = floats[start + (i % outs)];
    for (let place = 0; place < side * side; place++) {
      const [top, left] = [Math.floor(place / side), place % side].map((at) => at * stride - before);
      for (let tap = 0; tap < size * size; tap++) {
        const [row, column] = [top + Math.floor(tap / size), left + (tap % size)];
        if (row < 0 || row >= end || column < 0 || column >= end) continue;
        addPixel(input + place * ins, weights + tap * ins * outs, output + (row * end + column) * outs, ins, outs);
      }
    }
  }

  function addPixel(input, weights, output, ins, outs) {
    for (let i = 0; i < ins; i++) {
      const value = floats[input + i];
      if (value === 0) continue;
      const row = weights + i * outs;
      for (let c = 0; c < outs; c++) floats[output + c] += value * floats[row + c];
    }
  }

  function relu(place, count) {
    for (let i = place / 4; i < place / 4 + count; i++) if (floats[i] < 0) floats[i] = 0;
  }

  return { memory, scatter, relu };
}
