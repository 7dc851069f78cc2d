// A button that copies the page's address: in a frame of another page nobody sees it, and on a
// phone it is far from what it links to.
//
// data: { label, copied, failed (labels) }

const SHOWN = 2500; // milliseconds that "copied" stands on the button

export default function ({ data, parentElement }) {
  const [button, label, own] = ["button", "label", "input"].map((name) =>
    parentElement.querySelector(name)
  );
  const said = parentElement.querySelector("output");
  button.textContent = data.label;
  label.querySelector("span").textContent = data.failed;
  button.onclick = async () => {
    own.value = address();
    try {
      await navigator.clipboard.writeText(own.value);
    } catch {
      // a frame may forbid it, and so does a page that is not encrypted: then it is shown, to be copied
      label.hidden = false;
      own.focus();
      own.select();
      return;
    }
    said.textContent = data.copied;
    setTimeout(() => (said.textContent = ""), SHOWN);
  };
}

// Without what makes the page an embedded one: whoever follows the link sees all of it.
function address() {
  const url = new URL(window.location.href);
  for (const name of ["embed", "embed_options"]) url.searchParams.delete(name);
  return url.href;
}
