// The legend of a plane or a film, and rows of buttons with one tab stop.

import { fixed } from "./data.js";
import { shapeOf } from "./shapes.js";

// A button for each group, which isolates it; or a bar of shades from low to high.
// The caller draws the plane. Buttons that stay the same stay, with the focus on them.
export function buildLegend(plane) {
  const { legend, data } = plane;
  const { values, names, colours } = data;
  const scale = values && [values.colours, values.low, values.high, values.title];
  const content = JSON.stringify([scale, names, data.classes, colours, data.legend]);
  if (plane.legendSays === content) return;
  plane.legendSays = content;
  legend.classList.toggle("bar", Boolean(data.values));
  if (data.values) {
    legend.replaceChildren(...shades(data.values));
    plane.only = null;
    return;
  }
  const count = (data.names ?? data.classes ?? data.colours).length;
  legend.replaceChildren(
    ...Array.from({ length: count }, (_, group) => {
      const button = document.createElement("button");
      button.textContent = plane.name(group);
      button.title = data.legend.replace("{digit}", plane.name(group)); // its name is what it shows
      button.dataset.shape = String(shapeOf(group, data.colours.length));
      button.style.setProperty("--swatch", data.colours[group % data.colours.length]);
      button.onclick = () => isolate(plane, plane.only === group ? null : group);
      return button;
    }),
  );
  if (plane.only >= count) plane.only = null;
  markPressed(plane);
  rove(legend);
}

// One tab stop for a row of buttons: arrows move inside it, and the last one used stays the stop.
export function rove(row) {
  row.addEventListener("focusin", (row.whenFocused ??= ({ target }) => stopAt(row, target)));
  row.addEventListener("keydown", (row.whenPressed ??= (event) => stepInRow(row, event)));
  const buttons = shownButtons(row);
  stopAt(row, buttons.find((button) => button.dataset.stop) ?? buttons[0]);
}

function shownButtons(row) {
  return [...row.querySelectorAll("button")].filter((button) => !button.hidden);
}

function stopAt(row, stop) {
  for (const button of row.querySelectorAll("button")) {
    button.tabIndex = button === stop ? 0 : -1;
    button.dataset.stop = button === stop ? "here" : "";
  }
}

function stepInRow(row, event) {
  const buttons = shownButtons(row);
  const at = buttons.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}

// Show the points of one group alone, or with null of all.
function isolate(plane, group) {
  plane.only = group;
  markPressed(plane);
  plane.draw();
}

function markPressed({ legend, only }) {
  [...legend.children].forEach((button, i) => {
    button.classList.toggle("off", only !== null && i !== only);
    button.setAttribute("aria-pressed", only === i);
  });
}

function shades({ colours, low, high, title }) {
  const bar = document.createElement("div");
  bar.style.background = `linear-gradient(to right, ${colours.join(",")})`;
  const words = [fixed(low, 2), title, fixed(high, 2)].map((word) => {
    const item = document.createElement("span");
    item.textContent = word;
    return item;
  });
  return [bar, ...words];
}
