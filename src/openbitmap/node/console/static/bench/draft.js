// Nothing an examiner marks is lost: every change goes to the node at once, the newest state as a whole, under a counter
// that only grows. While one save travels, later states replace each other; leaving the page sends what is left.

import { ask } from "./door.js";

const RETRY_MS = 2000;
const KEEPALIVE_MOST = 60_000; // bytes a browser lets a closing page send

export class Draft {
  #waiting = null;
  #travelling = null;
  #retry = 0;
  #stopped = false;

  /** `told(state, error)`: "saving", "saved", "unsaved" (it is tried again), "stopped" (it is of no use to try). */
  constructor(address, counter, { elsewhere, told }) {
    this.address = address;
    this.counter = counter;
    this.elsewhere = elsewhere;
    this.told = told;
    window.addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.#leave(); });
    window.addEventListener("online", () => this.#send());
    window.addEventListener("beforeunload", (event) => { if (this.#waiting && !this.#stopped) event.preventDefault(); });
  }

  save(body) {
    this.#waiting = JSON.stringify(body);
    this.#send();
  }

  /** Resolves when everything is on the node; rejects with the problem that stops it. */
  async settled() {
    for (let turn = 0; turn < 40 && (this.#waiting || this.#travelling); turn += 1) {
      if (this.#stopped) throw this.#stopped;
      await (this.#travelling ?? new Promise((wait) => setTimeout(wait, 50)));
    }
  }

  stop() { this.#stopped = this.#stopped || new Error("stopped"); }

  async #send() {
    if (this.#travelling || !this.#waiting || this.#stopped) return;
    clearTimeout(this.#retry);
    const body = this.#waiting;
    this.#waiting = null;
    this.told("saving");
    this.#travelling = this.#put(body, false);
    const trouble = await this.#travelling;
    this.#travelling = null;
    if (!trouble) {
      if (!this.#waiting) this.told("saved");
      this.#send();
    } else {
      this.#waiting ??= body;
      if (trouble.status >= 400 && trouble.status < 500) {
        this.#stopped = trouble;
        this.told("stopped", trouble);
      } else {
        this.told("unsaved", trouble);
        this.#retry = setTimeout(() => this.#send(), RETRY_MS);
      }
    }
  }

  async #put(body, keepalive) {
    this.counter += 1;
    const message = JSON.stringify({ counter: this.counter, body });
    try {
      const { kept } = await ask(this.address, { method: "PUT", body: message, keepalive: keepalive && message.length < KEEPALIVE_MOST });
      return kept ? null : Object.assign(new Error(this.elsewhere), { status: 409 });
    } catch (trouble) {
      return trouble;
    }
  }

  #leave() {
    if (this.#stopped || !this.#waiting) return;
    const body = this.#waiting;
    this.#waiting = null;
    this.#put(body, true).then((trouble) => {
      if (trouble) this.#waiting ??= body;
    });
  }
}
