/** What a visitor has chosen, with its past. */
export class Chosen {
  constructor(state, tell) {
    Object.assign(this, { state, tell, past: [], future: [] });
  }
  /** Change the state; `quiet` changes, such as the year, are no step of the past. */
  change(parts, quiet = false) {
    const next = { ...structuredClone(this.state), ...parts };
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    if (this.hear) return this.hear(next);
    if (!quiet) {
      Object.assign(this, { past: [...this.past.slice(-199), this.state], future: [] });
    }
    this.state = next;
    this.tell(quiet);
  }
  undo() { this.#step(this.past, this.future); }
  redo() { this.#step(this.future, this.past); }
  reset() { this.change({ off: [], on: [], set: {}, facts: {}, title: "" }); }
  replay() {
    if (!this.past.length) return;
    this.undo();
    setTimeout(() => this.redo(), 1200);
  }
  #step(from, to) {
    if (!from.length) return;
    to.push(this.state);
    this.state = { ...from.pop(), year: this.state.year };
    this.tell();
  }
}
