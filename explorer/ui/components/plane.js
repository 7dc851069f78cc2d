// A plane of the latent space on one canvas: test digits as points, or decoded
// digits as tiles. Any place can be picked, with mouse, finger or arrow keys.
//
// data: { view: {x: [low, high], y: [low, high]}, axes: [name, name], label,
//         points, digits (base64 of float32 pairs and of uint8), colours[10], marks,
//         picture (base64 PNG), ticks: {x: [...], y: [...]} }
// Reports the trigger "pick" {x, y, index}; index is null for an empty place.

const planes = new WeakMap();
const NEAR = 7; // pixels: a click closer than this to a point picks the point
const LEFT = 34; // pixels kept for the numbers of the vertical axis
const BELOW = 22; // and of the horizontal one

function bytes(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

// With ticks, the plane is stretched so that every decoded tile has the same
// size: a coordinate is interpolated between the ticks, and extended beyond.
function stretch(value, ticks) {
  let i = 0;
  while (i < ticks.length - 2 && value > ticks[i + 1]) i++;
  return i + (value - ticks[i]) / (ticks[i + 1] - ticks[i]);
}
function unstretch(position, ticks) {
  const i = Math.max(0, Math.min(ticks.length - 2, Math.floor(position)));
  return ticks[i] + (position - i) * (ticks[i + 1] - ticks[i]);
}

class Axis {
  constructor(low, high, ticks) {
    this.ticks = ticks;
    [this.low, this.high] = ticks ? [-0.5, ticks.length - 0.5] : [low, high];
  }
  share(value) {
    const position = this.ticks ? stretch(value, this.ticks) : value;
    return (position - this.low) / (this.high - this.low);
  }
  value(share) {
    const position = this.low + share * (this.high - this.low);
    return this.ticks ? unstretch(position, this.ticks) : position;
  }
}

class Plane {
  constructor(root) {
    this.canvas = root.querySelector("canvas");
    this.tip = root.querySelector(".tip");
    this.legend = root.querySelector(".legend");
    this.only = null; // the digit that the legend isolates
    this.pin = null;
    this.canvas.onclick = (event) => this.click(event);
    this.canvas.onpointermove = (event) => this.hover(event);
    this.canvas.onpointerleave = () => (this.tip.hidden = true);
    this.canvas.onkeydown = (event) => this.key(event);
    this.onPin = (event) => this.showPin(event.detail);
    window.addEventListener("latent-pin", this.onPin);
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(this.canvas);
    this.showPin(window.latentPin);
  }

  close() {
    window.removeEventListener("latent-pin", this.onPin);
    this.resized.disconnect();
  }

  update(data, send) {
    this.send = send;
    const same = this.version === data.version;
    this.data = data;
    this.version = data.version;
    if (same) return this.draw(); // the theme may have changed
    const { view, ticks } = data;
    this.axes = [new Axis(...view.x, ticks?.x), new Axis(...view.y, ticks?.y)];
    this.points = data.points ? new Float32Array(bytes(data.points).buffer) : null;
    this.digits = data.digits ? bytes(data.digits) : null;
    this.canvas.setAttribute("aria-label", data.label);
    if (this.points) this.buildLegend();
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
    const { canvas, data } = this;
    const width = canvas.clientWidth;
    if (!data || !width) return;
    this.size = width - LEFT; // of the square plane itself, in CSS pixels
    const height = this.size + BELOW;
    canvas.style.height = `${height}px`;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    this.ink = style.getPropertyValue("--st-text-color") || "#222";
    this.paper = style.getPropertyValue("--st-background-color") || "#fff";
    this.drawScale(pen);
    pen.translate(LEFT, 0);
    pen.strokeStyle = this.ink;
    pen.globalAlpha = 0.25;
    pen.strokeRect(0.5, 0.5, this.size - 1, this.size - 1);
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.rect(0, 0, this.size, this.size);
    pen.clip();
    if (this.picture) pen.drawImage(this.picture, 0, 0, this.size, this.size);
    if (this.points) this.drawPoints(pen);
    if (this.pin) this.drawPin(pen);
    canvas.dataset.drawn = this.version;
    canvas.dataset.only = this.only ?? "";
    requestAnimationFrame(() => (window.latentPainted = true)); // waiter.js looks at it
  }

  screen(x, y) {
    return [this.axes[0].share(x) * this.size, (1 - this.axes[1].share(y)) * this.size];
  }

  shown(i) {
    return this.only === null || this.digits[i] === this.only;
  }

  drawPoints(pen) {
    const dot = Math.max(2.2, this.size / 190);
    for (let i = 0; i < this.digits.length; i++) {
      if (!this.shown(i)) continue;
      const [x, y] = this.screen(this.points[2 * i], this.points[2 * i + 1]);
      pen.fillStyle = this.data.colours[this.digits[i]];
      pen.fillRect(x - dot / 2, y - dot / 2, dot, dot);
    }
    // the second cue beside colour: each cluster carries its digit
    pen.font = `700 ${Math.max(15, this.size / 24)}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    this.data.marks.forEach(([x, y], digit) => {
      if (this.only !== null && this.only !== digit) return;
      this.write(pen, String(digit), ...this.screen(x, y), 5);
    });
  }

  write(pen, text, x, y, halo = 4) {
    pen.strokeStyle = this.paper;
    pen.lineWidth = halo;
    pen.strokeText(text, x, y);
    pen.fillStyle = this.ink;
    pen.fillText(text, x, y);
  }

  drawScale(pen) {
    pen.fillStyle = this.ink;
    pen.font = "12px sans-serif";
    const number = (value) => (value.toFixed(Math.abs(value) < 9.95 ? 1 : 0)).replace(/^-(0\.0)$/, "$1");
    for (const share of [0.125, 0.375, 0.625, 0.875]) {
      pen.textAlign = "center";
      pen.textBaseline = "alphabetic";
      pen.fillText(number(this.axes[0].value(share)), LEFT + share * this.size, this.size + 16);
      pen.textAlign = "right";
      pen.textBaseline = "middle";
      pen.fillText(number(this.axes[1].value(share)), LEFT - 5, (1 - share) * this.size);
    }
    pen.font = "italic 600 13px sans-serif";
    pen.textAlign = "right";
    pen.textBaseline = "alphabetic";
    pen.fillText(this.data.axes[0], LEFT + this.size, this.size + 16);
    pen.textBaseline = "top";
    pen.fillText(this.data.axes[1], LEFT - 5, 3);
  }

  drawPin(pen) {
    const [x, y] = this.screen(this.pin.x, this.pin.y);
    for (const [width, colour] of [[5, "#fff"], [2.5, "#d6006c"]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.beginPath();
      pen.arc(x, y, 9, 0, 2 * Math.PI);
      pen.moveTo(x - 16, y);
      pen.lineTo(x - 5, y);
      pen.moveTo(x + 5, y);
      pen.lineTo(x + 16, y);
      pen.moveTo(x, y - 16);
      pen.lineTo(x, y - 5);
      pen.moveTo(x, y + 5);
      pen.lineTo(x, y + 16);
      pen.stroke();
    }
  }

  buildLegend() {
    this.legend.replaceChildren(
      ...this.data.colours.map((colour, digit) => {
        const button = document.createElement("button");
        button.textContent = digit;
        button.title = this.data.legend.replace("{digit}", digit);
        button.setAttribute("aria-label", button.title);
        button.style.setProperty("--swatch", colour);
        button.onclick = () => this.isolate(this.only === digit ? null : digit);
        return button;
      }),
    );
    this.isolate(this.only);
  }

  isolate(digit) {
    this.only = digit;
    [...this.legend.children].forEach((button, i) => {
      button.classList.toggle("off", digit !== null && i !== digit);
      button.setAttribute("aria-pressed", digit === i);
    });
    this.draw();
  }

  // ---- picking -------------------------------------------------------------

  showPin(pin) {
    this.pin = pin ?? null;
    this.draw();
  }

  pick(pin) {
    this.showPin(pin);
    this.send("pick", pin);
  }

  nearest(left, top) {
    let best = null;
    let least = NEAR * NEAR;
    for (let i = 0; this.points && i < this.digits.length; i++) {
      if (!this.shown(i)) continue;
      const [x, y] = this.screen(this.points[2 * i], this.points[2 * i + 1]);
      const distance = (x - left) ** 2 + (y - top) ** 2;
      if (distance < least) [least, best] = [distance, i];
    }
    return best;
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left - LEFT, event.clientY - box.top];
    const index = this.nearest(left, top);
    if (index !== null) {
      return { x: this.points[2 * index], y: this.points[2 * index + 1], index };
    }
    const share = (pixels) => Math.min(1, Math.max(0, pixels / this.size));
    const x = this.axes[0].value(share(left));
    return { x, y: this.axes[1].value(1 - share(top)), index: null };
  }

  click(event) {
    if (this.size) this.pick(this.place(event));
    this.canvas.focus({ preventScroll: true });
  }

  hover(event) {
    if (!this.size) return;
    const { x, y, index } = this.place(event);
    const digit = index === null ? "" : `${this.digits[index]} · `;
    this.tip.textContent = `${digit}${x.toFixed(2)}, ${y.toFixed(2)}`;
    this.tip.hidden = false;
    const box = this.canvas.getBoundingClientRect();
    const left = event.clientX - box.left;
    this.tip.style.left = `${left > this.size - 90 ? left - 100 : left + 14}px`;
    this.tip.style.top = `${event.clientY - box.top + 14}px`;
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
  const { data, parentElement, setTriggerValue } = component;
  if (!planes.has(parentElement)) planes.set(parentElement, new Plane(parentElement));
  const plane = planes.get(parentElement);
  plane.update(data, setTriggerValue);
  return () => {
    plane.close();
    planes.delete(parentElement);
  };
}
