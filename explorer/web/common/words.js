// Sentences in the page's language, with their {placeholders} filled in, as
// explorer/sentences.py fills them: the same files, and the same few kinds of numbers.

const MARKS = { en: [".", ",", ""], fr: [",", "\u202f", "\u00a0"] }; // explorer/formatting.py

/**
 * A number as Python's format spec writes it: "", ",", ".2f", ".0%", "g", in a language.
 * @param {number} value
 * @param {string} spec
 * @param {string} language
 */
export function numberAs(value, spec, language) {
  const [point, thousands, before] = MARKS[language] ?? MARKS.en;
  const decimals = /\.(\d+)([f%])/.exec(spec);
  const shown = decimals?.[2] === "%" ? 100 * value : value;
  let written = decimals ? shown.toFixed(Number(decimals[1])) : String(spec === "g" ? Number(shown.toPrecision(6)) : shown);
  if (spec.startsWith(",")) written = written.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const marks = { ".": point, ",": thousands };
  written = written.replace(/[.,]/g, (mark) => marks[mark]);
  return decimals?.[2] === "%" ? `${written}${before}%` : written;
}

/**
 * Four digits and no exponent, as people write it: 0.00001, 0.001276, 1829.
 * @param {number} value
 * @param {string} language
 */
export function plain(value, language) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
  if (value >= 1000) return numberAs(value, ",.0f", language);
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value) || 1)));
  const written = value.toFixed(Math.min(20, decimals));
  const trimmed = written.includes(".") ? written.replace(/0+$/, "").replace(/\.$/, "") : written;
  return trimmed.replace(".", (MARKS[language] ?? MARKS.en)[0]);
}

/**
 * A sentence with what stands between ** in bold, as nodes.
 * @param {string} sentence
 * @returns {(Node | string)[]}
 */
export function strong(sentence) {
  return sentence.split("**").map((part, i) => {
    if (i % 2 === 0) return part;
    const bold = document.createElement("strong");
    bold.textContent = part;
    return bold;
  });
}

export class Words {
  /**
   * @param {string} language
   * @param {Record<string, Record<string, string>>} sentences by section and name
   */
  constructor(language, sentences) {
    this.language = language;
    this.sentences = sentences;
    this.point = (MARKS[language] ?? MARKS.en)[0];
    this.text = this.text.bind(this);
  }

  /**
   * The sentence "section.name".
   * @param {string} name
   * @param {Record<string, unknown>} [values] of its placeholders
   */
  text(name, values) {
    const [section, entry] = name.split(".");
    return this.fill(this.sentences[section]?.[entry] ?? name, values);
  }

  /**
   * A sentence with its placeholders filled in, if there are values.
   * @param {string} sentence
   * @param {Record<string, unknown>} [values]
   */
  fill(sentence, values) {
    if (!values) return sentence;
    return sentence.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, key, spec = "") => this.filled(values[key], spec));
  }

  filled(value, spec) {
    if (typeof value !== "number") return String(value);
    if (!spec.startsWith("#")) return numberAs(value, spec, this.language);
    const [one, many] = spec.slice(1).split("|");
    const isOne = this.language === "fr" ? Math.abs(value) < 2 : value === 1;
    return numberAs(value, ",", this.language) + (isOne ? one : ` ${many}`);
  }

  number(value, spec = "") {
    return numberAs(value, spec, this.language);
  }

  plain(value) {
    return plain(value, this.language);
  }

  // "0.5, -1.2", or "0,5 ; -1,2" where a comma is a decimal point.
  numbers(values, spec) {
    const between = this.point === "," ? "\u202f; " : ", ";
    return Array.from(values, (value) => this.number(value, spec)).join(between);
  }
}
