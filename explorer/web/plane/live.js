// What the decoder draws at a place of the plane, in the browser, from one picture to the
// next: under the pointer, at the pin, and as a grid behind the points.
//
// data.live: { key (of page.decoders), base (the dims that the plane does not show,
//              unless the pin has its own), axes (latent/axes.js), slice (through the pin), ground (the grid
//              is on at first), solid (its tiles are white on black, and not in ink), beta
//              (see beta.js) or null, at (the beta at which it decodes, where it takes one), follow (the space whose slider of beta it follows) }
// Reports the trigger "ground" (true or false), and "beta" when its slider is let go.

import { pairOf } from "../common/data.js";
import { listen, page } from "../common/page.js";
import { lift } from "../latent/axes.js";
import { BetaSlider } from "./beta.js";
import { paintGrey } from "./grey.js";
import { FEW_TILES, TileLayer } from "./tiles.js";

export class Live {
  constructor(plane) {
    this.plane = plane;
    /** @type {number | undefined} */
    this.beta = undefined;
    this.ground = new TileLayer(plane, this);
    this.slider = new BetaSlider(this);
    const heard = [listen("decoder", () => this.refresh()), listen("beta", () => this.follow())];
    this.close = () => heard.forEach((end) => end());
  }

  // Whether the grid is wanted at once, and coarse: beta is being dragged.
  get dragging() {
    return this.slider.dragging || Boolean(page.betas.get(this.settings?.follow)?.dragging);
  }

  // The slider of another plane has moved.
  follow() {
    const followed = page.betas.get(this.settings?.follow);
    if (!followed) return;
    this.beta = followed.beta;
    this.plane.canvas.dataset.beta = String(this.beta);
    if (followed.dragging) this.ground.want(FEW_TILES);
    else this.ground.follow();
  }

  get settings() {
    return this.plane.data?.live ?? null;
  }

  get decoder() {
    return page.decoders.get(this.settings?.key) ?? null;
  }

  // After new data, a new pin, or when the decoder has come.
  refresh() {
    const { canvas } = this.plane;
    canvas.classList.toggle("live", this.decoder !== null);
    canvas.dataset.live = this.decoder ? "ready" : "";
    if (!this.settings) return;
    this.slider.refresh();
    if (!this.settings.beta) this.beta = page.betas.get(this.settings.follow)?.beta ?? this.settings.at;
    const { ground } = this.settings;
    if (this.ground.given !== ground) this.ground.set(ground);
    this.ground.follow();
  }

  // The latent point (array of D) that a place of the plane stands for.
  point(x, y) {
    const { base, axes, slice } = this.settings;
    return lift(axes, [x, y], (slice && this.plane.pin?.z) || base);
  }

  grey(x, y) {
    return this.decoder.decode(this.point(x, y), this.beta ?? null);
  }

  // Put the picture of a place into the tip.
  show(x, y) {
    const { canvas, seen } = this.plane;
    seen.hidden = !this.decoder;
    if (!this.decoder) return;
    paintGrey(seen, this.grey(x, y));
    canvas.dataset.at = `${x},${y}`;
  }

  // The same, with the tip beside a place where no pointer is.
  visit(x, y) {
    const { plane } = this;
    plane.words.textContent = pairOf(x, y);
    plane.thumb.hidden = true;
    plane.hovered = null;
    this.show(x, y);
    if (this.decoder) plane.placeTip(...plane.screen(x, y));
  }
}
