// Lengths: the bar at a pane's foot, the measuring line, and what one to one means on this screen.

const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const SCREEN_KEY = "openbitmap-screen-dpi";
const CSS_DPI = 96;

/** Dots an inch of this screen as its owner measured them; a browser's inch is 96 of its pixels, whatever the screen. */
export function screenDpi() {
  const kept = Number(localStorage.getItem(SCREEN_KEY));
  return kept >= 40 && kept <= 600 ? kept : CSS_DPI;
}

export function keepScreenDpi(dpi) { localStorage.setItem(SCREEN_KEY, String(dpi)); }

/** Screen pixels a millimetre at so many times the real size. */
export function scaleOf(times) { return (times * screenDpi()) / 25.4; }

export function timesOf(scale) { return (scale * 25.4) / screenDpi(); }

export function millimetres(value) { return value.toFixed(value < 10 ? 2 : 1); }

/** A layer: a bar of a round length, and the magnification. */
export function rulerLayer(words) {
  return (context, viewport) => {
    if (!viewport.picture) return;
    const { scale } = viewport.view;
    const wanted = Math.min(120, viewport.size[0] / 3) / scale;
    const length = STEPS.findLast((step) => step <= wanted) ?? STEPS[0];
    const [x, y] = [12, viewport.size[1] - 14];
    const text = `${length} mm · ${timesOf(scale).toFixed(1)}×`;
    const unknown = viewport.picture.ppi ? "" : ` · ${words.no_resolution}`;
    context.font = "600 13px 'Atkinson Hyperlegible', sans-serif";
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    const wide = Math.max(length * scale, context.measureText(text + unknown).width);
    context.fillStyle = "rgba(10, 14, 18, 0.78)";
    context.fillRect(x - 6, y - 28, wide + 14, 36);
    context.fillStyle = context.strokeStyle = "#fff";
    context.fillText(text + unknown, x, y - 13);
    context.lineWidth = 2;
    context.beginPath();
    for (let part = 0; part <= 10; part += 1) {
      const at = Math.round(x + (part / 10) * length * scale) + 0.5;
      context.moveTo(at, y);
      context.lineTo(at, y - (part % 5 === 0 ? 9 : 5));
    }
    context.moveTo(x, y);
    context.lineTo(x + length * scale, y);
    context.stroke();
  };
}

/** The measuring tool: drag a line, read its length. */
export class Measure {
  constructor() { this.line = null; }

  grabs() { return true; }

  press(viewport, at) { this.line = { viewport, from: viewport.toPicture(...at), to: viewport.toPicture(...at) }; }

  drag(viewport, at) {
    if (this.line?.viewport !== viewport) return;
    this.line.to = viewport.toPicture(...at);
    viewport.invalidate();
  }

  release(viewport, at, moved) {
    if (!moved) this.line = null;
    viewport.invalidate();
  }

  layer = (context, viewport) => {
    if (this.line?.viewport !== viewport) return;
    const { from, to } = this.line;
    const [a, b] = [viewport.toScreen(...from), viewport.toScreen(...to)];
    const long = Math.hypot(to[0] - from[0], to[1] - from[1]) / viewport.perMillimetre;
    for (const [style, width] of [["#fff", 5], ["#7a2ea0", 2]]) {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...a);
      context.lineTo(...b);
      context.stroke();
    }
    const text = `${millimetres(long)} mm`;
    context.font = "600 14px 'Atkinson Hyperlegible', sans-serif";
    context.textAlign = "center";
    const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 10];
    context.fillStyle = "rgba(10, 14, 18, 0.78)";
    context.fillRect(mx - context.measureText(text).width / 2 - 5, my - 14, context.measureText(text).width + 10, 20);
    context.fillStyle = "#fff";
    context.fillText(text, mx, my);
  };
}
