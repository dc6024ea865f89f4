// Marks drawn over a print: a ring for a ridge ending, a square for a bifurcation, a triangle for anything else, each
// with its number and its direction. Two colours that every eye tells apart, and a shape besides: open is unpaired,
// filled is paired, broken is a mark made with the candidate in sight.

const HALO = "rgba(255, 255, 255, 0.92)";
const OPEN = "#b34700";
const PAIRED = "#004fc4";
const MACHINE = "#00796b";
const SIZE = 7;
const TAIL = 20;

/** `marks()` gives [{mark, label, paired, added, selected}], `machine()` the machine's minutiae or none. */
export function markLayer({ marks, machine, shown }) {
  return (context, viewport) => {
    if (!viewport.picture || !shown()) return;
    for (const minutia of machine()) drawMinutia(context, viewport, minutia);
    for (const each of marks()) drawMark(context, viewport, each);
  };
}

function drawMark(context, viewport, { mark, label, paired, added, selected }) {
  const [x, y] = viewport.toScreen(mark.x, mark.y);
  const [w, h] = viewport.size;
  if (x < -40 || y < -40 || x > w + 40 || y > h + 40) return;
  const colour = paired ? PAIRED : OPEN;
  const turn = mark.turn === null ? null : (mark.turn * Math.PI) / 180 + viewport.view.turn;
  context.setLineDash([]);
  for (const [style, extra] of [[HALO, 3], [colour, 0]]) {
    context.strokeStyle = style;
    context.lineWidth = (selected ? 3 : 2) + extra;
    if (!extra && added) context.setLineDash([3, 2]);
    outline(context, mark.kind, x, y, selected ? SIZE + 2 : SIZE);
    context.stroke();
    context.setLineDash([]);
    if (turn !== null) {
      context.beginPath();
      context.moveTo(x + Math.cos(turn) * SIZE, y + Math.sin(turn) * SIZE);
      context.lineTo(x + Math.cos(turn) * TAIL, y + Math.sin(turn) * TAIL);
      context.stroke();
    }
  }
  // Opposite to the direction, so that number and line never cover each other.
  const aside = turn === null || Math.cos(turn) <= 0 ? 1 : -1;
  const above = turn === null || Math.sin(turn) >= 0 ? -1 : 1;
  if (label) drawLabel(context, [x + aside * (SIZE + 9), y + above * (SIZE + 4)], { label, colour, filled: paired });
}

function outline(context, kind, x, y, size) {
  context.beginPath();
  if (kind === "bifurcation") context.rect(x - size + 1, y - size + 1, 2 * size - 2, 2 * size - 2);
  else if (kind === "other") {
    context.moveTo(x, y - size);
    context.lineTo(x + size, y + size * 0.8);
    context.lineTo(x - size, y + size * 0.8);
    context.closePath();
  } else context.arc(x, y, size, 0, 2 * Math.PI);
}

function drawLabel(context, [x, y], { label, colour, filled }) {
  context.font = "700 13px 'Atkinson Hyperlegible', sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const wide = context.measureText(label).width;
  context.fillStyle = filled ? colour : HALO;
  context.fillRect(x - wide / 2 - 3, y - 9, wide + 6, 17);
  context.fillStyle = filled ? "#fff" : colour;
  context.fillText(label, x, y);
}

function drawMinutia(context, viewport, minutia) {
  const [x, y] = viewport.toScreen(minutia.x, minutia.y);
  const turn = (minutia.turn * Math.PI) / 180 + viewport.view.turn;
  for (const [style, width] of [[HALO, 3.5], [MACHINE, 1.5]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    if (minutia.ending) context.arc(x, y, 4, 0, 2 * Math.PI);
    else context.rect(x - 3.5, y - 3.5, 7, 7);
    context.moveTo(x + Math.cos(turn) * 4, y + Math.sin(turn) * 4);
    context.lineTo(x + Math.cos(turn) * 12, y + Math.sin(turn) * 12);
    context.stroke();
  }
  if (!minutia.label) return;
  context.font = "700 11px 'Atkinson Hyperlegible', sans-serif";
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineWidth = 3;
  context.strokeStyle = HALO;
  context.strokeText(minutia.label, x + 5, y + 4);
  context.fillStyle = MACHINE;
  context.fillText(minutia.label, x + 5, y + 4);
}

/** Crosshair at the middle of a pane that the keyboard is in: arrows move the print below it, a key marks there. */
export function crosshairLayer(context, viewport) {
  if (!viewport.canvas.matches(":focus-visible")) return;
  const [x, y] = [viewport.size[0] / 2, viewport.size[1] / 2];
  for (const [style, width] of [["#fff", 4], ["#004fc4", 1.5]]) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x + dx * 5, y + dy * 5);
      context.lineTo(x + dx * 16, y + dy * 16);
    }
    context.stroke();
  }
}
