// Streamlit calls a component again whenever its data has changed, and in the end only what
// the last call returned: what an earlier call started would go on for ever.

const started = new WeakMap(); // by the component's element: what ends what its last call started

// Remember how to end what this call started, and end what the call before it did.
export function restart(element, end) {
  started.get(element)?.();
  started.set(element, end);
  return end;
}
