// One pane: a picture, and where it is looked at from. The view is {x, y} in millimetres at the pane's middle, `scale`
// in screen pixels a millimetre, `turn` in radians; so two prints of different resolution stand at one scale.

const NOMINAL_PPI = 500;
const NEAREST = 400; // screen pixels a millimetre: a ridge fills the pane
const FARTHEST = 0.8;
const SETTLE_MS = 140;

export class Viewport {
  #frame = 0;
  #moved = 0;
  #settle = 0;

  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.layers = [];
    this.bitmap = null;
    this.picture = null;
    this.view = { x: 0, y: 0, scale: 8, turn: 0 };
    this.frames = 0;
    this.ground = "#000";
    this.size = [1, 1];
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  /** Pixels of the picture a millimetre; prints without a stated resolution are taken for 500 ppi, and say so. */
  get perMillimetre() { return (this.picture?.ppi || NOMINAL_PPI) / 25.4; }

  show(picture) {
    this.picture = picture;
    this.bitmap = null;
    this.fit();
  }

  /** The picture's pixels as they are to be seen, of the same width and height whatever the filters. */
  paint(bitmap) {
    if (this.bitmap && this.bitmap !== bitmap) this.bitmap.close?.();
    this.bitmap = bitmap;
    this.invalidate();
  }

  fit() {
    if (!this.picture) return;
    const [w, h] = this.size;
    const [mw, mh] = [this.picture.width / this.perMillimetre, this.picture.height / this.perMillimetre];
    this.view = { x: mw / 2, y: mh / 2, scale: Math.min(w / mw, h / mh), turn: 0 };
    this.invalidate();
  }

  pan(dx, dy) {
    const { scale, turn } = this.view;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    this.view.x -= (c * dx + s * dy) / scale;
    this.view.y -= (-s * dx + c * dy) / scale;
    this.invalidate();
  }

  /** Zoom by a factor, keeping what lies at (fx, fy) from the pane's middle where it is. */
  zoom(factor, fx = 0, fy = 0) {
    const wanted = Math.min(NEAREST, Math.max(FARTHEST, this.view.scale * factor));
    const real = wanted / this.view.scale;
    this.pan(fx, fy);
    this.view.scale = wanted;
    this.pan(-fx, -fy);
    return real;
  }

  rotate(radians) {
    this.view.turn += radians;
    this.invalidate();
  }

  centre(px, py) {
    this.view.x = px / this.perMillimetre;
    this.view.y = py / this.perMillimetre;
    this.invalidate();
  }

  /** How far a point of the picture lies from the pane's middle, in screen pixels. */
  offset(px, py) {
    const [x, y] = this.toScreen(px, py);
    return [x - this.size[0] / 2, y - this.size[1] / 2];
  }

  toScreen(px, py) {
    const { x, y, scale, turn } = this.view;
    const [dx, dy] = [px / this.perMillimetre - x, py / this.perMillimetre - y];
    const [c, s] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
    return [this.size[0] / 2 + c * dx - s * dy, this.size[1] / 2 + s * dx + c * dy];
  }

  toPicture(sx, sy) {
    const { x, y, scale, turn } = this.view;
    const [dx, dy] = [(sx - this.size[0] / 2) / scale, (sy - this.size[1] / 2) / scale];
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return [(x + c * dx + s * dy) * this.perMillimetre, (y - s * dx + c * dy) * this.perMillimetre];
  }

  holds(px, py) {
    return Boolean(this.picture) && px >= 0 && py >= 0 && px < this.picture.width && py < this.picture.height;
  }

  /** Draw at the next frame, once, however often it is asked. */
  invalidate() {
    this.#moved = performance.now();
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    this.frames += 1;
    const { context, picture, bitmap } = this;
    const ratio = this.canvas.width / this.size[0];
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.ground;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (picture && bitmap) {
      const k = (this.view.scale / this.perMillimetre) * ratio;
      const [c, s] = [Math.cos(this.view.turn) * k, Math.sin(this.view.turn) * k];
      const [ox, oy] = this.toScreen(0, 0);
      context.setTransform(c, s, -s, c, ox * ratio, oy * ratio);
      // Smooth enlargement costs most; while the print moves nobody can see it, and a moment later it is drawn so.
      const still = performance.now() - this.#moved >= SETTLE_MS;
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = still ? "high" : "low";
      context.drawImage(bitmap, 0, 0, picture.width, picture.height);
      if (!still) this.#redrawWhenStill();
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (const layer of this.layers) layer(context, this);
  }

  #redrawWhenStill() {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#draw());
    }, SETTLE_MS + 10);
  }

  #resize() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    const before = this.size;
    this.size = [Math.max(1, box.width), Math.max(1, box.height)];
    this.canvas.width = Math.round(this.size[0] * ratio);
    this.canvas.height = Math.round(this.size[1] * ratio);
    if (before[0] <= 1 || before[1] <= 1) this.fit();
    this.invalidate();
  }
}
