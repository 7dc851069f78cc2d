// The film as a video, recorded by the browser while it plays once on a sheet of its own.
// A part of film.js. Which kind a browser can write is asked for, and the file named so.

import { BELOW, LEFT } from "../common/axis.js";
import { BETWEEN, PACE, figuresOf, paintFilm } from "./paint.js";
import { penOf } from "../common/pen.js";

const KINDS = [
  { type: "video/mp4;codecs=avc1.42E01F", name: "MP4", ending: "mp4" },
  { type: "video/mp4", name: "MP4", ending: "mp4" },
  { type: "video/webm;codecs=vp9", name: "WebM", ending: "webm" },
  { type: "video/webm", name: "WebM", ending: "webm" },
];
const VIDEO = [960, 540]; // pixels
const HEAD = 40; // of them for the figures, above both squares
const HELD = 1200; // milliseconds that the last frame stays

export function filmKind() {
  if (!window.MediaRecorder || !HTMLCanvasElement.prototype.captureStream) return null;
  return KINDS.find(({ type }) => MediaRecorder.isTypeSupported(type)) ?? null;
}

export function recordFilm(film) {
  const { data, kind, record } = film;
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = VIDEO;
  const recorder = new MediaRecorder(sheet.captureStream(30), { mimeType: kind.type, videoBitsPerSecond: 4e6 });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    saveFilm(film, new Blob(parts, { type: kind.type }));
    record.textContent = `${data.words.record} (${kind.name})`;
    record.disabled = false;
  };
  record.textContent = data.words.recording;
  record.disabled = true;
  paintVideo(sheet, film, 0);
  recorder.start();
  const begin = performance.now();
  const timer = setInterval(() => {
    const at = Math.min(film.last, (PACE * (performance.now() - begin)) / 1000);
    paintVideo(sheet, film, at);
    if (performance.now() - begin < (1000 * film.last) / PACE + HELD) return;
    clearInterval(timer);
    recorder.stop();
  }, 33);
}

function paintVideo(sheet, film, at) {
  const pen = penOf(sheet);
  const size = Math.min(VIDEO[1] - HEAD - BELOW - 12, (VIDEO[0] - 2 * LEFT - BETWEEN) / 2);
  const right = VIDEO[0] - size - 16;
  const plan = { size, map: [LEFT, HEAD], curve: [right, HEAD], height: VIDEO[1] };
  paintFilm(pen, film, at, VIDEO[0], plan);
  pen.fillStyle = film.ink;
  pen.font = "600 18px sans-serif";
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.fillText(figuresOf(film.data, Math.round(at)), LEFT, HEAD - 14);
}

function saveFilm(film, blob) {
  const link = document.createElement("a");
  link.download = `beta-sweep.${film.kind.ending}`;
  link.href = URL.createObjectURL(blob);
  link.click();
  film.record.dataset.bytes = blob.size;
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
