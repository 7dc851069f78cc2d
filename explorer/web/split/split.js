// The KL of a VAE as a bar of two parts, which follows a slider of beta on the page: what the codes
// tell of which digit they are of, and how far all codes together lie from N(0, 1) (Hoffman &
// Johnson 2016, "ELBO surgery").
//
// data: { follow (the plane's space), beta (at first), betas (rising), kl, information (nats, at
//         each of them), count (of the digits: no code can tell more than ln count), language,
//         sentences (section "split") }

import { unpack } from "../common/data.js";
import { listen, page } from "../common/page.js";
import { restart } from "../common/restart.js";
import { Words, strong } from "../common/words.js";
import { between, placeOf } from "../curve/paint.js";

/**
 * Both parts of the KL at a beta, in nats; between two betas, between theirs.
 * @param {{ betas: number[], kl: number[], information: number[] }} data
 * @param {number} beta
 */
export function partsAt({ betas, kl, information }, beta) {
  const at = placeOf(betas, beta);
  const told = between(information, at);
  return { information: told, distance: Math.max(0, between(kl, at) - told) };
}

export default function (component) {
  const { parentElement } = component;
  const data = unpack(component.data);
  const find = (part) => /** @type {HTMLElement} */ (parentElement.querySelector(part));
  const words = new Words(data.language, data.sentences);
  const most = Math.max(...data.kl);
  find(".least").textContent = "0";
  find(".most").textContent = words.text("split.most", { most });
  const tell = () => {
    const beta = page.betas.get(data.follow)?.beta ?? data.beta;
    const parts = partsAt(data, beta);
    const told = [];
    for (const [name, nats] of Object.entries(parts)) {
      find(`.bar .${name}`).style.width = `${(100 * nats) / most}%`;
      const sentence = words.text(`split.${name}`, { nats, most: Math.log(data.count), count: data.count });
      find(`.${name}-words`).replaceChildren(...strong(sentence));
      told.push(find(`.${name}-words`).textContent);
    }
    find(".bar").setAttribute("aria-label", told.join(" "));
    find(".bar").dataset.parts = Object.values(parts).map((nats) => nats.toFixed(4)).join(" ");
  };
  tell();
  return restart(parentElement, listen("beta", tell));
}
