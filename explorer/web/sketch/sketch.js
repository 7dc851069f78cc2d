// Draw a digit and watch the VAE work: with every stroke it is prepared as MNIST was, encoded to
// a cloud on the map, a z is drawn from the cloud, and decoded. All of it happens in the browser.
//
// data: { key (of the VAE), beta (or null), classifier (key) or null, pictures (name of the test
//         digits), board (draw.js's data), plane (plane.js's), language,
//         sentences (section "sketch") }
// Reports the trigger "drawn" { strokes } after each stroke.

import { Axis } from "../common/axis.js";
import { unpack } from "../common/data.js";
import { ACCENT, trace } from "../common/layers.js";
import { mount } from "../common/mount.js";
import { announce, listen, notePainted, page } from "../common/page.js";
import { DRAW, PLANE } from "../common/parts.js";
import { Words, strong } from "../common/words.js";
import { boardOf } from "../draw/draw.js";
import { asMnist } from "../input/prepare.js";
import { normal } from "../latent/random.js";
import { planeOf } from "../plane/plane.js";
import { Could } from "./could.js";
import { AROUND, RINGS, bceOf, cloudOf, klOf, ringOf } from "./cloud.js";
import { Machine } from "./machine.js";

const PIXELS = 784;
const sketches = new WeakMap();

// Epsilon, from N(0, 1).
function drawn() {
  const draw = normal(Math.random);
  return [draw(), draw()];
}

