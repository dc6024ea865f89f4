// The strip of prints: every finger, slap and palm of the probe and of the candidate in sight, with its quality and how
// many marks stand on it.

import { on } from "./marks.js";

export class Strip {
  constructor(work, words, show) {
    this.work = work;
    this.words = words;
    this.show = show; // show(side, name)
    this.places = { probe: document.getElementById("strip-probe"), candidate: document.getElementById("strip-candidate") };
    this.seen = "";
  }

  draw() {
    const { work } = this;
    const sides = ["probe", "candidate"].filter((side) => this.places[side]);
    const counts = sides.map((side) => work.pictures(side).map((each) => on(work.marks(side), each.name).length));
    const key = JSON.stringify([work.at.probe, work.at.candidate, work.at.letter, counts]);
    if (key === this.seen) return;
    this.seen = key;
    sides.forEach((side, i) => this.#draw(side, counts[i]));
  }

  #draw(side, counts) {
    const place = this.places[side];
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.picture : null;
    const items = this.work.pictures(side).map((picture, i) => this.#item(side, picture, counts[i]));
    place.replaceChildren(...items);
    place.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (held) place.querySelector(`[data-picture="${held}"]`)?.focus();
  }

  #item(side, picture, marks) {
    const item = document.createElement("li");
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.picture = picture.name;
    if (this.work.at[side] === picture.name) made.setAttribute("aria-current", "true");
    const name = document.createElement("b");
    name.textContent = picture.short;
    made.append(name);
    if (picture.quality !== null) made.append(this.#quality(picture.quality));
    const said = [picture.label];
    if (picture.quality !== null) said.push(`${this.words.quality} ${picture.quality}`);
    if (marks) {
      const count = document.createElement("span");
      count.className = "strip-marks";
      count.textContent = `+${marks}`;
      made.append(count);
      said.push(`${this.words.marks} ${marks}`);
    }
    made.setAttribute("aria-label", said.join(", "));
    made.title = said.join(", ");
    made.addEventListener("click", () => this.show(side, picture.name));
    item.append(made);
    return item;
  }

  #quality(value) {
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = value;
    bar.setAttribute("aria-hidden", "true");
    return bar;
  }
}
