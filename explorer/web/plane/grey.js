// Decoded digits, 784 bytes of grey each, onto canvases.

import { penOf } from "../common/pen.js";

export const PICTURE = 28; // pixels on a side
const VEIL = 0.6; // of the page's ink, with which the grid is written behind points

export function paintGrey(canvas, grey, left = 0, top = 0) {
  const pen = penOf(canvas);
  const image = pen.createImageData(PICTURE, PICTURE);
  const colours = new Uint32Array(image.data.buffer);
  for (let i = 0; i < grey.length; i++) colours[i] = 0xff000000 | (grey[i] * 0x010101);
  pen.putImageData(image, left, top);
}

// A digit in ink on clear paper: points of any colour can be told apart over it.
export function paintInk(pen, grey, [red, green, blue], left, top) {
  const image = pen.createImageData(PICTURE, PICTURE);
  const pixels = new Uint32Array(image.data.buffer);
  const ink = red | (green << 8) | (blue << 16);
  for (let i = 0; i < grey.length; i++) pixels[i] = ink | ((VEIL * grey[i]) << 24);
  pen.putImageData(image, left, top);
}

// The three bytes of a colour, however CSS writes it.
/** @returns {[number, number, number]} red, green and blue */
export function bytesOf(colour) {
  const pen = penOf(document.createElement("canvas"));
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
