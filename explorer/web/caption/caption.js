// A sentence with figures that follow the slider of beta of a plane on the page.
//
// data: { follow (the plane's space), beta (at first), betas (rising), columns: { name: a figure at
//         each of them }, sentence (with {name:spec} placeholders), language }

import { unpack } from "../common/data.js";
import { listen, page } from "../common/page.js";
import { restart } from "../common/restart.js";
import { Words } from "../common/words.js";
import { between, placeOf } from "../curve/paint.js";

/** The sentence at a beta: figures between two betas lie between theirs. */
export function captionAt({ betas, columns, sentence, language }, beta) {
  const at = placeOf(betas, beta);
  const figures = Object.entries(columns).map(([name, values]) => [name, between(values, at)]);
  return new Words(language, {}).fill(sentence, Object.fromEntries(figures));
}

export default function (component) {
  const { parentElement } = component;
  const data = unpack(component.data);
  const line = parentElement.querySelector("p");
  const tell = () => {
    const beta = page.betas.get(data.follow)?.beta ?? data.beta;
    line.textContent = captionAt(data, beta);
    line.dataset.beta = String(beta);
  };
  tell();
  return restart(parentElement, listen("beta", tell));
}
