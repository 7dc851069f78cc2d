// The drawing board and the machine behind it, with what they need of this page.

import { PICTURES, loadDecoder, loadEncoder, loadPictures, loadSpace } from "./assets.js";
import { pointsData } from "./planes.js";
import { SKETCH } from "./wholes.js";

const SIDE = 112; // pixels of the board that are read: four for each of MNIST's
const BOARD = ["label", "hint", "undo", "clear"];
const CLEAN = "dual_clean"; // trained without noise: it names digits of one's own
let strokes = []; // they stay while the page is open

export async function mountSketch(app, model, host) {
  const space = await loadSpace(model);
  const axes = [0, 1];
  const map = pointsData(app, model, space, axes, "draw-");
  const classifier = app.content.classifiers.find(({ name }) => name === CLEAN);
  const words = Object.fromEntries(BOARD.map((name) => [name, app.text(`own.${name}`)]));
  app.mount(
    SKETCH,
    host,
    {
      key: model.key,
      beta: model.beta,
      classifier: classifier?.key ?? null,
      pictures: PICTURES,
      board: { side: SIDE, strokes, ...words },
      plane: { ...map, pictures: null, label: app.text("sketch.map_label", { count: space.count }), live: { ...map.live, slice: false }, tools: { ...map.tools, lasso: "", play: "" } },
      ...app.spoken(["sketch", "could"]),
    },
    (_, drawn) => (strokes = drawn.strokes),
  );
  await Promise.all([loadEncoder(model), loadDecoder(model)]);
  if (classifier) await loadEncoder(classifier);
  await loadPictures();
}
