// Keeps a sheet of all test digits for the tips of the planes. It asks for the sheet
// when a pointer first comes upon a point, so that no first picture waits for it.
//
// data: { key, sheet (base64 PNG: digits of 28 x 28 pixels, row by row), or null }
// Reports the trigger "want" (true) when the sheet is to be sent.

import { bytes } from "../common/bytes.js";
import { announce, listen, page } from "../common/page.js";
import { restart } from "../common/restart.js";

const PAUSE = 250; // milliseconds that the pointer rests: of who only passes nothing is asked

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.sheet && !page.atlases.has(data.key)) keep(data);
  let timer = 0;
  const ask = () => {
    clearTimeout(timer);
    if (page.atlases.has(data.key)) return;
    timer = setTimeout(() => setTriggerValue("want", true), PAUSE);
  };
  const deaf = listen("atlas", ask);
  return restart(parentElement, () => {
    clearTimeout(timer);
    deaf();
  });
}

function keep({ key, sheet }) {
  const address = URL.createObjectURL(new Blob([bytes(sheet)], { type: "image/png" }));
  // custom properties reach into every component, whose own styles are sealed off
  document.documentElement.style.setProperty(`--latent-atlas-${key}`, `url(${address})`);
  page.atlases.add(key);
  announce("atlas-there");
}
