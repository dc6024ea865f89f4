// Everything an examiner changes, as a row of whole states: undo and redo are steps along it, without a limit.
// States are never mutated: whoever changes one makes the next. Some parts stand outside: a text field has an undo of
// its own, so what is typed is carried along and not taken back with a mark.

export class History {
  #past = [];
  #future = [];
  #watchers = [];

  constructor(state, carried = []) {
    this.now = state;
    this.carried = carried;
  }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  watch(watcher) { this.#watchers.push(watcher); }

  change(next) {
    if (next === this.now) return;
    this.#past.push(this.now);
    this.#future = [];
    this.#become(next);
  }

  /** Another form of the step just made, as while a mark is dragged: it makes no step of its own. */
  amend(next) { this.#become(next, true); }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.now);
    this.#become(this.#with(this.#past.pop()));
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.now);
    this.#become(this.#with(this.#future.pop()));
  }

  #with(state) { return { ...state, ...Object.fromEntries(this.carried.map((part) => [part, this.now[part]])) }; }

  #become(next, amended = false) {
    this.now = next;
    for (const watcher of this.#watchers) watcher(next, amended);
  }
}
