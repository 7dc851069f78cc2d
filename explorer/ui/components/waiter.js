// Asks the server again and again whether something is ready, but not before the
// first plane is on screen. It is mounted only while there is something to wait for.
//
// data: { text }
// Reports the trigger "look" (a number that rises).

const PAUSE = 400; // milliseconds between two questions

export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.querySelector("span").textContent = data.text;
  const timer = setInterval(() => {
    if (window.latentPainted) setTriggerValue("look", performance.now());
  }, PAUSE);
  return () => clearInterval(timer);
}
