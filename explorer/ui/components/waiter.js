// Asks the server again and again whether something is ready, but not before the
// first picture of ours is on screen. It is mounted only while there is something to wait for.
//
// data: { text, alone (true where there is no picture of ours to be waited for) }
// Reports the trigger "look" (a number that rises).

const PAUSE = 400; // milliseconds between two questions

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.querySelector("span").textContent = data.text;
  const timer = setInterval(() => {
    if (data.alone || window.latentPainted) setTriggerValue("look", performance.now());
  }, PAUSE);
  return () => clearInterval(timer);
}
