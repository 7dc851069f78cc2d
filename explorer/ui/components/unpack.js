// The data of a message: an object, or the bytes of its JSON (pack in __init__.py).
// The first part of scripts that are sent much.

function unpack(data) {
  return ArrayBuffer.isView(data) ? JSON.parse(new TextDecoder().decode(data)) : data;
}
