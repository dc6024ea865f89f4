// The two panes: which picture stands in each, how its pixels are filtered, what is drawn over it, and what is said
// where there is none. Every picture that comes into sight is noted at the node.

import { ask } from "./door.js";
import { Filters, PLAIN } from "./filters.js";
import { Gestures } from "./gestures.js";
import { Link } from "./link.js";
import { crosshairLayer, markLayer } from "./overlay.js";
import { shownNumber } from "./pairs.js";
import { Measure, rulerLayer } from "./ruler.js";
import { LevelTool, MarkTool } from "./tools.js";
import { Viewport } from "./viewport.js";

export class Panes {
  constructor(work, words) {
    this.work = work;
    this.words = words;
    this.filters = new Filters();
    this.settings = new Map();
    this.marksShown = true;
    this.machine = new Map(); // side -> minutiae of the picture in sight
    this.machineShown = false;
    this.space = false;
    this.noted = new Set();
    this.sides = ["probe", ...(document.getElementById("pane-candidate") ? ["candidate"] : [])];
    this.viewports = Object.fromEntries(this.sides.map((side) => [side, this.#viewport(side)]));
    this.link = new Link(Object.values(this.viewports));
    this.active = this.viewports.probe;
    this.measure = new Measure();
    const level = new LevelTool({ now: () => this.filtersNow, change: (change) => this.filter(change) });
    this.tools = { hand: null, mark: new MarkTool(work), level, measure: this.measure };
    this.tool = work.writable ? "mark" : "hand";
    for (const side of this.sides) this.#attach(side);
  }

  #viewport(side) {
    const viewport = new Viewport(document.querySelector(`#pane-${side} canvas`));
    this.settings.set(viewport, { ...PLAIN });
    this.work.sides.set(viewport, side);
    return viewport;
  }

  #attach(side) {
    const viewport = this.viewports[side];
    viewport.layers.push(
      markLayer({
        marks: () => this.#drawn(side),
        machine: () => (this.machineShown ? this.machine.get(side) ?? [] : []),
        shown: () => this.marksShown,
      }),
      this.measure.layer,
      rulerLayer(this.words),
      crosshairLayer,
    );
    new Gestures(viewport, this.link, {
      current: () => this.tools[this.tool],
      space: () => this.space,
      active: (each) => { this.active = each; },
    });
    for (const event of ["focus", "blur"]) viewport.canvas.addEventListener(event, () => viewport.invalidate());
  }

  #drawn(side) {
    const { comparison, at } = this.work;
    const chosen = at.selected;
    return this.work.marksHere(side).map((mark) => {
      const partner = side === "probe" ? (this.work.partner(mark.number) ? mark.number : null) : shownNumber(comparison, mark.number);
      const same = chosen && (chosen.side === side ? chosen.number === mark.number : this.#joined(chosen, mark, side));
      return {
        mark,
        label: side === "probe" ? String(mark.number) : partner === null ? "" : String(partner),
        paired: partner !== null,
        added: side === "probe" && comparison.added.some((each) => each.number === mark.number),
        selected: Boolean(same),
      };
    });
  }

  #joined(chosen, mark, side) {
    const pair = side === "probe" ? [mark.number, chosen.number] : [chosen.number, mark.number];
    return this.work.comparison.pairs.some((each) => each.probe === pair[0] && each.candidate === pair[1]);
  }

  redraw() { for (const each of Object.values(this.viewports)) each.invalidate(); }

  /** Bring the chosen pictures into sight; resolves when their pixels stand in the panes. */
  async show() {
    await Promise.all(this.sides.map((side) => this.#showSide(side)));
  }

  async #showSide(side) {
    const viewport = this.viewports[side];
    const picture = this.work.picture(side);
    this.#caption(side, picture);
    if (viewport.picture === picture && picture) return;
    viewport.show(picture);
    this.machine.delete(side);
    if (!picture) return this.#say(side, this.#absence(side));
    this.#say(side, this.words.loading);
    try {
      await this.filters.load(picture);
      if (viewport.picture !== picture) return;
      this.link.fit();
      this.#say(side, "");
      await this.filters.show(viewport, this.settings.get(viewport));
      this.#note(side, picture);
      if (this.machineShown) await this.#loadMachine(side);
    } catch (trouble) {
      if (viewport.picture === picture) this.#say(side, trouble.message);
    }
  }

  #absence(side) {
    if (this.work.pictures(side).length) return this.words.no_such_finger;
    return side === "probe" ? this.words.probe_without_pictures : this.words.candidate_without_pictures;
  }

