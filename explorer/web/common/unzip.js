// Bytes that were packed by gzip, with what the browser has for it.

/**
 * The bytes as they were, whether they come packed or not: some servers unpack what they send.
 * @param {Uint8Array<ArrayBuffer>} packed
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function unzip(packed) {
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b && packed[2] === 8;
  if (!isPacked) return packed;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
