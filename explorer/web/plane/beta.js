// The slider of beta under a plane whose decoder has one: while it is dragged, the points,
// the grid and the picture at the pin follow it, at places between the betas that were sent.
//
// data.live.beta: { value, low, high, stops (of the slider), label, picture (its words), ticks
//                   (betas that are marked) or nothing, maps: { key, betas (L, rising), codes
//                   (base64 of int16 (L, N, 2), or null where this page has had them), unit }
//                   or nothing }

import { bytes } from "../common/bytes.js";
import { localised } from "../common/data.js";
import { announce, page } from "../common/page.js";
import { paintGrey } from "./grey.js";
import { FEW_TILES } from "./tiles.js";

// A mark on the slider's line, which goes by the logarithm.
function mark(beta) {
  const option = document.createElement("option");
  option.value = String(Math.log(beta));
  return option;
}

export class BetaSlider {
  constructor(live) {
    const box = live.plane.root.querySelector(".beta");
    this.live = live;
    this.box = box;
    this.plane = live.plane;
    this.picture = box.querySelector("canvas");
    this.input = box.querySelector("input");
    this.output = box.querySelector("output");
    this.input.oninput = () => this.drag();
    this.input.onchange = () => this.letGo();
  }

  // After new data, a new pin, or when the decoder has come.
  refresh() {
    const settings = this.live.settings.beta;
    this.box.hidden = !settings;
    if (!settings) return;
    const { value, low, high, stops, label, picture, maps, ticks } = settings;
    this.box.querySelector("label span").textContent = label;
    this.picture.setAttribute("aria-label", picture);
    this.input.setAttribute("aria-label", label);
    this.box.querySelector("datalist").replaceChildren(...(ticks ?? []).map(mark));
    [this.input.min, this.input.max] = [Math.log(low), Math.log(high)];
    this.input.step = Math.log(high / low) / (stops - 1);
    this.codes = this.codesOf(maps);
    if (!this.dragging && this.given !== value) {
      this.given = this.live.beta = value;
      this.input.value = Math.log(value);
      this.share(false);
    }
    this.tell();
    this.place();
  }

  // The points' codes at some betas; they travel once, and every plane of the page has them.
  codesOf(maps) {
    const kept = page.codes;
    if (maps?.codes && !kept.has(maps.key)) {
      kept.set(maps.key, new Int16Array(bytes(maps.codes).buffer));
    }
    return kept.get(maps?.key) ?? null;
  }

  drag() {
    this.dragging = true;
    this.live.beta = Math.exp(Number(this.input.value));
    this.tell();
    this.place();
    this.plane.draw();
    this.live.ground.want(FEW_TILES);
    this.share(true);
  }

  letGo() {
    this.dragging = false;
    this.share(false);
    this.plane.send("beta", this.live.beta);
  }

  // For whatever else on the page follows this slider.
  share(dragging) {
    page.betas.set(this.plane.data.space, { beta: this.live.beta, dragging });
    announce("beta");
  }

  // The number, and the picture at the pin.
  tell() {
    const { live, plane } = this;
    const written = localised(Number(live.beta.toPrecision(3)));
    this.output.textContent = written;
    this.input.setAttribute("aria-valuetext", written);
    plane.canvas.dataset.beta = live.beta;
    const { x, y } = plane.pin ?? { x: plane.data.pin[0], y: plane.data.pin[1] };
    if (live.decoder) paintGrey(this.picture, live.grey(x, y));
  }

  // The points, between those of the two betas beside this one.
  place() {
    const { codes, plane } = this;
    if (!codes || !plane.points) return;
    const { betas, unit } = this.live.settings.beta.maps;
    const logs = betas.map(Math.log);
    const where = Math.log(this.live.beta);
    const above = logs.findIndex((log) => log >= where);
    const next = above < 0 ? logs.length - 1 : Math.max(1, above);
    const share = (where - logs[next - 1]) / (logs[next] - logs[next - 1]);
    const kept = Math.min(1, Math.max(0, share));
    const count = plane.points.length;
    for (let i = 0; i < count; i++) {
      const [one, two] = [codes[(next - 1) * count + i], codes[next * count + i]];
      plane.points[i] = unit * (one + kept * (two - one));
    }
  }
}
