// Asks the server again and again whether something is ready, but not before the
// first picture of ours is on screen. It is mounted only while there is something to wait for.
//
// data: { text, alone (true where there is no picture of ours to be waited for) }
// Reports the trigger "look" (a number that rises).

import { page } from "../common/page.js";
import { restart } from "../common/restart.js";

const PAUSE = 400; // milliseconds before the first question
const LONGEST = 1000; // thirty pages that wait at once must not keep the server from its work
const LONGER = 1.15;
const pauses = new WeakMap(); // by waiter: its present pause

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.querySelector("span").textContent = data.text;
  const pause = pauses.get(parentElement) ?? PAUSE;
  const timer = setInterval(() => {
    if (!data.alone && !page.painted) return;
    pauses.set(parentElement, Math.min(LONGEST, pause * LONGER));
    setTriggerValue("look", performance.now());
  }, pause);
  return restart(parentElement, () => clearInterval(timer));
}
