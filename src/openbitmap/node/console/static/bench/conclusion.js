// Locking the analysis and giving the opinion: what is sent, what is still missing, and proving who one is again
// without losing a mark.

import { ask } from "./door.js";

function sent(address, body) { return ask(address, { method: "POST", body: JSON.stringify(body) }); }

export class Conclusion {
  constructor(work, draft, words) {
    this.work = work;
    this.draft = draft;
    this.words = words;
    this.form = document.getElementById("conclusion");
    this.lock = document.getElementById("lock");
    this.replacing = this.form?.dataset.supersede !== undefined;
    if (this.replacing) work.conclude({ finding: "", letters: [], ground: "", reason: "" }); // a word of its own
    this.#wireLock();
    if (this.form) this.#wireForm();
  }

  #wireLock() {
    if (!this.lock) return;
    const dialog = document.getElementById("lock-dialog");
    const reason = document.getElementById("unmarked");
    this.lock.addEventListener("click", () => {
      const marks = this.work.state.probe;
      const prints = new Set(marks.map((mark) => mark.picture)).size;
      document.getElementById("lock-sum").textContent = this.words.lock_sum.replace("{marks}", marks.length).replace("{prints}", prints);
      document.getElementById("unmarked-field").hidden = marks.length > 0;
      dialog.showModal();
    });
    document.getElementById("lock-cancel").addEventListener("click", () => dialog.close());
    document.getElementById("lock-do").addEventListener("click", (event) => {
      this.#busy(event.target, "lock-trouble", async () => {
        const { probe, suitability } = this.work.state;
        await this.draft.settled();
        const spoken = this.work.pictures("probe").filter((each) => suitability[each.name]);
        await sent(`${this.work.config.address}/analysis`, {
          marks: probe,
          suitability: spoken.map((each) => ({ picture: each.name, position: each.position, worth: suitability[each.name] })),
          unmarked: probe.length ? null : reason.value || null,
        });
        location.reload();
      });
    });
  }

  #wireForm() {
    const { form, work } = this;
    const given = work.state.conclusion;
    for (const each of form.elements) {
      if (each.name === "finding") each.checked = each.value === given.finding;
      if (each.name === "letter") each.checked = given.letters.includes(each.value);
    }
    form.reason.value = given.reason;
    form.addEventListener("input", () => this.#read());
    form.addEventListener("change", () => this.#read());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const missing = this.#missing();
      if (missing) return this.#trouble("conclusion-trouble", missing);
      return this.#busy(form.querySelector("[type=submit]"), "conclusion-trouble", async () => {
        await this.draft.settled();
        await sent(`${work.config.address}/opinion`, this.#opinion());
        location.reload();
      });
    });
    this.#dress();
  }

  #read() {
    const { form } = this;
    const letters = [...form.querySelectorAll("[name=letter]:checked")].map((each) => each.value);
    const finding = form.querySelector("[name=finding]:checked")?.value ?? "";
    const ground = this.#grounds(finding).includes(form.ground.value) ? form.ground.value : "";
    this.work.conclude({ finding, letters, ground, reason: form.reason.value });
    this.work.finish();
    this.#dress();
  }

  #grounds(finding) { return this.work.config.grounds[finding] ?? []; }

  /** Shows what belongs to the finding chosen: its candidates, its coded reasons, what will follow. */
  #dress() {
    const { form, words } = this;
    const { finding, ground } = this.work.state.conclusion;
    form.querySelector("#letters").hidden = finding !== "identification";
    const options = this.#grounds(finding).map((code) => new Option(words[`ground_${code}`], code, false, code === ground));
    form.ground.replaceChildren(new Option(words.choose, ""), ...options);
    form.ground.value = ground;
    form.querySelector("#rest").hidden = !finding;
    form.querySelector("#consequence").textContent = finding ? words[`follows_${finding}`] : "";
  }

  #missing() {
    const { finding, letters, ground, reason } = this.work.state.conclusion;
    const { words, work } = this;
    if (!finding) return words.needs_finding;
    if (finding === "identification" && !letters.length) return words.needs_letter;
    const pairable = !work.config.analysis?.unmarked || work.config.analysis.unmarked === "nothing_to_mark";
    const bare = finding === "identification" && pairable && letters.find((letter) => !work.state.comparisons[letter]?.pairs.length);
    if (bare) return words.needs_pairs.replace("{letter}", bare);
    if (!ground) return words.needs_ground;
    return reason.trim() ? "" : words.needs_reason;
  }

  #opinion() {
    const { conclusion, comparisons } = this.work.state;
    const worked = Object.entries(comparisons).filter(([, each]) => each.marks.length || each.added.length);
    return {
      finding: conclusion.finding,
      letters: conclusion.finding === "identification" ? conclusion.letters : [],
      ground: conclusion.ground,
      reason: conclusion.reason,
      supersede: this.replacing,
      comparisons: this.work.locked ? worked.map(([letter, each]) => ({ letter, ...each })) : [],
    };
  }

  async #busy(button, place, act) {
    button.disabled = true;
    try {
      await act();
    } catch (trouble) {
      if (trouble.code === "step-up-needed") this.#stepUp();
      else this.#trouble(place, trouble.message);
    } finally {
      button.disabled = false;
    }
  }

  /** Everything is in the draft by now: proving who one is leads back to this page as it stands. */
  #stepUp() {
    const dialog = document.getElementById("step-up");
    dialog.showModal();
    dialog.querySelector("a").focus();
  }

  #trouble(place, text) {
    const note = document.getElementById(place);
    note.hidden = !text;
    note.querySelector("span:last-child").textContent = text;
    note.scrollIntoView({ block: "nearest" });
  }
}
