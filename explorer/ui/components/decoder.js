// Keeps the decoders that run in this browser, by the hash of their weights, for every
// plane of the page. unpack and decoder_runtime stand before it.
//
// data: { key, model: null where it has been sent, else what decoder_runtime.js takes (with
//         floats and kernel in base64) and probe: { point, beta, grey }, failed: a sentence }
// Reports the trigger "want" (key) when the model did not arrive.
//
// window.latentDecoders: Map of key -> LiveDecoder, or null where it cannot run; the event
// "latent-decoder" tells that one came.

const PATIENCE = 800; // milliseconds, about, before a model that did not come is asked for
const NEAR = 1; // levels of grey, of 255, by which a picture may differ from the server's
const SLICE = 12; // milliseconds that the Worker decodes before it hears what is new
const SHORT_SLICE = 5; // the same where there is no Worker, and the page itself must decode

const { Decoder, Tiler } = latentRuntime();

// What the Worker does, which is made from this text and latentRuntime's.
function latentWorker({ Decoder, Tiler }, milliseconds) {
  const [decoders, tilers] = [new Map(), new Map()];
  self.onmessage = ({ data: { key, model, client, job, ticket } }) => {
    if (model) return decoders.set(key, new Decoder(model));
    const name = `${key} ${client}`;
    if (!tilers.has(name)) tilers.set(name, new Tiler(decoders.get(key), milliseconds));
    tilers.get(name).start(job, (from, count, grey) => {
      self.postMessage({ client, ticket, from, count, grey }, [grey.buffer]);
    });
  };
}

// The Worker that all decoders share, started when a grid is first wanted; grids of each
// client (a plane) are told by their tickets, of which the last counts.
class Crew {
  constructor() {
    this.told = new Map(); // by client: { ticket, tell, again }
    this.known = new Set();
    const text = `(${latentWorker})((${latentRuntime})(), ${SLICE})`;
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }) => {
      const last = this.told.get(data.client);
      if (last?.ticket === data.ticket) last.tell(data.from, data.count, data.grey);
    };
    this.worker.onerror = () => {
      this.broken = true;
      this.told.forEach(({ again }) => again());
      this.told.clear();
    };
  }

  start(key, model, client, job, tell, again) {
    if (!this.known.has(key)) this.worker.postMessage({ key, model });
    this.known.add(key);
    const ticket = (this.told.get(client)?.ticket ?? 0) + 1;
    this.told.set(client, { ticket, tell, again });
    this.worker.postMessage({ key, client, job, ticket });
  }
}

function crew() {
  try {
    window.latentCrew ??= new Crew();
  } catch {
    window.latentCrew = { broken: true };
  }
  return window.latentCrew;
}

class LiveDecoder {
  constructor(key, model) {
    Object.assign(this, { key, model, dim: model.dim });
    this.decoder = new Decoder(model);
    this.tilers = new Map();
  }

  // A point (array of dim numbers) as 784 bytes of grey, at once.
  decode(point, beta = null) {
    this.decoder.follow(beta);
    return this.decoder.decode(point);
  }

  // Many points, job: { points, beta }; tell(from, count, grey) some of them at a time.
  tiles(client, job, tell) {
    const here = () => {
      if (!this.tilers.has(client)) this.tilers.set(client, new Tiler(this.decoder, SHORT_SLICE));
      this.tilers.get(client).start(job, tell);
    };
    if (crew().broken) here();
    else crew().start(this.key, this.model, client, job, tell, here);
  }
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

// The decoder of a message; an error where it cannot run, or draws other pictures.
function built(key, { kernel, floats, probe, ...model }) {
  const numbers = new Float32Array(bytes(floats).buffer);
  const decoder = new LiveDecoder(key, { ...model, kernel: bytes(kernel), floats: numbers });
  const expected = bytes(probe.grey);
  const far = decoder.decode(probe.point, probe.beta).some((grey, i) => Math.abs(grey - expected[i]) > NEAR);
  if (far) throw new Error("this browser decodes to another picture than the server");
  return decoder;
}

function keep(data) {
  try {
    window.latentDecoders.set(data.key, built(data.key, data.model));
  } catch (error) {
    window.latentDecoders.set(data.key, null);
    console.warn(error);
  }
  window.dispatchEvent(new CustomEvent("latent-decoder"));
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const data = unpack(component.data);
  const span = parentElement.querySelector("span");
  window.latentDecoders ??= new Map();
  const there = () => window.latentDecoders.has(data.key);
  if (data.model && !there()) keep(data);
  span.textContent = there() && !window.latentDecoders.get(data.key) ? data.failed : "";
  span.dataset.decoder = there() ? (window.latentDecoders.get(data.key) ? "here" : "failed") : "";
  const timer = setInterval(() => {
    if (there()) return clearInterval(timer);
    if (window.latentPainted) setTriggerValue("want", data.key);
  }, PATIENCE * (0.8 + 0.4 * Math.random())); // two reports at once, and one is lost
  return () => clearInterval(timer);
}
