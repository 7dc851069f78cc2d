// What stands around a plane: its buttons and keys, the digit in its tip, its saved picture.

import { rove } from "../common/legend.js";
import { announce, page } from "../common/page.js";
import { PICTURE, paintGrey } from "./grey.js";
import { STEP, zoom } from "./view.js";
import { penOf } from "../common/pen.js";

export const TOOLS = ["ground", "change", "hand", "closer", "further", "whole", "play", "lasso", "save"];

// What each button does. Those with aria-pressed stay down.
export function listenToTools(plane) {
  const acts = {
    lasso: () => pressOne(plane, "lasso", "hand"),
    hand: () => pressOne(plane, "hand", "lasso"),
    closer: () => zoom(plane, STEP),
    further: () => zoom(plane, 1 / STEP),
    whole: () => seeAll(plane),
    ground: () => toggleGround(plane),
    change: () => toggleChange(plane),
    play: () => plane.walk.toggle(),
    save: () => savePicture(plane),
  };
  for (const tool of TOOLS) plane[tool].onclick = acts[tool];
  plane.tool = (name) => plane.data?.tools?.[name];
  plane.pressed = (name) => plane[name].getAttribute("aria-pressed") === "true";
  plane.press = (name, on) => {
    plane[name].setAttribute("aria-pressed", on);
    plane.canvas.classList.toggle(name, on);
  };
}

function pressOne(plane, name, other) {
  plane.press(name, !plane.pressed(name));
  plane.press(other, false);
}

function seeAll(plane) {
  plane.axes.forEach((axis) => axis.whole());
  plane.moved();
}

function toggleGround(plane) {
  const on = !plane.pressed("ground");
  plane.live.ground.turn(on);
  plane.send("ground", on);
}

function toggleChange(plane) {
  const on = !plane.pressed("change");
  plane.heat.turn(on);
  plane.send("change", on);
}

// Keys other than arrows: + - 0 zoom, Escape ends a walk.
export function pressKey(plane, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") plane.walk.stop();
  const closer = { "+": STEP, "=": STEP, "-": 1 / STEP }[event.key];
  if (!plane.tool("closer") || (!closer && event.key !== "0")) return;
  event.preventDefault();
  closer ? zoom(plane, closer) : seeAll(plane);
}

export function labelTools(plane) {
  for (const tool of TOOLS) {
    const label = plane.tool(tool) ?? "";
    plane[tool].hidden = !label || tool === "play";
    plane[tool].title = label;
    plane[tool].setAttribute("aria-label", label);
  }
  plane.walk.tell();
  plane.root.querySelectorAll(".tools").forEach(rove);
}

// The digit itself, once the test digits are there.
export function showThumb({ thumb, data }, index) {
  const all = page.pictures.get(data.pictures);
  if (data.pictures && !all) announce("pictures-wanted");
  thumb.hidden = index === null || !all;
  if (thumb.hidden) return;
  thumb.dataset.index = index;
  const size = PICTURE * PICTURE;
  paintGrey(thumb, all.subarray(index * size, (index + 1) * size));
}

// The plane as it stands, on its paper, as a PNG file of the browser's own.
function savePicture({ canvas, paper, data }) {
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [canvas.width, canvas.height];
  const pen = penOf(sheet);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0);
  const link = document.createElement("a");
  link.download = data.tools.file;
  link.href = sheet.toDataURL("image/png");
  link.click();
}
