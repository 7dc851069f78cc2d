// What stands around a plane: its legend, the digit in its tip, its saved picture.
// The third part of plane.js.

const THUMB = 56; // pixels: a digit in the tip, twice its size

// A button for each group, which isolates it; or a bar of shades from low to high.
function buildLegend(plane) {
  const { legend, data } = plane;
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
      button.title = data.legend.replace("{digit}", plane.name(group));
      button.setAttribute("aria-label", button.title);
      button.style.setProperty("--swatch", data.colours[group % data.colours.length]);
      button.onclick = () => plane.isolate(plane.only === group ? null : group);
      return button;
    }),
  );
  if (plane.only >= count) plane.only = null;
  plane.isolate(plane.only);
}

function shades({ colours, low, high, title }) {
  const bar = document.createElement("div");
  bar.style.background = `linear-gradient(to right, ${colours.join(",")})`;
  const words = [low.toFixed(2), title, high.toFixed(2)].map((word) => {
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
