// What a pointer does to a plane when it is not just a click: it zooms, moves the view,
// draws a lasso, or walks (walk.js). A gesture has move(event) and end(); `far` says
// whether it went far enough for its last click to mean nothing.

import { page } from "../common/page.js";
import { FAR, PathGesture } from "./walk.js";

export const STEP = 1.5; // times, at a click on a button or a press of + or -

export function gestureFor(plane, event) {
  const zooms = plane.tool("closer");
  if (zooms && plane.fingers.size === 2) return new Pinch(plane);
  if (plane.fingers.size > 1) return null;
  if (plane.tool("lasso") && (event.shiftKey || plane.pressed("lasso"))) return new Lasso(plane, event);
  if (zooms && plane.pressed("hand")) return new Pan(plane, event);
  return plane.live.decoder ? new PathGesture(plane, event) : null;
}

// Zoom by `times` about a place given in shares of the plane, from its left and its bottom.
export function zoom(plane, times, right = 0.5, up = 0.5) {
  plane.axes[0].zoom(times, right);
  plane.axes[1].zoom(times, up);
  plane.moved();
}

export function wheel(plane, event) {
  if (!plane.size || !plane.tool("closer")) return;
  if (!event.ctrlKey && !event.metaKey && !plane.pressed("hand")) return; // the page scrolls
  event.preventDefault();
  const { left, top } = plane.under(event);
  const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
  const times = Math.exp(-Math.max(-60, Math.min(60, pixels)) * 0.006);
  zoom(plane, times, left / plane.size, 1 - top / plane.size);
}

class Pan {
  constructor(plane, event) {
    this.plane = plane;
    this.last = plane.under(event);
    this.far = false;
  }

  move(event) {
    const { left, top } = this.plane.under(event);
    const [right, down] = [left - this.last.left, top - this.last.top];
    if (!this.far && Math.hypot(right, down) < FAR) return;
    this.far = true;
    this.last = { left, top };
    this.plane.axes[0].shift(-right / this.plane.size);
    this.plane.axes[1].shift(down / this.plane.size);
    this.plane.moved();
  }

  end() {}
}

// Two fingers: what lies under them stays there.
class Pinch {
  constructor(plane) {
    this.plane = plane;
    this.far = true;
    this.last = this.measure(plane);
  }

  measure(plane) {
    const [one, two] = [...plane.fingers.values()].map((event) => plane.under(event));
    return {
      left: (one.left + two.left) / 2,
      top: (one.top + two.top) / 2,
      apart: Math.max(20, Math.hypot(one.left - two.left, one.top - two.top)),
    };
  }

  move() {
    const { plane, last } = this;
    if (plane.fingers.size !== 2) return;
    const now = this.measure(plane);
    plane.axes[0].shift((last.left - now.left) / plane.size);
    plane.axes[1].shift((now.top - last.top) / plane.size);
    zoom(plane, now.apart / last.apart, now.left / plane.size, 1 - now.top / plane.size);
    this.last = now;
  }

  end() {}
}

class Lasso {
  constructor(plane, event) {
    const { x, y } = plane.under(event);
    this.plane = plane;
    this.line = plane.drawing = [[x, y]];
  }

  get far() {
    return this.line.length >= 4;
  }

  move(event) {
    const { x, y } = this.plane.under(event);
    this.line.push([x, y]);
    this.plane.tip.hidden = true;
    this.plane.compose();
  }

  end() {
    const { plane, line } = this;
    plane.drawing = null;
    if (this.far) {
      const step = Math.ceil(line.length / 200); // a long one is thinned out
      plane.line = line.filter((_, i) => i % step === 0);
      const lasso = { line: plane.line, only: plane.only };
      if (!page.galleries.get(plane.data.space)?.take(lasso, plane)) plane.send("lasso", lasso);
    }
    plane.compose();
  }
}
