// Bytes that travel as base64, or that are there already.

/**
 * @param {string | ArrayBufferView} given base64, or numbers of any kind
 * @returns {Uint8Array<ArrayBuffer>} its bytes, a copy
 */
export function bytes(given) {
  if (typeof given === "string") return Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
  return new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice();
}
