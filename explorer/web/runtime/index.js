// Networks as a plain script, for a page that has no more of ours.

export { Encoder } from "./encoder.js";
export { Decoder, Tiler } from "./network.js";
