// What the panes ask of the filter worker. For each pane only the newest wish is worked on: while one is being made,
// later ones replace each other, so a drag over a hundred levels costs as many pictures as there is time for.

import { pixels } from "./door.js";

export const PLAIN = Object.freeze({ base: "plain", level: 127.5, width: 255, gamma: 1, invert: false });

export class Filters {
  #worker = new Worker(new URL("./filters-worker.js", import.meta.url), { type: "module" });
  #asked = new Map();
  #tokens = 0;
  #busy = new Map();
  #loading = new Map();

  constructor() {
    this.#worker.onmessage = ({ data }) => {
      const settle = this.#asked.get(data.token);
      this.#asked.delete(data.token);
      if (data.trouble) settle.no(new Error(data.trouble));
      else settle.yes(data);
    };
  }

  #ask(message) {
    const token = (this.#tokens += 1);
    const answer = new Promise((yes, no) => this.#asked.set(token, { yes, no }));
    this.#worker.postMessage({ ...message, token });
    return answer;
  }

  /** Fetch and decode a picture once. Rejects with the problem's words where it cannot be had. */
  load(picture) {
    if (!this.#loading.has(picture.address)) {
      const loading = this.#fetched(picture);
      loading.catch(() => this.#loading.delete(picture.address));
      this.#loading.set(picture.address, loading);
    }
    return this.#loading.get(picture.address);
  }

  async #fetched(picture) {
    const blob = await pixels(picture.address);
    const perMillimetre = (picture.ppi || 500) / 25.4;
    return this.#ask({ ask: "load", id: picture.address, blob, perMillimetre });
  }

  /** Paint a viewport with its picture under these settings; resolves when no newer wish is left. */
  async show(viewport, settings) {
    const wish = { picture: viewport.picture, settings };
    const busy = this.#busy.get(viewport);
    if (busy) {
      busy.next = wish;
      return busy.done;
    }
    const turn = { next: wish, done: null };
    this.#busy.set(viewport, turn);
    turn.done = this.#work(viewport, turn).finally(() => this.#busy.delete(viewport));
    return turn.done;
  }

  async #work(viewport, turn) {
    while (turn.next) {
      const { picture, settings } = turn.next;
      turn.next = null;
      const answer = await this.#ask({ ask: "show", id: picture.address, settings });
      if (answer.missing) {
        this.#loading.delete(picture.address);
        await this.load(picture);
        turn.next ??= { picture, settings };
      } else if (viewport.picture === picture) viewport.paint(answer.bitmap);
      else answer.bitmap.close();
    }
  }
}
