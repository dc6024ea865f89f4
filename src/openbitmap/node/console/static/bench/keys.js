// The keys of the bench. They act wherever the focus is, except while somebody types, chooses or has a dialog open.

const TWO_DIGITS_MS = 700;

let digits = "";
let digitsAt = 0;

/** The number meant by digits in quick succession: 1, then 2 a moment later, is twelve if there is a twelve. */
async function jumpTo(digit, acts) {
  const now = performance.now();
  digits = now - digitsAt < TWO_DIGITS_MS ? digits + digit : digit;
  digitsAt = now;
  if (!(await acts.jump(Number(digits))) && digits.length > 1) {
    digits = digit;
    await acts.jump(Number(digit));
  }
}

const KEYS = {
  v: (acts) => acts.tool("hand"),
  b: (acts) => acts.tool("mark"),
  l: (acts) => acts.tool("level"),
  u: (acts) => acts.tool("measure"),
  i: (acts) => acts.invert(),
  c: (acts) => acts.base("local"),
  g: (acts) => acts.base("ridges"),
  f: (acts) => acts.link(),
  h: (acts) => acts.marks(),
  o: (acts) => acts.machine(),
  z: (acts) => acts.undo(),
  y: (acts) => acts.redo(),
  "[": (acts) => acts.page(-1),
  "]": (acts) => acts.page(1),
  ",": (acts) => acts.nextCandidate(-1),
  ".": (acts) => acts.nextCandidate(1),
  n: (acts) => acts.next(),
  t: (acts) => acts.kind(),
  a: (acts) => acts.turn(-10),
  d: (acts) => acts.turn(10),
  m: (acts) => acts.markHere(),
  p: (acts) => acts.pair(),
  x: (acts) => acts.chart(),
  0: (acts) => acts.fit(),
  Delete: (acts) => acts.remove(),
  Backspace: (acts) => acts.remove(),
};

export function wireKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (busy(event)) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) acts.redo(); else acts.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && (event.target === document.body || event.target.matches("canvas, main"))) {
      event.preventDefault();
      acts.space(true);
      return;
    }
    if (/^[1-9]$/.test(event.key) || (event.key === "0" && performance.now() - digitsAt < TWO_DIGITS_MS)) {
      event.preventDefault();
      jumpTo(event.key, acts);
      return;
    }
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(acts);
  });
  document.addEventListener("keyup", (event) => { if (event.key === " ") acts.space(false); });
  window.addEventListener("blur", () => acts.space(false));
}

function busy(event) {
  if (document.querySelector("dialog[open]")) return true;
  return Boolean(event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]"));
}
