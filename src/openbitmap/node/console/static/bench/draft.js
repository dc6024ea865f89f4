// Nothing an examiner marks is lost: every change goes to the node at once, the newest state as a whole, under a counter
// that only grows, and the node keeps the highest. So saves need not wait for each other, and a page that is killed has
// already sent its last mark. Only where many travel already do later states replace each other.

import { ask } from "./door.js";

const MOST_TRAVELLING = 3;
const RETRY_MS = 2000;
const KEEPALIVE_MOST = 60_000; // bytes a browser lets a closing page send

export class Draft {
  #waiting = null;
  #travelling = new Set();
  #retry = 0;
  #stopped = null;

  /** `told(state, error)`: "saving", "saved", "unsaved" (it is tried again), "stopped" (it is of no use to try). */
  constructor(address, counter, { elsewhere, told }) {
    this.address = address;
    this.counter = counter;
    this.elsewhere = elsewhere;
    this.told = told;
    window.addEventListener("pagehide", () => this.#send(true));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.#send(true); });
    window.addEventListener("online", () => this.#send());
    window.addEventListener("beforeunload", (event) => { if (this.#waiting && !this.#stopped) event.preventDefault(); });
  }

  save(body) {
    this.#waiting = JSON.stringify(body);
    this.#send();
  }

  /** Resolves when everything is on the node; rejects with the problem that stops it. */
  async settled() {
    const late = performance.now() + 15_000;
    while (this.#waiting || this.#travelling.size) {
      if (this.#stopped) throw this.#stopped;
      if (performance.now() > late) throw new Error(this.lastTrouble ?? "");
      await Promise.race([...this.#travelling, new Promise((wait) => setTimeout(wait, 200))]);
    }
    if (this.#stopped) throw this.#stopped;
  }

  #send(leaving = false) {
    if (!this.#waiting || this.#stopped || (!leaving && this.#travelling.size >= MOST_TRAVELLING)) return;
    clearTimeout(this.#retry);
    const body = this.#waiting;
    this.#waiting = null;
    this.counter += 1;
    this.told("saving");
    const travel = this.#put(this.counter, body, leaving).then((trouble) => {
      this.#travelling.delete(travel);
      this.#arrived(body, trouble);
    });
    this.#travelling.add(travel);
  }

  #arrived(body, trouble) {
    if (!trouble) {
      if (!this.#waiting && !this.#travelling.size) this.told("saved");
    } else if (trouble.status >= 400 && trouble.status < 500) {
      this.#stopped ??= trouble;
      this.told("stopped", trouble);
    } else {
      this.lastTrouble = trouble.message;
      this.#waiting ??= body;
      this.told("unsaved", trouble);
      this.#retry = setTimeout(() => this.#send(), RETRY_MS);
      return;
    }
    this.#send();
  }

  /** What went wrong, or null. A higher counter than our own highest is another window's. */
  async #put(counter, body, leaving) {
    const message = JSON.stringify({ counter, body });
    try {
      const keepalive = leaving && message.length < KEEPALIVE_MOST;
      const answer = await ask(this.address, { method: "PUT", body: message, keepalive });
      const ours = answer.kept || (answer.counter > counter && answer.counter <= this.counter);
      return ours ? null : Object.assign(new Error(this.elsewhere), { status: 409 });
    } catch (trouble) {
      return trouble;
    }
  }
}
