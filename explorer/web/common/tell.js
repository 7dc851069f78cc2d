// Tells the server of what the page has answered by itself, once it rests: by a post, which costs
// the server a small part of a run, and draws nothing anew (explorer/ui/shared/told.py).

const REST = 250; // milliseconds: what is told may not be the last

async function post(told) {
  const body = JSON.stringify(told);
  const answer = await fetch(new URL("told", document.baseURI), { method: "POST", body, keepalive: true });
  if (!answer.ok) throw new Error(String(answer.status));
}

/** Write parameters into the page's address, as explorer/ui/links.py would; null takes one out. */
export function writeLink(view, values) {
  const params = new URLSearchParams(window.location.search);
  if (!params.has("view")) params.set("view", view);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  history.pushState(history.state, "", `?${params}${window.location.hash}`);
}

/** Numbers as they stand in a link. */
export function listed(values) {
  return values.map((value) => Number(value.toPrecision(6))).join(",");
}

export class Teller {
  constructor() {
    this.timer = 0;
    /** @type {((linked: boolean) => void) | null} what is still to be told */
    this.waiting = null;
  }

  /**
   * @param {{ ticket?: string, view: string }} told what says whose it is; without a ticket it
   *   is not posted
   * @param {Record<string, any>} values
   * @param {Record<string, string | null> | null} link of the address
   * @param {() => void} otherwise what tells of it where it cannot be posted
   */
  tell(told, values, link, otherwise) {
    clearTimeout(this.timer);
    this.waiting = (linked) => {
      if (link && linked) writeLink(told.view, link);
      if (told.ticket) post({ ...told, ...values }).catch(otherwise);
      else otherwise();
    };
    this.timer = window.setTimeout(() => this.flush(), REST);
  }

  // At once: a button is pressed that may be about it.
  flush() {
    this.end(true);
  }

  // At once, as the view is left: the address is another one's by now.
  close() {
    this.end(false);
  }

  end(linked) {
    clearTimeout(this.timer);
    this.waiting?.(linked);
    this.waiting = null;
  }
}