class Sketch {
  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (part) => /** @type {any} */ (root.querySelector(part));
    this.find = find;
    this.machine = new Machine(find(".machine"));
    this.said = find(".said");
    this.again = find(".again");
    this.example = find(".example");
    this.words = new Words("en", {});
    this.epsilon = drawn(); // another z for everybody
    /** @type {Float32Array | null} the digit as MNIST has it */
    this.digit = null;
    /** @type {import("./cloud.js").Cloud | null} */
    this.cloud = null;
    /** @type {any} */
    this.data = null;
    this.frame = 0;
    this.again.onclick = () => this.drawAgain();
    this.example.onclick = () => this.takeExample();
    this.could = new Could(find(".could"), this);
    this.heard = ["decoder", "pictures"].map((event) => listen(event, () => this.data && this.show()));
  }

  close() {
    this.heard.forEach((end) => end());
    page.pickers.delete(this.data?.plane.space);
    this.could.close();
    this.board?.close();
    this.maps?.forEach((map) => map.close());
  }

  update(data, send) {
    const same = this.data?.version === data.version;
    this.data = data;
    this.send = send;
    if (same) return;
    this.words = new Words(data.language, data.sentences);
    const { text } = this.words;
    this.again.textContent = text("sketch.again");
    this.example.textContent = text("sketch.example");
    this.find(".hint").textContent = text("sketch.hint");
    this.could.label();
    this.mountBoard();
    this.mountMap();
    this.think();
  }

  mountBoard() {
    const { board } = this.data;
    if (this.board) this.board.update(board);
    else this.board = mount(DRAW, this.find(".board"), board, (_, { strokes }) => this.send("drawn", { strokes }));
    const drawn = boardOf(this.board.root);
    drawn.changed = () => this.drawn(drawn);
    this.drawn(drawn);
  }

  // The whole map, and the same magnified about the cloud.
  mountMap() {
    const { plane } = this.data;
    const near = { ...plane, marks: [], label: this.words.text("sketch.near"), tools: {} };
    this.maps = [plane, near].map((data, i) => {
      const host = this.find(i ? ".near" : ".map");
      if (!this.maps) return mount(PLANE, host, data);
      this.maps[i].update(data);
      return this.maps[i];
    });
    this.planes = this.maps.map(({ root }) => /** @type {any} */ (planeOf(root)));
    for (const one of this.planes) one.over = (pen, on) => this.drawCloud(pen, on);
    page.pickers.set(plane.space, this);
  }

  get encoder() {
    return page.encoders.get(this.data.key) ?? null;
  }

  get decoder() {
    return page.decoders.get(this.data.key) ?? null;
  }

  // ---- where the digit comes from ------------------------------------------

  // The board has changed: with the next frame the machine follows.
  drawn(board) {
    if (board.strokes.length === 0 && this.isExample) return;
    this.isExample = false;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const ink = Float32Array.from(board.pixels(), (grey) => grey / 255);
      this.digit = board.strokes.length ? asMnist(ink, board.data.side) : null;
      this.think();
    });
  }

  // One of the test digits, for who has no pointer to draw with.
  takeExample() {
    const all = page.pictures.get(this.data.pictures);
    if (!all) return void announce("pictures-wanted");
    const index = Math.floor(Math.random() * (all.length / PIXELS));
    boardOf(this.board?.root)?.change([]);
    cancelAnimationFrame(this.frame);
    this.isExample = true;
    this.digit = Float32Array.from(all.subarray(index * PIXELS, (index + 1) * PIXELS), (grey) => grey / 255);
    this.think();
  }

  drawAgain() {
    this.epsilon = drawn();
    this.think();
  }

  // A place that was picked on the map becomes z: which epsilon leads there?
  take({ x, y }) {
    const { cloud } = this;
    if (!cloud) return true;
    this.epsilon = [x, y].map((value, k) => (value - cloud.zMean[k]) / cloud.sigma[k]);
    this.think();
    return true;
  }

  // ---- what becomes of it --------------------------------------------------

  think() {
    const { digit, encoder, data } = this;
    this.cloud = null;
    if (digit && encoder) {
      encoder.follow(data.beta);
      const { z_mean: mean, z_log_var: logVar } = encoder.run(this.could.given(digit));
      this.cloud = cloudOf(mean, logVar, this.epsilon);
    }
    this.show();
  }

  show() {
    const { cloud, decoder, digit, words } = this;
    this.again.disabled = !cloud;
    this.example.hidden = !this.data.pictures;
    if (!cloud && digit && this.encoder) return this.think(); // the encoder has come just now
    const labels = { x: words.text("sketch.digit"), x_decoded: words.text("sketch.decoded") };
    if (!cloud || !digit) {
      this.machine.clear(labels);
      this.said.textContent = words.text("sketch.empty");
    } else {
      /** @type {Record<string, ArrayLike<number>>} */
      const pictures = { x: this.could.veiled(digit) };
      if (decoder) pictures.x_decoded = decoder.decode(cloud.z, this.data.beta);
      const written = (values) => words.numbers(values, ".2f");
      this.machine.show(
        { z_mean: written(cloud.zMean), z_log_var: written(cloud.zLogVar), sigma: words.numbers(cloud.sigma, ".3f"), epsilon: written(cloud.epsilon), z: written(cloud.z) },
        pictures,
        labels,
      );
      this.said.replaceChildren(...strong([this.name(), this.costs(pictures.x_decoded)].filter(Boolean).join(" ")));
    }
    this.showOnMaps();
    this.could.follow();
    notePainted();
  }

  showOnMaps() {
    const { cloud, planes } = this;
    if (!planes) return;
    planes[0].canvas.dataset.cloud = cloud ? [...cloud.zMean, ...cloud.sigma, ...cloud.z].join(",") : "";
    this.find(".near").hidden = !cloud;
    page.pins[this.data.plane.space] = cloud ? { x: cloud.z[0], y: cloud.z[1], index: null } : null;
    if (cloud) {
      const far = AROUND * Math.max(...cloud.sigma.slice(0, 2));
      planes[1].axes = [0, 1].map((k) => new Axis(cloud.zMean[k] - far, cloud.zMean[k] + far));
      planes[1].draw();
    }
    announce("pin");
  }

  // Which digit the classifier sees.
  name() {
    const classifier = page.encoders.get(this.data.classifier);
    if (!classifier || !this.digit) return "";
    const { probabilities } = classifier.run(this.could.given(this.digit));
    const share = Math.max(...probabilities);
    return this.words.text("sketch.answer", { digit: probabilities.indexOf(share), share });
  }

  costs(decoded) {
    if (!decoded || !this.cloud || !this.digit) return "";
    const { mask } = this.could; // what is hidden costs nothing
    const [seen, drawn] = [this.digit, Float32Array.from(decoded, (grey) => grey / 255)].map((picture) => picture.filter((_, i) => mask[i]));
    const bce = bceOf(seen, drawn);
    return this.words.text("sketch.costs", { reconstruction: bce, kl: klOf(this.cloud) });
  }

  drawCloud(pen, plane) {
    const { cloud } = this;
    if (!cloud) return;
    this.could.draw(pen, plane);
    const [left, top] = plane.screen(cloud.zMean[0], cloud.zMean[1]);
    for (const times of RINGS) {
      trace(pen, plane, ringOf(cloud, times));
      for (const [width, colour] of [[5, plane.paper], [2.5, ACCENT]]) {
        pen.lineWidth = width;
        pen.strokeStyle = colour;
        pen.stroke();
      }
    }
    pen.beginPath();
    pen.arc(left, top, 4, 0, 2 * Math.PI);
    pen.fillStyle = plane.ink;
    pen.fill();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!sketches.has(parentElement)) sketches.set(parentElement, new Sketch(parentElement));
  const sketch = sketches.get(parentElement);
  sketch.update(unpack(component.data), setTriggerValue);
  return () => {
    sketch.close();
    sketches.delete(parentElement);
  };
}
