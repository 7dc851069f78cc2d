// Keeps this browser's secret (see visitors.py), or tells the server which one it has kept.
//
// data: { secret }; reports the trigger `known`: the secret of an earlier visit

const NAME = "latent-space-explorer.visitor";
const SECRET = /^[0-9a-f]{32}$/;

export default function ({ data, setTriggerValue }) {
  try {
    // the same address may hold other apps, each below a path of its own
    const name = `${NAME} ${window.location.pathname}`;
    const known = localStorage.getItem(name);
    if (!SECRET.test(known ?? "")) localStorage.setItem(name, data.secret);
    else if (known !== data.secret) setTriggerValue("known", known);
  } catch {
    // this browser keeps nothing: the secret lives as long as the visit
  }
}
