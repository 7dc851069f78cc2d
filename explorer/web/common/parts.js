// The components that others put into themselves: what mount.js takes.

import legend from "./legend.css";
import curveStyle from "../curve/curve.css";
import curvePage from "../curve/curve.html";
import curve from "../curve/curve.js";
import digitsStyle from "../digits/digits.css";
import digitsPage from "../digits/digits.html";
import digits from "../digits/digits.js";
import drawStyle from "../draw/draw.css";
import drawPage from "../draw/draw.html";
import draw from "../draw/draw.js";
import filmStyle from "../film/film.css";
import filmPage from "../film/film.html";
import film from "../film/film.js";
import galleryStyle from "../gallery/gallery.css";
import galleryPage from "../gallery/gallery.html";
import gallery from "../gallery/gallery.js";
import nearStyle from "../near/near.css";
import nearPage from "../near/near.html";
import near from "../near/near.js";
import pickedStyle from "../picked/picked.css";
import pickedPage from "../picked/picked.html";
import picked from "../picked/picked.js";
import planeStyle from "../plane/plane.css";
import planePage from "../plane/plane.html";
import plane from "../plane/plane.js";

export const PLANE = { html: planePage, css: [legend, planeStyle], component: plane };
export const DIGITS = { html: digitsPage, css: [digitsStyle], component: digits };
export const DRAW = { html: drawPage, css: [drawStyle], component: draw };
export const FILM = { html: filmPage, css: [legend, filmStyle], component: film };
export const CURVE = { html: curvePage, css: [curveStyle], component: curve };
export const PICKED = { html: pickedPage, css: [digitsStyle, pickedStyle], component: picked };
export const GALLERY = { html: galleryPage, css: [digitsStyle, galleryStyle], component: gallery };
export const NEAR = { html: nearPage, css: [digitsStyle, nearStyle], component: near };
