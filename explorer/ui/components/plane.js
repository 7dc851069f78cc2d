// A plane of the latent space on one canvas: test digits as points, or decoded
// digits as tiles. Any place can be picked, with mouse, finger or arrow keys, and a
// group of points can be lassoed. plane_scale, plane_layers and plane_tools stand before it.
//
// data: { view: {x: [low, high], y: [low, high]}, axes: [name, name], label, space,
//         points, digits (base64 of float32 pairs and of uint8), colours, marks, legend,
//         groups (base64 of uint8; without it the digits), names of the groups,
//         values: { floats (base64 of float32), low, high, colours, title },
//         outlines, holes, lasso, atlas: { key, columns },
//         picture (base64 PNG), ticks: {x: [...], y: [...]},
//         tools: { lasso, save: labels of the buttons, file } }
// Reports the trigger "pick" {x, y, index}; index is null for an empty place.
// Reports the trigger "lasso" {line: [[x, y], ...], only}, a group or null for all.

const planes = new WeakMap();
const NEAR = 7; // pixels: a click closer than this to a point picks the point

class Plane {
  constructor(root) {
    for (const part of ["canvas", ".tip", ".words", ".thumb", ".legend", ".lasso", ".save"]) {
      this[part.replace(".", "")] = root.querySelector(part);
    }
    this.base = document.createElement("canvas"); // all but what moves: the pin, the lasso
    this.only = null; // the group that the legend isolates
    this.pin = null;
    this.drawing = null; // the lasso while it is drawn
    this.canvas.onclick = (event) => this.click(event);
    this.canvas.onpointerdown = (event) => this.down(event);
    this.canvas.onpointermove = (event) => this.move(event);
    this.canvas.onpointerup = () => this.up();
    this.canvas.onpointercancel = () => this.up();
    this.canvas.onpointerleave = () => (this.tip.hidden = true);
    this.canvas.onkeydown = (event) => this.key(event);
    this.lasso.onclick = () => this.toggleLasso();
    this.save.onclick = () => savePicture(this);
    this.onPin = () => this.showPin(window.latentPins?.[this.data?.space ?? ""]);
    window.addEventListener("latent-pin", this.onPin);
    this.onAtlas = () => this.tip.hidden || showThumb(this, this.hovered);
    window.addEventListener("latent-atlas-there", this.onAtlas);
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(this.canvas);
  }

  close() {
    window.removeEventListener("latent-pin", this.onPin);
    window.removeEventListener("latent-atlas-there", this.onAtlas);
    this.resized.disconnect();
  }

  update(data, send) {
    this.send = send;
    const same = this.version === data.version;
    this.data = data;
    this.version = data.version;
    if (same) return this.themed() ? this.draw() : undefined;
    const { view, ticks } = data;
    this.axes = [new Axis(...view.x, ticks?.x), new Axis(...view.y, ticks?.y)];
    this.points = data.points ? new Float32Array(bytes(data.points).buffer) : null;
    this.digits = data.digits ? bytes(data.digits) : null;
    this.groups = data.groups ? bytes(data.groups) : this.digits;
    this.values = data.values ? new Float32Array(bytes(data.values.floats).buffer) : null;
    this.pin = window.latentPins?.[data.space ?? ""] ?? null;
    this.line = data.lasso ?? null; // around the points that were chosen last
    this.canvas.setAttribute("aria-label", data.label);
    for (const tool of ["lasso", "save"]) {
      this[tool].hidden = !data.tools?.[tool];
      this[tool].title = data.tools?.[tool] ?? "";
      this[tool].setAttribute("aria-label", this[tool].title);
    }
    if (this.points) buildLegend(this);
    if (!data.picture) return this.draw();
    const picture = new Image();
    picture.onload = () => {
      this.picture = picture;
      this.draw();
    };
    picture.src = "data:image/png;base64," + data.picture;
  }

  // ---- drawing -------------------------------------------------------------

  draw() {
    const { canvas, base, data } = this;
    const width = canvas.clientWidth;
    if (!data || !width) return;
    this.size = width - LEFT; // of the square plane itself, in CSS pixels
    const height = this.size + BELOW;
    canvas.style.height = `${height}px`;
    this.ratio = window.devicePixelRatio || 1;
    base.width = canvas.width = Math.round(width * this.ratio);
    base.height = canvas.height = Math.round(height * this.ratio);
    this.themed();
    this.onto(base, (pen) => {
      drawScale(pen, this);
      drawFrame(pen, this);
      this.clip(pen);
      if (this.picture) pen.drawImage(this.picture, 0, 0, this.size, this.size);
      if (this.points) drawPoints(pen, this);
      drawOutlines(pen, this);
      if (this.points) drawMarks(pen, this);
      drawHoles(pen, this);
    });
    this.compose();
    canvas.dataset.drawn = this.version;
    canvas.dataset.only = this.only ?? "";
    requestAnimationFrame(() => (window.latentPainted = true)); // waiter.js looks at it
  }

  // Takes the page's colours; true if they have changed.
  themed() {
    const style = getComputedStyle(this.canvas);
    const were = this.ink + this.paper;
    this.ink = style.getPropertyValue("--st-text-color") || "#222";
    this.paper = style.getPropertyValue("--st-background-color") || "#fff";
    return were !== this.ink + this.paper;
  }

