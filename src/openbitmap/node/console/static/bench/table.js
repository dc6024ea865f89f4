// The marks beside the prints as a table: what the canvas shows, for whoever does not use it, and the quickest way to
// any of them.

import { on } from "./marks.js";
import { millimetres } from "./ruler.js";

export class MarkTable {
  constructor(work, words, acts) {
    this.work = work;
    this.words = words;
    this.acts = acts; // {jump(side, number), remove(side, number)}
    this.body = document.querySelector("#marks tbody");
    this.count = document.getElementById("mark-count");
    this.seen = null;
  }

  draw() {
    const { work } = this;
    const key = JSON.stringify([work.at, work.marks("probe"), work.comparison]);
    if (key === this.seen) return;
    this.seen = key;
    const rows = on(work.marks("probe"), work.at.probe).map((mark) => this.#row("probe", mark, work.partner(mark.number)));
    const alone = work.marksHere("candidate").filter((mark) => !work.comparison.pairs.some((pair) => pair.candidate === mark.number));
    rows.push(...alone.map((mark) => this.#row("candidate", mark, null)));
    const held = this.body.contains(document.activeElement) ? document.activeElement.dataset.mark : null;
    this.body.replaceChildren(...rows);
    if (held) this.body.querySelector(`[data-mark="${held}"]`)?.focus();
    this.count.textContent = this.#counted();
  }

  #counted() {
    const { work, words } = this;
    const [all, here] = [work.marks("probe").length, work.marksHere("probe").length];
    const pairs = work.comparison.pairs.length;
    const parts = [words.marks_counted.replace("{here}", here).replace("{all}", all)];
    if (work.at.letter) parts.push(words.pairs_counted.replace("{n}", pairs).replace("{letter}", work.at.letter));
    return parts.join(" · ");
  }

  #row(side, mark, partner) {
    const { work, words } = this;
    const row = document.createElement("tr");
    const chosen = work.at.selected;
    if (chosen && chosen.side === side && chosen.number === mark.number) row.setAttribute("aria-current", "true");
    const jump = button(side === "probe" ? String(mark.number) : "–", () => this.acts.jump(side, mark.number));
    jump.dataset.mark = `${side}-${mark.number}`;
    jump.setAttribute("aria-label", `${words.go_to} ${side === "probe" ? mark.number : words.unpaired}`);
    const added = side === "probe" && work.comparison.added.some((each) => each.number === mark.number);
    const kind = sign(mark.kind, words[`kind_${mark.kind}`] + (added ? ` (${words.added})` : ""), added);
    const own = this.#place(side, mark);
    const cells = side === "probe" ? [jump, kind, own] : [jump, kind, ""];
    if (work.at.letter) cells.push(side === "candidate" ? own : partner ? this.#place("candidate", partner) : "");
    cells.push(this.#remover(side, mark, partner));
    row.append(...cells.map((each, i) => cell(each, i >= 2 && i < cells.length - 1)));
    return row;
  }

  #place(side, mark) {
    const picture = this.work.pictures(side).find((each) => each.name === mark.picture);
    const per = (picture?.ppi || 500) / 25.4;
    return `${millimetres(mark.x / per)}  ${millimetres(mark.y / per)}`;
  }

  #remover(side, mark, partner) {
    const { work, words } = this;
    if (!work.writable) return "";
    if (partner) return closer(words.unpair, mark.number, () => work.unpair(mark.number));
    if (work.isLocked(side, mark.number)) return "";
    return closer(words.remove, mark.number, () => this.acts.remove(side, mark.number));
  }
}

/** The shape that stands on the print, with its name. */
function sign(kind, name, added) {
  const made = document.createElement("span");
  made.title = name;
  const shape = document.createElement("b");
  shape.setAttribute("aria-hidden", "true");
  shape.textContent = { ridge_ending: "○", bifurcation: "□", other: "△" }[kind] + (added ? "+" : "");
  const word = document.createElement("span");
  word.className = "reader";
  word.textContent = name;
  made.append(shape, word);
  return made;
}

function closer(word, number, act) {
  const made = button("×", act);
  made.title = word;
  made.setAttribute("aria-label", `${word} ${number}`);
  return made;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "inline";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function cell(content, number) {
  const made = document.createElement("td");
  if (number) made.className = "n";
  made.append(content);
  return made;
}
