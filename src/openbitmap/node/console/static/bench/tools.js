// What a press on a pane does: place and move marks, set levels by drag, measure. The hand is no tool: it pans.

import { nearest } from "./marks.js";

const REACH = 14;

/** Press on a mark: take it, drag moves it. Press elsewhere: place one, drag turns it. */
export class MarkTool {
  #held = null;

  constructor(work) { this.work = work; }

  grabs(viewport, at) { return Boolean(nearest(this.work.marksOn(viewport), viewport, at, 2 * REACH)); }

  press(viewport, at) {
    const found = nearest(this.work.marksOn(viewport), viewport, at, REACH);
    if (found) {
      this.work.select(viewport, found.number);
      this.#held = { viewport, number: found.number, moving: this.work.mayMove(viewport, found.number), begun: false };
      return;
    }
    const place = viewport.toPicture(...at);
    if (!viewport.holds(...place)) return;
    const mark = this.work.place(viewport, ...place);
    this.#held = mark && { viewport, number: mark.number, origin: at };
  }

  drag(viewport, at) {
    const held = this.#held;
    if (held?.viewport !== viewport) return;
    if (held.origin) {
      const turn = Math.atan2(at[1] - held.origin[1], at[0] - held.origin[0]) - viewport.view.turn;
      this.work.change(viewport, held.number, { turn: (turn * 180) / Math.PI }, { amend: true });
    } else if (held.moving) {
      const [x, y] = viewport.toPicture(...at);
      if (viewport.holds(x, y)) this.work.change(viewport, held.number, { x, y }, { amend: held.begun });
      held.begun = true;
    }
  }

  release() {
    if (this.#held) this.work.finish();
    this.#held = null;
  }
}

/** Drag across for contrast, up and down for brightness, as readers of X-rays do. */
export class LevelTool {
  constructor(settings) { this.settings = settings; }

  grabs() { return true; }

  press() { /* the drag does it */ }

  drag(viewport, _at, [dx, dy]) {
    const now = this.settings.now();
    this.settings.change({
      width: Math.min(510, Math.max(8, now.width - dx)),
      level: Math.min(255, Math.max(0, now.level + dy * 0.6)),
    });
  }
}
