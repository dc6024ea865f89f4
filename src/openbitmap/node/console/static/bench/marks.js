// Marks as values: {number, picture, position, x, y, kind, turn}; x and y in the picture's own pixels, turn in whole
// degrees clockwise from the right or null. Every function gives a new list.

export const KINDS = ["ridge_ending", "bifurcation", "other"];

export function placed(marks, { picture, position, x, y, kind, turn = null, after = 0 }) {
  const number = Math.max(after, 0, ...marks.map((mark) => mark.number)) + 1;
  const mark = { number, picture, position, x: tenth(x), y: tenth(y), kind, turn: degrees(turn) };
  return [[...marks, mark], mark];
}

export function changed(marks, number, change) {
  return marks.map((mark) => (mark.number === number ? clean({ ...mark, ...change }) : mark));
}

export function removed(marks, number) {
  return marks.filter((mark) => mark.number !== number);
}

/** Numbers without gaps, in the order of the old ones: only while nothing refers to them yet. */
export function renumbered(marks) {
  return [...marks].sort((a, b) => a.number - b.number).map((mark, i) => ({ ...mark, number: i + 1 }));
}

export function on(marks, picture) {
  return marks.filter((mark) => mark.picture === picture);
}

export function nextKind(kind) {
  return KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length];
}

/** The mark nearest to a point of the screen, within so many screen pixels. */
export function nearest(marks, viewport, [sx, sy], within) {
  let best = null;
  let least = within;
  for (const mark of marks) {
    const [x, y] = viewport.toScreen(mark.x, mark.y);
    const far = Math.hypot(x - sx, y - sy);
    if (far <= least) [best, least] = [mark, far];
  }
  return best;
}

export function degrees(turn) {
  return turn === null || turn === undefined ? null : ((Math.round(turn) % 360) + 360) % 360;
}

function clean(mark) {
  return { ...mark, x: tenth(Math.max(0, mark.x)), y: tenth(Math.max(0, mark.y)), turn: degrees(mark.turn) };
}

function tenth(value) { return Math.round(value * 10) / 10; }
