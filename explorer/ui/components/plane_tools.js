// What stands around a plane: its legend, the digit in its tip, its saved picture.
// The third part of plane.js.

const THUMB = 56; // pixels: a digit in the tip, twice its size

// What each button does. Those with aria-pressed stay down.
function listenToTools(plane) {
  const acts = {
    lasso: () => pressOne(plane, "lasso", "hand"),
    hand: () => pressOne(plane, "hand", "lasso"),
    closer: () => zoom(plane, STEP),
    further: () => zoom(plane, 1 / STEP),
    whole: () => seeAll(plane),
    ground: () => toggleGround(plane),
    play: () => plane.walk.toggle(),
    save: () => savePicture(plane),
  };
  for (const tool of TOOLS) plane[tool].onclick = acts[tool];
  plane.tool = (name) => plane.data?.tools?.[name];
  plane.pressed = (name) => plane[name].getAttribute("aria-pressed") === "true";
  plane.press = (name, on) => {
    plane[name].setAttribute("aria-pressed", on);
    plane.canvas.classList.toggle(name, on);
  };
}

function pressOne(plane, name, other) {
  plane.press(name, !plane.pressed(name));
  plane.press(other, false);
}

function seeAll(plane) {
  plane.axes.forEach((axis) => axis.whole());
  plane.moved();
}

function toggleGround(plane) {
  const on = !plane.pressed("ground");
  plane.live.ground.turn(on);
  plane.send("ground", on);
}

// Keys other than arrows: + - 0 zoom, Escape ends a walk.
function pressKey(plane, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") plane.walk.stop();
  const closer = { "+": STEP, "=": STEP, "-": 1 / STEP }[event.key];
  if (!plane.tool("closer") || (!closer && event.key !== "0")) return;
  event.preventDefault();
  closer ? zoom(plane, closer) : seeAll(plane);
}

function labelTools(plane) {
  for (const tool of TOOLS) {
    const label = plane.tool(tool) ?? "";
    plane[tool].hidden = !label || tool === "play";
    plane[tool].title = label;
    plane[tool].setAttribute("aria-label", label);
  }
  plane.walk.tell();
  plane.root.querySelectorAll(".tools").forEach(rove);
}

// A button for each group, which isolates it; or a bar of shades from low to high.
// The caller draws the plane. Buttons that stay the same stay, with the focus on them.
function buildLegend(plane) {
  const { legend, data } = plane;
  const { values, names, colours } = data;
  const scale = values && [values.colours, values.low, values.high, values.title];
  const content = JSON.stringify([scale, names, colours, data.legend]);
  if (plane.legendSays === content) return;
  plane.legendSays = content;
  legend.classList.toggle("bar", Boolean(data.values));
  if (data.values) {
    legend.replaceChildren(...shades(data.values));
    plane.only = null;
    return;
  }
  const count = data.names?.length ?? data.colours.length;
  legend.replaceChildren(
    ...Array.from({ length: count }, (_, group) => {
      const button = document.createElement("button");
      button.textContent = plane.name(group);
      button.title = data.legend.replace("{digit}", plane.name(group)); // its name is what it shows
      button.style.setProperty("--swatch", data.colours[group % data.colours.length]);
      button.onclick = () => isolate(plane, plane.only === group ? null : group);
      return button;
    }),
  );
  if (plane.only >= count) plane.only = null;
  markPressed(plane);
  rove(legend);
}

// One tab stop for a row of buttons: arrows move inside it, and the last one used stays the stop.
function rove(row) {
  row.addEventListener("focusin", (row.whenFocused ??= ({ target }) => stopAt(row, target)));
  row.addEventListener("keydown", (row.whenPressed ??= (event) => stepInRow(row, event)));
  const buttons = shownButtons(row);
  stopAt(row, buttons.find((button) => button.dataset.stop) ?? buttons[0]);
}

function shownButtons(row) {
  return [...row.querySelectorAll("button")].filter((button) => !button.hidden);
}

function stopAt(row, stop) {
  for (const button of row.querySelectorAll("button")) {
    button.tabIndex = button === stop ? 0 : -1;
    button.dataset.stop = button === stop ? "here" : "";
  }
}

function stepInRow(row, event) {
  const buttons = shownButtons(row);
  const at = buttons.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}

// Show the points of one group alone, or with null of all.
function isolate(plane, group) {
  plane.only = group;
  markPressed(plane);
  plane.draw();
}

function markPressed({ legend, only }) {
  [...legend.children].forEach((button, i) => {
    button.classList.toggle("off", only !== null && i !== only);
    button.setAttribute("aria-pressed", only === i);
  });
}

function shades({ colours, low, high, title }) {
  const bar = document.createElement("div");
  bar.style.background = `linear-gradient(to right, ${colours.join(",")})`;
  const words = [fixed(low, 2), title, fixed(high, 2)].map((word) => {
    const item = document.createElement("span");
    item.textContent = word;
    return item;
  });
  return [bar, ...words];
}

// The digit itself, cut by CSS from the sheet that atlas.js keeps, once it is there.
function showThumb({ thumb, data }, index) {
  const wanted = index !== null && data.atlas;
  const there = window.latentAtlases?.has(data.atlas?.key);
  thumb.hidden = !wanted || !there;
  if (wanted && !there) window.dispatchEvent(new CustomEvent("latent-atlas"));
  if (thumb.hidden) return;
  const { key, columns } = data.atlas;
  const [column, row] = [index % columns, Math.floor(index / columns)];
  thumb.dataset.index = index;
  Object.assign(thumb.style, {
    backgroundImage: `var(--latent-atlas-${key})`,
    backgroundSize: `${columns * THUMB}px auto`,
    backgroundPosition: `${-column * THUMB}px ${-row * THUMB}px`,
  });
}

// The plane as it stands, on its paper, as a PNG file of the browser's own.
function savePicture({ canvas, paper, data }) {
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [canvas.width, canvas.height];
  const pen = sheet.getContext("2d");
  pen.fillStyle = paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0);
  const link = document.createElement("a");
  link.download = data.tools.file;
  link.href = sheet.toDataURL("image/png");
  link.click();
}
