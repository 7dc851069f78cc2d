// The components that mount others, as mount.js takes them.

import digitsStyle from "../digits/digits.css";
import drawsStyle from "../draws/draws.css";
import drawsPage from "../draws/draws.html";
import draws from "../draws/draws.js";
import sketchStyle from "../sketch/sketch.css";
import sketchPage from "../sketch/sketch.html";
import sketch from "../sketch/sketch.js";

export const DRAWS = { html: drawsPage, css: [digitsStyle, drawsStyle], component: draws };
export const SKETCH = { html: sketchPage, css: [sketchStyle], component: sketch };
