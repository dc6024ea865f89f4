// The examiner's work on one case: what is marked, paired and concluded, and where they are. Marks of the analysis are
// the draft's until it is locked and the node's from then on; nothing here can change them any more.

import { History } from "./history.js";
import { changed, nextKind, on, placed, removed, renumbered } from "./marks.js";
import { emptyComparison, nextUnpaired, paired, partnerOf, unpaired, withoutAdded, withoutCandidateMark } from "./pairs.js";

const BLANK = {
  probe: [],
  suitability: {},
  unmarked: "",
  comparisons: {},
  conclusion: { finding: "", letters: [], ground: "", reason: "" },
};

export class Work {
  constructor(config) {
    this.config = config;
    this.stage = config.stage;
    this.locked = config.analysis ? config.analysis.marks : null;
    const kept = config.draft?.body ?? {};
    this.history = new History({ ...BLANK, ...(kept.state ?? {}), ...(config.given ?? {}) }, ["conclusion"]);
    const letters = config.candidates.map((each) => each.letter);
    const letter = letters.includes(kept.at?.letter) ? kept.at.letter : letters[0] ?? "";
    this.at = { probe: kept.at?.probe ?? "", letter, candidate: kept.at?.candidate ?? "", selected: null };
    this.kind = "ridge_ending";
    this.sides = new Map(); // viewport -> "probe" or "candidate"
  }

  get state() { return this.history.now; }
  get writable() { return this.stage === "analysis" || this.stage === "comparison"; }
  get body() { return { v: 1, state: this.state, at: { ...this.at, selected: null } }; }
  get comparison() { return this.state.comparisons[this.at.letter] ?? emptyComparison(); }
  get candidate() { return this.config.candidates.find((each) => each.letter === this.at.letter) ?? null; }

  pictures(side) { return side === "probe" ? this.config.probe : this.candidate?.pictures ?? []; }

  picture(side) { return this.pictures(side).find((each) => each.name === this.at[side]) ?? null; }

  marks(side) {
    if (side === "candidate") return this.comparison.marks;
    return this.locked ? [...this.locked, ...this.comparison.added] : this.state.probe;
  }

  marksHere(side) { return on(this.marks(side), this.at[side]); }

  marksOn(viewport) { return this.marksHere(this.sides.get(viewport)); }

  get selected() {
    const { selected } = this.at;
    return selected && this.marks(selected.side).find((mark) => mark.number === selected.number);
  }

  isLocked(side, number) { return side === "probe" && Boolean(this.locked?.some((mark) => mark.number === number)); }

  mayMove(viewport, number) { return this.writable && !this.isLocked(this.sides.get(viewport), number); }

  select(viewport, number) {
    this.at.selected = { side: this.sides.get(viewport), number };
    this.told?.();
  }

  /** A new mark; on a candidate it is paired with the probe's selected mark, if that has no partner yet. */
  place(viewport, x, y, turn = null) {
    if (!this.writable) return null;
    const side = this.sides.get(viewport);
    const picture = this.picture(side);
    const where = { picture: picture.name, position: picture.position, x, y, turn, kind: this.kind };
    if (side === "probe" && !this.locked) {
      const [probe, mark] = placed(this.state.probe, where);
      return this.#placed(side, mark, { probe });
    }
    const comparison = this.comparison;
    if (side === "probe") {
      const [added, mark] = placed(comparison.added, { ...where, after: Math.max(0, ...this.locked.map((m) => m.number)) });
      return this.#placed(side, mark, this.#compared({ ...comparison, added }));
    }
    const partner = this.at.selected?.side === "probe" ? this.selected : null;
    const fits = partner && this.#comparable(partner) && !partnerOf(comparison, partner.number);
    const [marks, mark] = placed(comparison.marks, fits ? { ...where, kind: partner.kind } : where);
    const next = { ...comparison, marks };
    return this.#placed(side, mark, this.#compared(fits ? paired(next, partner.number, mark.number) : next));
  }

  change(viewport, number, change, { amend = false } = {}) { this.changeMark(this.sides.get(viewport), number, change, amend); }

  changeMark(side, number, change, amend = false) {
    if (!this.writable || this.isLocked(side, number)) return;
    const { comparison } = this;
    const next =
      side === "candidate" ? this.#compared({ ...comparison, marks: changed(comparison.marks, number, change) })
      : this.locked ? this.#compared({ ...comparison, added: changed(comparison.added, number, change) })
      : { probe: changed(this.state.probe, number, change) };
    if (amend) this.history.amend({ ...this.state, ...next });
    else this.history.change({ ...this.state, ...next });
  }

  finish() { this.kept?.(); }

  remove(side, number) {
    if (!this.writable || this.isLocked(side, number)) return;
    const next =
      side === "candidate" ? this.#compared(withoutCandidateMark(this.comparison, number))
      : this.locked ? this.#compared(withoutAdded(this.comparison, number))
      : { probe: renumbered(removed(this.state.probe, number)) };
    this.at.selected = null;
    this.history.change({ ...this.state, ...next });
  }

  cycleKind() {
    const mark = this.selected;
    this.kind = nextKind(mark?.kind ?? this.kind);
    if (mark) this.changeMark(this.at.selected.side, mark.number, { kind: this.kind });
    else this.told?.();
  }

  turn(by) {
    const mark = this.selected;
    if (mark) this.changeMark(this.at.selected.side, mark.number, { turn: (mark.turn ?? 0) + by });
  }

  /** Join the probe's mark chosen last with a candidate's mark. */
  pair(probe, candidate) { this.history.change({ ...this.state, ...this.#compared(paired(this.comparison, probe, candidate)) }); }

  unpair(probe) { this.history.change({ ...this.state, ...this.#compared(unpaired(this.comparison, probe)) }); }

  judgeWorth(worth) {
    this.history.change({ ...this.state, suitability: { ...this.state.suitability, [this.at.probe]: worth } });
  }

  set(change) { this.history.change({ ...this.state, ...change }); }

  conclude(change) { this.history.amend({ ...this.state, conclusion: { ...this.state.conclusion, ...change } }); }

  nextOpen() { return nextUnpaired(this.marksHere("probe"), this.comparison, this.at.selected?.side === "probe" ? this.at.selected.number : 0); }

  partner(number) { return partnerOf(this.comparison, number); }

  /** The candidate's picture of the same finger as the probe's, the better print first; else of the same kind. */
  follow() {
    const picture = this.picture("probe");
    const those = this.pictures("candidate");
    const same = those.filter((each) => each.kind === picture?.kind && each.position === picture?.position);
    if (!same.some((each) => each.name === this.at.candidate)) this.at.candidate = same[0]?.name ?? "";
  }

  #comparable(mark) {
    const position = this.picture("candidate")?.position;
    return mark.position === position || mark.position > 10 || position > 10;
  }

  #compared(comparison) { return { comparisons: { ...this.state.comparisons, [this.at.letter]: comparison } }; }

  #placed(side, mark, change) {
    this.at.selected = { side, number: mark.number };
    this.history.change({ ...this.state, ...change });
    return mark;
  }
}