  #caption(side, picture) {
    const name = side === "probe" ? this.words.probe : `${this.words.candidate} ${this.work.at.letter}`;
    const facts = picture ? [picture.label, picture.ppi ? `${Math.round(picture.ppi)} ppi` : this.words.no_resolution] : [];
    if (picture?.quality !== null && picture?.quality !== undefined) facts.push(`${this.words.quality} ${picture.quality}`);
    document.querySelector(`#pane-${side} .pane-name`).textContent = name;
    document.querySelector(`#pane-${side} .pane-facts`).textContent = facts.join(" · ");
    const canvas = this.viewports[side].canvas;
    canvas.setAttribute("aria-label", `${[name, picture?.label].filter(Boolean).join(", ")}. ${this.words.pane_hint}`);
  }

  #say(side, text) {
    const note = document.querySelector(`#pane-${side} .pane-note`);
    note.textContent = text;
    note.hidden = !text;
  }

  #note(side, picture) {
    if (!this.work.writable) return;
    const letter = side === "candidate" ? this.work.at.letter : null;
    const key = `${letter}/${picture.name}`;
    if (this.noted.has(key)) return;
    this.noted.add(key);
    const body = JSON.stringify({ letter, picture: picture.name, position: picture.position });
    ask(`${this.work.config.address}/views`, { method: "POST", body, keepalive: true }).catch(() => this.noted.delete(key));
  }

  /** Change contrast, brightness, gamma, base or inversion: of both panes while they are linked. */
  filter(change) {
    const those = this.link.on ? Object.values(this.viewports) : [this.active];
    for (const viewport of those) {
      this.settings.set(viewport, { ...this.settings.get(viewport), ...change });
      if (viewport.bitmap) this.filters.show(viewport, this.settings.get(viewport));
    }
    this.filtered?.(this.settings.get(this.active));
  }

  get filtersNow() { return this.settings.get(this.active); }

  async toggleMachine() {
    this.machineShown = !this.machineShown;
    if (this.machineShown) await Promise.all(this.sides.map((side) => this.#loadMachine(side)));
    this.redraw();
  }

  async #loadMachine(side) {
    const picture = this.work.picture(side);
    if (!picture?.minutiae || this.machine.has(side)) return;
    const { minutiae } = await ask(picture.minutiae).catch(() => ({ minutiae: [] }));
    if (this.work.picture(side) !== picture) return;
    this.machine.set(side, minutiae);
    if (this.work.stage === "done") await this.#joinMachine();
    this.viewports[side].invalidate();
  }

  /** Once one's opinion is locked: which minutiae the machine took for the same carry one number on both prints. */
  async #joinMachine() {
    const [ours, theirs] = [this.machine.get("probe"), this.machine.get("candidate")];
    const [probe, candidate] = [this.work.picture("probe"), this.work.picture("candidate")];
    if (!ours?.length || !theirs?.length || probe.position !== candidate?.position) return;
    const { pairs } = await ask(`${this.work.config.address}/pairs/${this.work.at.letter}/${probe.position}.json`).catch(() => ({ pairs: [] }));
    pairs.forEach(([i, j], n) => {
      if (ours[i]) ours[i].label = String(n + 1);
      if (theirs[j]) theirs[j].label = String(n + 1);
    });
    this.redraw();
  }

  /** The rest of the pictures, one after the other, so that paging is immediate. */
  async fetchAhead() {
    const finger = (each) => each.kind === "finger";
    const those = [...this.work.pictures("probe").filter(finger), ...this.work.pictures("candidate").filter(finger)];
    for (const picture of those.slice(0, 20)) await this.filters.load(picture).catch(() => null);
  }
}
