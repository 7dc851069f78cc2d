// The page's address says what is seen, in the same words as the app's: ?view=map&model=denoiser.

/** @param {string} name */
export function asked(name) {
  return new URLSearchParams(window.location.search).get(name);
}

export function askedSwitch(name) {
  return asked(name) === "1";
}

/**
 * A finite number, within both ends if they are given; or what is usual.
 * @param {string} name
 * @param {number} usual
 */
export function askedNumber(name, usual, low = -Infinity, high = Infinity) {
  const written = asked(name);
  const value = written ? Number(written.replace(",", ".")) : NaN;
  return Number.isFinite(value) && value >= low && value <= high ? value : usual;
}

/**
 * One of these words, or the usual one.
 * @param {string} name
 * @param {string[]} options
 * @param {string} usual
 */
export function askedOption(name, options, usual) {
  const written = asked(name) ?? usual;
  return options.includes(written) ? written : usual;
}

/**
 * Write values into the address; null takes one out. What is `opened` can be gone back from.
 * @param {Record<string, string | number | null>} values
 * @param {{ opened?: boolean, alone?: boolean }} [how] alone: only these and what always stays
 */
export function write(values, { opened = false, alone = false } = {}) {
  const before = new URLSearchParams(window.location.search);
  const params = alone ? new URLSearchParams() : before;
  for (const name of ["embed", "hide", "lang"]) {
    const value = before.get(name);
    if (alone && value !== null) params.set(name, value);
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === null) params.delete(name);
    else params.set(name, String(value));
  }
  const address = `?${params}`;
  if (address === window.location.search) return;
  try {
    if (opened) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // a page inside another document may have no address of its own
  }
}

/** A number as it stands in a link, like explorer/ui/links.py writes it. */
export function short(value) {
  return String(Number(value.toPrecision(6)));
}
