// What is shown of a picked point: the picture decoded there, the nearest test digit before and
// after, and its neighbours. Numbers and pictures only: nothing here knows a page.

const PIXELS = 784;
const NEIGHBOURS = 8;
const SIZES = [168, 84, 42]; // pixels

/** @typedef {{ z: number[], index: number | null }} Pick a point, and the digit whose code it is */

/**
 * Some pictures one after the other.
 * @param {ArrayLike<number>[]} pictures of 784 bytes each
 */
export function joined(pictures) {
  const all = new Uint8Array(pictures.length * PIXELS);
  pictures.forEach((picture, i) => all.set(picture, i * PIXELS));
  return all;
}

/**
 * The groups of pictures (digits.js) of a picked point.
 * @param {Pick} pick
 * @param {import("../latent/space.js").Space} space
 * @param {(z: number[]) => Uint8ClampedArray} decode
 * @param {((index: number) => Uint8Array) | null} picture of a test digit, where they are there
 * @param {import("../common/words.js").Words} words
 */
export function pickedGroups({ z, index }, space, decode, picture, words) {
  const { text } = words;
  const near = space.neighbours(z, NEIGHBOURS + 1);
  const shown = index ?? near[0].index;
  const digit = space.name(shown);
  const point = words.numbers(z, ".2f");
  const here = group(text("map.decoded", { point }), 0, [decode(z)], [text("map.decoded_label", { point })]);
  if (!picture) return [here];
  const own = index === null ? decode(space.code(shown)) : decode(z);
  const around = near.filter((one) => one.index !== shown).slice(0, NEIGHBOURS);
  const title = index === null
    ? text("map.nearest", { index: shown, digit, distance: near[0].distance })
    : text("map.picked_digit", { index, digit });
  return [
    here,
    {
      ...group(title, 1, [picture(shown), own], [
        text("map.nearest_label", { index: shown, digit }),
        text("map.rebuilt_label"),
      ]),
      captions: [text("map.original"), text("map.rebuilt")],
    },
    {
      ...group(
        text("map.neighbours"),
        2,
        around.map((one) => picture(one.index)),
        around.map(({ index: i, distance }, rank) =>
          text("map.neighbour_label", { rank: rank + 1, digit: space.name(i), distance }),
        ),
      ),
      captions: around.map(({ distance }) => words.number(distance, ".2f")),
      picks: around.map((one) => one.index),
    },
  ];
}

function group(title, size, pictures, labels) {
  return { title, size: SIZES[size], pixels: joined(pictures), labels, captions: /** @type {string[]} */ ([]) };
}
