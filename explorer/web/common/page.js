// What the components of one page share, though each is a script of its own: values that one
// sets and others read, and what tells them that something has come.
//
// painted: whether a first picture of ours is on screen; pins: the picked point by space;
// atlases: names of the sheets of test digits that are there; decoders: by the hash of their
// weights, a LiveDecoder, or null where it cannot run; codes: of the points, by their model, at
// some betas; crew: the Worker that all decoders share. Events: "pin", "atlas" (one is wanted),
// "atlas-there", "decoder".

const KEY = Symbol.for("latent-space-explorer");

export const page = (globalThis[KEY] ??= {
  painted: false,
  crew: null,
  pins: {},
  atlases: new Set(),
  decoders: new Map(),
  codes: new Map(),
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
