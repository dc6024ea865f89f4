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

  /** All of one picture in each pane; then the larger print sets the scale for both. */
  fit() {
    const shown = this.viewports.filter((each) => each.picture);
    for (const each of shown) each.fit();
    if (this.on && shown.length > 1) this.scale(Math.min(...shown.map((each) => each.view.scale)));
  }

  #moved(source) { return this.on ? this.viewports.filter((each) => each.picture || each === source) : [source]; }
}
