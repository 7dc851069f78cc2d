// What is drawn on a plane, from the ground up. Each function takes the pen (pixels of
// the square plane, origin at its top left) and the Plane. Of the plane and the film.

import { APART, relax } from "./axis.js";
import { drawDot, shapeOf } from "./shapes.js";

export const ACCENT = "#d6006c"; // of the picked place, on every plane of the app

export function drawScale(pen, plane) {
  const [across, up] = plane.axes;
  const { size } = plane;
  pen.fillStyle = plane.ink;
  pen.font = "12px sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "alphabetic";
  for (const { share, text } of across.numbers(APART[0] / size)) {
    pen.fillText(text, share * size, size + 16);
  }
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const { share, text } of up.numbers(APART[1] / size)) {
    pen.fillText(text, -5, (1 - share) * size);
  }
  pen.font = "italic 600 13px sans-serif";
  pen.textBaseline = "alphabetic";
  pen.fillText(plane.data.axes[0], size, size + 16);
  pen.textBaseline = "top";
  pen.fillText(plane.data.axes[1], -5, 3);
}

export function drawFrame(pen, plane) {
  pen.strokeStyle = plane.ink;
  pen.globalAlpha = 0.25;
  pen.strokeRect(0.5, 0.5, plane.size - 1, plane.size - 1);
  pen.globalAlpha = 1;
}

// The decoded grid as it was sent, which fills the whole view.
export function drawPicture(pen, { picture, axes: [across, up], size }) {
  const place = (axis, value) => ((value - axis.low) / (axis.high - axis.low)) * size;
  const [left, right] = across.home.map((value) => place(across, value));
  const [bottom, top] = up.home.map((value) => size - place(up, value));
  pen.drawImage(picture, left, top, right - left, bottom - top);
}

export function drawPoints(pen, plane) {
  const [low, high] = plane.axes[0].home;
  const closer = (high - low) / (plane.axes[0].high - plane.axes[0].low);
  const dot = Math.max(2.2, plane.size / 190) * Math.min(3, Math.max(1, Math.sqrt(closer)));
  pen.globalAlpha = plane.live.ground.on ? 0.8 : 1;
  const { groups, points } = plane;
  const colours = plane.data.colours.length;
  for (let i = 0; i < groups.length; i++) {
    if (!plane.shown(i)) continue;
    const [x, y] = plane.screen(points[2 * i], points[2 * i + 1]);
    pen.fillStyle = plane.colour(i);
    drawDot(pen, shapeOf(groups[i], colours), x, y, dot);
  }
  pen.globalAlpha = 1;
}

// Curves around groups, [{ group, name, line: [[x, y], ...] }]; without a group they are
// drawn in ink, and named.
export function drawOutlines(pen, plane) {
  for (const { group, name, line } of plane.data.outlines ?? []) {
    if (group !== null && plane.only !== null && plane.only !== group) continue;
    const colour = group === null ? plane.ink : plane.data.colours[group % plane.data.colours.length];
    trace(pen, plane, line);
    for (const [width, ink] of [[4, plane.paper], [2.2, colour]]) {
      pen.strokeStyle = ink;
      pen.lineWidth = width;
      pen.stroke();
    }
    if (group !== null) continue;
    pen.font = "700 13px sans-serif";
    write(pen, plane, name, ...plane.screen(...line[0]), 5);
  }
}

// The second cue beside colour: each group carries its name.
export function drawMarks(pen, plane) {
  const height = Math.max(15, plane.size / 24);
  pen.font = `700 ${height}px sans-serif`;
  const marked = [...plane.data.marks.keys()].filter((group) => plane.data.marks[group]); // some have no points
  const places = marked.map((group) => plane.screen(...plane.data.marks[group]));
  relax(places, height, plane.size).forEach(([x, y], i) => {
    if (plane.only !== null && plane.only !== marked[i]) return;
    write(pen, plane, plane.name(marked[i]), x, y, 5);
  });
}

// Holes are numbered rings, dashed: they are places, no digits.
export function drawHoles(pen, plane) {
  pen.font = "700 13px sans-serif";
  (plane.data.holes ?? []).forEach((place, i) => {
    const [x, y] = plane.screen(...place);
    pen.beginPath();
    pen.arc(x, y, 11, 0, 2 * Math.PI);
    pen.fillStyle = plane.paper;
    pen.fill();
    pen.setLineDash([4, 3]);
    pen.strokeStyle = plane.ink;
    pen.lineWidth = 2;
    pen.stroke();
    pen.setLineDash([]);
    write(pen, plane, String(i + 1), x, y, 0);
  });
}

function write(pen, plane, text, x, y, halo) {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  if (halo) {
    pen.strokeStyle = plane.paper;
    pen.lineWidth = halo;
    pen.strokeText(text, x, y);
  }
  pen.fillStyle = plane.ink;
  pen.fillText(text, x, y);
}

export function trace(pen, plane, line, closed = true) {
  pen.beginPath();
  line.forEach(([x, y], i) => {
    const [left, top] = plane.screen(x, y);
    i ? pen.lineTo(left, top) : pen.moveTo(left, top);
  });
  if (closed) pen.closePath();
}

export function drawLasso(pen, plane) {
  const line = plane.drawing ?? plane.line;
  if (!line?.length) return;
  trace(pen, plane, line);
  pen.globalAlpha = 0.12;
  pen.fillStyle = plane.ink;
  pen.fill();
  pen.globalAlpha = 1;
  pen.setLineDash([6, 4]);
  pen.strokeStyle = plane.ink;
  pen.lineWidth = 1.8;
  pen.stroke();
  pen.setLineDash([]);
}

export function drawPin(pen, plane) {
  const [x, y] = plane.screen(plane.pin.x, plane.pin.y);
  for (const [width, colour] of [[5, "#fff"], [2.5, ACCENT]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(x, y, 9, 0, 2 * Math.PI);
    for (const [right, down] of [[-1, 0], [1, 0], [0, -1], [0, 1]]) {
      pen.moveTo(x + 16 * right, y + 16 * down);
      pen.lineTo(x + 5 * right, y + 5 * down);
    }
    pen.stroke();
  }
}
