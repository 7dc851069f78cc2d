// What the components of one page share, though each is a script of its own: values that one
// sets and others read, and what tells them that something has come.
//
// painted: whether a first picture of ours is on screen; pins: the picked point by space;
// pictures: all test digits of a data set, bytes of grey, by its name; decoders and encoders: by
// the hash of their weights, null where the browser cannot run it; spaces: their test digits' codes
// (latent/space.js), by the same; codes: of the points, by their model, at some betas; betas: what
// each slider of beta is at, { beta, dragging }, by the space of its plane; pickers and
// galleries: who answers picks and lassos of a space, if somebody does; fields: how much pictures
// change over a space (latent/fields.js), by model, axes and beta; ways: two paths that are compared,
// by space; crew: the Worker that all decoders share. Events: "pin", "beta", "pictures-wanted",
// "pictures", "decoder", "field", "ways".

const KEY = Symbol.for("latent-space-explorer");

export const page = (globalThis[KEY] ??= {
  point: ".", // of decimals, where nobody says otherwise
  painted: false,
  crew: null,
  pins: {},
  pictures: new Map(),
  decoders: new Map(),
  encoders: new Map(),
  spaces: new Map(),
  codes: new Map(),
  betas: new Map(),
  pickers: new Map(),
  galleries: new Map(),
  fields: new Map(),
  ways: new Map(),
  events: new EventTarget(),
});

export function announce(event) {
  page.events.dispatchEvent(new Event(event));
}

// Have act called at each such event; returns what ends that.
export function listen(event, act) {
  page.events.addEventListener(event, act);
  return () => page.events.removeEventListener(event, act);
}

// Remember, once the frame is done, that a picture is on screen.
export function notePainted() {
  requestAnimationFrame(() => (page.painted = true));
}
