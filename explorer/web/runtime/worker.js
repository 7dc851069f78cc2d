// What the Worker does: decodes grids for whoever asked last. It is bundled into the decoder.

import { Decoder, Tiler } from "./network.js";

const SLICE = 12; // milliseconds that it decodes before it hears what is new
const [decoders, tilers] = [new Map(), new Map()];

self.onmessage = ({ data: { key, model, client, job, ticket } }) => {
  if (model) return decoders.set(key, new Decoder(model));
  const name = `${key} ${client}`;
  if (!tilers.has(name)) tilers.set(name, new Tiler(decoders.get(key), SLICE));
  tilers.get(name).start(job, (from, count, grey) => {
    self.postMessage({ client, ticket, from, count, grey }, { transfer: [grey.buffer] });
  });
};
