// The mark of a point. There are ten colours that stay apart for any kind of colour vision; from
// the eleventh class on they come again in another shape.

/** The shape of a class: 0 a square, 1 a ring, 2 a cross.
 * @param {number} group
 * @param {number} colours how many there are
 */
export function shapeOf(group, colours) {
  return Math.floor(group / colours) % 3;
}

/**
 * @param {CanvasRenderingContext2D} pen with its colour
 * @param {number} shape
 * @param {number} x
 * @param {number} y
 * @param {number} size of a square, pixels
 */
export function drawDot(pen, shape, x, y, size) {
  if (shape === 0) return pen.fillRect(x - size / 2, y - size / 2, size, size);
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = size / 2.4;
  pen.beginPath();
  if (shape === 1) pen.arc(x, y, 0.75 * size, 0, 2 * Math.PI);
  else {
    pen.moveTo(x - size, y);
    pen.lineTo(x + size, y);
    pen.moveTo(x, y - size);
    pen.lineTo(x, y + size);
  }
  pen.stroke();
}
