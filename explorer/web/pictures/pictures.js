// Keeps all test digits of a data set, for the tips of the planes and for the picked point. It
// asks for them when a pointer first comes upon a plane, so that no first picture waits for them.
//
// data: { key, bytes (base64 of gzip of uint8 (N, 784)), or null }
// Reports the trigger "want" (true) when they are to be sent.

import { bytes } from "../common/bytes.js";
import { announce, listen, page } from "../common/page.js";
import { restart } from "../common/restart.js";
import { unzip } from "../common/unzip.js";

const PAUSE = 250; // milliseconds that the pointer rests: of who only passes nothing is asked

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.bytes && !page.pictures.has(data.key)) keep(data);
  let timer = 0;
  const ask = () => {
    clearTimeout(timer);
    if (page.pictures.has(data.key)) return;
    timer = window.setTimeout(() => setTriggerValue("want", true), PAUSE);
  };
  const deaf = listen("pictures-wanted", ask);
  return restart(parentElement, () => {
    clearTimeout(timer);
    deaf();
  });
}

async function keep({ key, bytes: packed }) {
  page.pictures.set(key, await unzip(bytes(packed)));
  announce("pictures");
}
