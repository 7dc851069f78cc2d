// Puts one of our components into an element, as Streamlit does: in a shadow of its own, where
// its styles reach nothing else. What it reports is told to `send`.

const sheets = new Map(); // by their text: every component of a kind shares one
let versions = 0;

/**
 * @typedef {{ html: string, css: string[], component: (given: any) => unknown }} Part
 * @typedef {{ root: ShadowRoot, update: (data: any) => void, close: () => void }} Mounted
 */

/**
 * @param {Part} part
 * @param {HTMLElement} host an empty element
 * @param {any} data as the top of the component's module says
 * @param {(event: string, value: any) => void} [send]
 * @returns {Mounted}
 */
export function mount({ html, css, component }, host, data, send = () => {}) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = css.map(sheetOf);
  root.innerHTML = html;
  /** @type {unknown} */
  let end = null;
  const update = (given) => {
    const version = given.version ?? `v${++versions}`;
    const whole = { ...given, version };
    end = component({ data: whole, parentElement: root, setTriggerValue: send });
  };
  update(data);
  return { root, update, close: () => typeof end === "function" && end() };
}

function sheetOf(css) {
  if (!sheets.has(css)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
  }
  return sheets.get(css);
}
