/** What a visitor has chosen, what was chosen before, and the link that says it. */

export const SCREENS = [
  ["start", "Start"], ["levers", "Levers"], ["chain", "Chain"], ["bottlenecks", "Holds back"], ["map", "Map"],
  ["compare", "Compare"], ["stress", "Stress"], ["evidence", "Evidence"], ["why", "Why"], ["check", "Check"], ["brief", "Brief"],
];

/** Read a link's query as the server does; the server says what nobody can read. */
export function readLink(study, query) {
  const state = { study, off: [], on: [], set: {}, facts: {}, compare: [] };
  const number = (text) => (text !== "" && Number.isFinite(Number(text)) ? Number(text) : text);
  for (const [name, value] of new URLSearchParams(query)) {
    if (["base", "world", "ghost"].includes(name)) state[name] = value;
    else if (["off", "on", "compare"].includes(name)) state[name] = value.split(",").filter(Boolean);
    else if (name === "year" && /^\d{1,4}$/.test(value)) state.year = Number(value);
    else if (name === "set") {
      const at = value.indexOf(":"), place = value.slice(0, at), dot = place.lastIndexOf(".");
      if (at > 0 && dot > 0) (state.set[place.slice(0, dot)] ||= {})[place.slice(dot + 1)] = number(value.slice(at + 1));
    } else if (name === "fact") {
      const at = value.lastIndexOf(":");
      if (at > 0 && Number.isFinite(Number(value.slice(at + 1)))) state.facts[value.slice(0, at)] = Number(value.slice(at + 1));
    }
  }
  return state;
}

/** The state with its past: undo, redo, reset, and the last change again. */
export class Chosen {
  constructor(state, tell) {
    this.state = state;
    this.first = structuredClone(state);
    this.past = [];
    this.future = [];
    this.tell = tell;
  }
  /** Change the state; `quiet` changes, such as the year, are no step of the past. */
  change(parts, quiet = false) {
    const next = { ...structuredClone(this.state), ...parts };
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    if (!quiet) {
      this.past.push(this.state);
      this.past.splice(0, Math.max(0, this.past.length - 200));
      this.future = [];
    }
    this.state = next;
    this.tell(quiet);
  }
  undo() { this.#step(this.past, this.future); }
  redo() { this.#step(this.future, this.past); }
  reset() { this.change({ off: [], on: [], set: {}, facts: {} }); }
  /** Show the last change once more: back, and after a moment forth again. */
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
