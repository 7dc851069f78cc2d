// The Worker that decodes grids, beside the page.

import workerText from "../dist/worker.txt";
import { page } from "../common/page.js";

// The Worker that all decoders share, started when a grid is first wanted; grids of each
// client (a plane) are told by their tickets, of which the last counts.
class Crew {
  constructor() {
    this.told = new Map(); // by client: { ticket, tell, again }
    this.known = new Set();
    const address = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }) => {
      const last = this.told.get(data.client);
      if (last?.ticket === data.ticket) last.tell(data.from, data.count, data.grey);
    };
    this.worker.onerror = () => {
      this.broken = true;
      this.told.forEach(({ again }) => again());
      this.told.clear();
    };
  }

  start(key, model, client, job, tell, again) {
    if (!this.known.has(key)) this.worker.postMessage({ key, model });
    this.known.add(key);
    const ticket = (this.told.get(client)?.ticket ?? 0) + 1;
    this.told.set(client, { ticket, tell, again });
    this.worker.postMessage({ key, client, job, ticket });
  }
}

export function crew() {
  try {
    page.crew ??= new Crew();
  } catch {
    page.crew = { broken: true };
  }
  return page.crew;
}