  // The drawn ground, and over it what moves.
  compose() {
    if (!this.size) return;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.base, 0, 0);
    this.onto(this.canvas, (layer) => {
      this.clip(layer);
      drawLasso(layer, this);
      if (this.pin) drawPin(layer, this);
    });
  }

  onto(canvas, paint) {
    const pen = canvas.getContext("2d");
    pen.save();
    pen.scale(this.ratio, this.ratio);
    pen.translate(LEFT, 0);
    paint(pen);
    pen.restore();
  }

  clip(pen) {
    pen.beginPath();
    pen.rect(0, 0, this.size, this.size);
    pen.clip();
  }

  screen(x, y) {
    return [this.axes[0].share(x) * this.size, (1 - this.axes[1].share(y)) * this.size];
  }

  shown(i) {
    return this.only === null || this.groups[i] === this.only;
  }

  name(group) {
    return this.data.names?.[group] ?? String(group);
  }

  colour(i) {
    if (!this.values) return this.data.colours[this.groups[i] % this.data.colours.length];
    const { low, high, colours } = this.data.values;
    const share = (this.values[i] - low) / (high - low);
    return colours[Math.round(Math.min(1, Math.max(0, share)) * (colours.length - 1))];
  }

  isolate(group) {
    this.only = group;
    [...this.legend.children].forEach((button, i) => {
      button.classList.toggle("off", group !== null && i !== group);
      button.setAttribute("aria-pressed", group === i);
    });
    this.draw();
  }

  // ---- picking -------------------------------------------------------------

  showPin(pin) {
    this.pin = pin ?? null;
    this.compose();
  }

  pick(pin) {
    this.showPin(pin);
    this.send("pick", pin);
  }

  nearest(left, top) {
    let best = null;
    let least = NEAR * NEAR;
    for (let i = 0; this.points && i < this.groups.length; i++) {
      if (!this.shown(i)) continue;
      const [x, y] = this.screen(this.points[2 * i], this.points[2 * i + 1]);
      const distance = (x - left) ** 2 + (y - top) ** 2;
      if (distance < least) [least, best] = [distance, i];
    }
    return best;
  }

  // Pixels of the square plane, and values of both axes, under the pointer.
  under(event) {
    const box = this.canvas.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left - LEFT, event.clientY - box.top];
    const share = (pixels) => Math.min(1, Math.max(0, pixels / this.size));
    return { left, top, x: this.axes[0].value(share(left)), y: this.axes[1].value(1 - share(top)) };
  }

  place(event) {
    const { left, top, x, y } = this.under(event);
    const index = this.nearest(left, top);
    if (index === null) return { x, y, index };
    return { x: this.points[2 * index], y: this.points[2 * index + 1], index };
  }

  click(event) {
    this.canvas.focus({ preventScroll: true });
    if (this.lassoed) this.lassoed = false; // the click that ends a lasso picks nothing
    else if (this.size) this.pick(this.place(event));
  }

  hover(event) {
    const { x, y, index } = this.place(event);
    const parts = [`${x.toFixed(2)}, ${y.toFixed(2)}`];
    if (index !== null) parts.unshift(String(this.digits[index]));
    if (index !== null && this.values) parts.push(this.values[index].toFixed(3));
    this.words.textContent = parts.join(" · ");
    this.hovered = index;
    showThumb(this, index);
    this.tip.hidden = false;
    const { left, top } = this.under(event);
    this.tip.style.left = `${left > this.size - 130 ? left + LEFT - 140 : left + LEFT + 14}px`;
    this.tip.style.top = `${top + 14}px`;
  }

  // ---- the lasso -----------------------------------------------------------

  toggleLasso() {
    const on = this.lasso.getAttribute("aria-pressed") !== "true";
    this.lasso.setAttribute("aria-pressed", on);
    this.canvas.classList.toggle("lassoing", on);
  }

  down(event) {
    const on = event.shiftKey || this.lasso.getAttribute("aria-pressed") === "true";
    if (!this.size || !this.data.tools?.lasso || !on) return;
    this.canvas.setPointerCapture?.(event.pointerId);
    const { x, y } = this.under(event);
    this.drawing = [[x, y]];
  }

  move(event) {
    if (!this.size) return;
    if (!this.drawing) return this.hover(event);
    const { x, y } = this.under(event);
    this.drawing.push([x, y]);
    this.tip.hidden = true;
    this.compose();
  }

  up() {
    const line = this.drawing;
    this.drawing = null;
    if (!line || line.length < 4) return this.compose();
    this.lassoed = true;
    setTimeout(() => (this.lassoed = false), 50); // where no click follows
    const step = Math.ceil(line.length / 200); // a long one is thinned out
    this.line = line.filter((_, i) => i % step === 0);
    this.send("lasso", { line: this.line, only: this.only });
    this.compose();
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? 0.005 : 0.025; // of the plane's side
    const from = this.pin ?? { x: this.axes[0].value(0.5), y: this.axes[1].value(0.5) };
    const [x, y] = [from.x, from.y].map((value, axis) => {
      const share = this.axes[axis].share(value) + move[axis] * step;
      return this.axes[axis].value(Math.min(1, Math.max(0, share)));
    });
    this.showPin({ x, y, index: null });
    clearTimeout(this.later); // one report when a held key is let go
    this.later = setTimeout(() => this.send("pick", this.pin), 80);
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!planes.has(parentElement)) planes.set(parentElement, new Plane(parentElement));
  const plane = planes.get(parentElement);
  plane.update(unpack(component.data), setTriggerValue);
  return () => {
    plane.close();
    planes.delete(parentElement);
  };
}
