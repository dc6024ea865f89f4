// Panes that move together. What is linked is the gesture, not the place: whoever laid two prints over each other by
// free moves and then links them keeps exactly that.

export class Link {
  constructor(viewports) {
    this.viewports = viewports;
    this.on = true;
  }

  pan(source, dx, dy) { for (const each of this.#moved(source)) each.pan(dx, dy); }

  zoom(source, factor, fx = 0, fy = 0) {
    const real = source.zoom(factor, fx, fy);
    for (const each of this.#moved(source)) if (each !== source) each.zoom(real, fx, fy);
  }

  rotate(source, radians) { for (const each of this.#moved(source)) each.rotate(radians); }

  /** Screen pixels a millimetre, for all: one to one, five times, ten times. */
  scale(perMillimetre) {
    for (const each of this.viewports) {
      each.view.scale = perMillimetre;
      each.invalidate();
    }
  }

  /** All of the first pane's picture, and the other at the same scale about its middle: a rolled print is twice as wide
   * as a plain one, and what they share lies in its middle. Unlinked, all of each. */
  fit() {
    for (const each of this.viewports) each.fit();
    const [first] = this.viewports;
    if (this.on && first.picture) this.scale(first.view.scale);
  }

  #moved(source) { return this.on ? this.viewports.filter((each) => each.picture || each === source) : [source]; }
}
