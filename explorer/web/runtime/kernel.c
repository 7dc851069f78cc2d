// The one kind of step that a decoder is made of (explorer/models/browser.py), for WebAssembly
// with vectors of four floats. network.js and encoder.js call it. Compiled in this folder by
//
//   pip install ziglang && python -m ziglang cc -target wasm32-freestanding -O3 -msimd128 \
//     -nostdlib -Wl,--no-entry -s -o kernel.wasm kernel.c
//
// After relu about half of all values are 0, and what they would add is left out.

#include <wasm_simd128.h>

#define BLOCK 8 // vectors of outputs that are summed up at once: as many as registers hold

static v128_t times_plus(float value, const float *kernel, v128_t sum) {
  return wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_f32x4_splat(value), wasm_v128_load(kernel)));
}

// Add one pixel to one pixel of the output: out[outs] += in[ins] @ kernel[ins][outs], of
// which only those ins count that are `used`. outs is a multiple of 4 * BLOCK.
static void add_pixel(const float *in, const float *kernel, float *out, int outs,
                      const int *used, int count) {
  for (int from = 0; from < outs; from += 4 * BLOCK) {
    v128_t sums[BLOCK];
    for (int b = 0; b < BLOCK; b++) sums[b] = wasm_v128_load(out + from + 4 * b);
    for (int i = 0; i < count; i++) {
      const float *row = kernel + used[i] * outs + from;
      for (int b = 0; b < BLOCK; b++) sums[b] = times_plus(in[used[i]], row + 4 * b, sums[b]);
    }
    for (int b = 0; b < BLOCK; b++) wasm_v128_store(out + from + 4 * b, sums[b]);
  }
}

// The same for a single output: four ins at once. ins is a multiple of 4.
static void add_to_one(const float *in, const float *kernel, float *out, int ins) {
  v128_t sum = wasm_f32x4_splat(0);
  for (int i = 0; i < ins; i += 4) {
    sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(in + i), wasm_v128_load(kernel + i)));
  }
  *out += wasm_f32x4_extract_lane(sum, 0) + wasm_f32x4_extract_lane(sum, 1) +
          wasm_f32x4_extract_lane(sum, 2) + wasm_f32x4_extract_lane(sum, 3);
}

static void start_with_bias(float *out, const float *bias, int pixels, int outs) {
  for (int p = 0; p < pixels; p++) {
    for (int c = 0; c < outs; c++) out[p * outs + c] = bias[c];
  }
}

static int list_used(const float *in, int ins, int *used) {
  int count = 0;
  for (int i = 0; i < ins; i++) {
    used[count] = i;
    count += in[i] != 0;
  }
  return count;
}

// in (side, side, ins) -> out (stride * side, stride * side, outs), before the activation.
__attribute__((export_name("scatter"))) void scatter(const float *in, const float *kernel,
                                                     const float *bias, float *out, int *used,
                                                     int side, int size, int ins, int outs,
                                                     int stride, int before) {
  const int end = stride * side;
  start_with_bias(out, bias, end * end, outs);
  for (int place = 0; place < side * side; place++, in += ins) {
    const int top = place / side * stride - before, left = place % side * stride - before;
    const int count = list_used(in, ins, used);
    for (int tap = 0; tap < size * size; tap++) {
      const int row = top + tap / size, column = left + tap % size;
      if (row < 0 || row >= end || column < 0 || column >= end) continue;
      const float *patch = kernel + tap * ins * outs;
      float *pixel = out + (row * end + column) * outs;
      if (outs == 1) {
        add_to_one(in, patch, pixel, ins);
      } else {
        add_pixel(in, patch, pixel, outs, used, count);
      }
    }
  }
}

__attribute__((export_name("relu"))) void relu(float *values, int count) {
  const v128_t zero = wasm_f32x4_splat(0);
  for (int i = 0; i < count; i += 4) {
    wasm_v128_store(values + i, wasm_f32x4_max(zero, wasm_v128_load(values + i)));
  }
}
