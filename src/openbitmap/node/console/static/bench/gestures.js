// Hands on a pane: mouse, pen, fingers and keys become pan, zoom and turn of the link, or a press for the tool in hand.
// A tool is {press, drag, release, grabs}, all told where in screen pixels of the pane. A finger taps to press, and drags
// the print unless the tool grabs what lies under it: so two fingers never leave a mark behind when they come to zoom.

const CLICK = 4;
const WHEEL = 0.0016;
const STEP = 48;
const FINE = 6;
const TURN = Math.PI / 36;

export class Gestures {
  #pointers = new Map();
  #start = null;
  #moved = false;
  #panning = false;
  #pinch = null;
  #tap = false;

  constructor(viewport, link, tools) {
    this.viewport = viewport;
    this.link = link;
    this.tools = tools; // {current(): tool or null, space(): is the space bar down, active(viewport)}
    const { canvas } = viewport;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.#up(event));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("focus", () => tools.active(viewport));
  }

  #at(event) {
    const box = this.viewport.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    const { canvas } = this.viewport;
    canvas.focus({ preventScroll: true, focusVisible: false });
    this.tools.active(this.viewport);
    canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
    if (this.#pointers.size === 2) {
      this.#pinch = this.#spread();
      this.#panning = true;
      this.#tap = false;
      return;
    }
    this.#start = this.#at(event);
    this.#moved = false;
    const tool = this.tools.current();
    this.#panning = !tool || event.button !== 0 || this.tools.space();
    this.#tap = !this.#panning && event.pointerType === "touch";
    if (!this.#panning && !this.#tap) tool.press(this.viewport, this.#start);
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    const at = this.#at(event);
    this.tools.hover?.(this.viewport, at);
    if (!before) return;
    this.#pointers.set(event.pointerId, at);
    if (this.#pinch && this.#pointers.size === 2) return this.#pinched();
    if (!this.#moved && Math.hypot(at[0] - this.#start[0], at[1] - this.#start[1]) < CLICK) return;
    const delta = this.#moved ? [at[0] - before[0], at[1] - before[1]] : [at[0] - this.#start[0], at[1] - this.#start[1]];
    if (!this.#moved && this.#tap) this.#decide();
    this.#moved = true;
    if (this.#panning) this.link.pan(this.viewport, ...delta);
    else this.tools.current()?.drag?.(this.viewport, at, delta);
  }

  #up(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#pinch) {
      if (this.#pointers.size === 0) this.#pinch = null;
      return;
    }
    const tool = this.tools.current();
    if (this.#tap && event.type === "pointerup") tool?.press(this.viewport, this.#start);
    if (!this.#panning) tool?.release?.(this.viewport, this.#at(event), this.#moved);
    this.#panning = this.#tap = false;
  }

  /** A finger began to move: what it drags is the tool's, or the print. */
  #decide() {
    const tool = this.tools.current();
    this.#tap = false;
    if (tool?.grabs(this.viewport, this.#start)) tool.press(this.viewport, this.#start);
    else this.#panning = true;
  }

  #spread() {
    const [a, b] = [...this.#pointers.values()];
    return { far: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  }

  #pinched() {
    const now = this.#spread();
    const [w, h] = this.viewport.size;
    this.link.pan(this.viewport, now.middle[0] - this.#pinch.middle[0], now.middle[1] - this.#pinch.middle[1]);
    if (this.#pinch.far > 0) {
      this.link.zoom(this.viewport, now.far / this.#pinch.far, now.middle[0] - w / 2, now.middle[1] - h / 2);
    }
    this.#pinch = now;
  }

  #wheel(event) {
    event.preventDefault();
    const [x, y] = this.#at(event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    const [w, h] = this.viewport.size;
    if (event.shiftKey) this.link.rotate(this.viewport, (event.deltaY || event.deltaX) * lines * WHEEL);
    else this.link.zoom(this.viewport, Math.exp(-event.deltaY * lines * WHEEL), x - w / 2, y - h / 2);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? FINE : STEP;
    const acts = {
      ArrowLeft: () => this.link.pan(this.viewport, step, 0),
      ArrowRight: () => this.link.pan(this.viewport, -step, 0),
      ArrowUp: () => this.link.pan(this.viewport, 0, step),
      ArrowDown: () => this.link.pan(this.viewport, 0, -step),
      "+": () => this.link.zoom(this.viewport, 1.25),
      "=": () => this.link.zoom(this.viewport, 1.25),
      "-": () => this.link.zoom(this.viewport, 0.8),
      q: () => this.link.rotate(this.viewport, -TURN),
      e: () => this.link.rotate(this.viewport, TURN),
      Q: () => this.link.rotate(this.viewport, -TURN / 5),
      E: () => this.link.rotate(this.viewport, TURN / 5),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}
