/** Charts: a picture at once, a specification in time, then rows. */
import { el, failure, put } from "./dom.js";

const known = new Map();
let library;

/** The chart library, once. */
const loaded = () => library ||= new Promise((done, failed) => {
  document.head.append(el("script", { src: new URL("vega.js", import.meta.url), type: "module", onload: done, onerror: () => failed(new Error("The chart library did not load.")) }));
});

export const hashes = () => [...known.keys()].slice(-300);

/** Keep specifications that came with an answer. */
export function learn(charts) {
  for (const chart of charts) if (chart.spec) known.set(chart.spec_hash, chart.spec);
}

export class Picture {
  turn = Promise.resolve();
  constructor(place) { this.place = place; }
  show(chart) {
    this.last = chart;
    this.turn = this.turn.then(() => this.#show(chart)).catch((error) => put(this.place, failure(error)));
    return this.turn;
  }
  async #show(chart) {
    this.place.ariaLabel = `${chart.title}. ${chart.alt}`;
    if (chart.drawing && !this.view) {
      this.place.innerHTML = chart.drawing;
      walk(this.place);
      requestIdleCallback(() => { if (this.last === chart && !this.place.matches(":focus-within")) this.show({ ...chart, drawing: "" }); });
      return;
    }
    await loaded();
    let stood;
    if (this.hash === chart.spec_hash && this.view) {
      for (const [name, rows] of Object.entries(chart.rows)) patch(this.view, name, rows, this.rows[name]);
      await this.view.runAsync();
    } else {
      const spec = structuredClone(known.get(chart.spec_hash));
      if (!spec) return;
      if (spec.$schema.includes("vega-lite")) spec.datasets = structuredClone(chart.rows);
      else for (const one of spec.data) if (chart.rows[one.name]) one.values = structuredClone(chart.rows[one.name]);
      this.view?.finalize();
      // put in whole, so that whoever stands on a mark keeps standing on it
      const fresh = el("div");
      const made = await vegaEmbed(fresh, spec, { ast: true, renderer: "svg", actions: false, tooltip: false });
      stood = this.place.contains(document.activeElement) && document.activeElement.ariaLabel;
      this.place.replaceChildren(fresh);
      this.view = made.view;
      this.hash = chart.spec_hash;
    }
    this.rows = chart.rows;
    walk(this.place);
    if (stood) [...this.place.querySelectorAll(MARK)].find((mark) => mark.ariaLabel === stood)?.focus();
    this.place.querySelector(":focus")?.dispatchEvent(new Event("focusin", { bubbles: true }));
  }
}

/** Put rows into a view: of as many as before only fields that changed. */
function patch(view, name, rows, was) {
  const tuples = view.data(name);
  if (tuples.length !== rows.length || was.length !== rows.length) { view.data(name, structuredClone(rows)); return; }
  const changes = view.changeset();
  rows.forEach((row, at) => { for (const key in row) if (row[key] !== was[at][key]) changes.modify(tuples[at], key, row[key]); });
  view.change(name, changes);
}

/** Marks there is something of to see. */
const MARK = "[role='graphics-symbol'][aria-label]:not([d=''])";

/** One place for Tab, what a mark says below, its sheet at a click. */
function walk(place) {
  for (const one of place.querySelectorAll("[role='graphics-symbol']:not([aria-label])")) one.removeAttribute("role");
  const all = [...place.querySelectorAll(MARK)];
  const first = all.find((mark) => mark.tabIndex === 0) || all[0];
  for (const mark of all) if (!mark.hasAttribute("tabindex") || mark === first) mark.tabIndex = mark === first ? 0 : -1;
  if (place.dataset.walked) return;
  place.dataset.walked = "yes";
  const tip = el("div.tip", { role: "tooltip", hidden: true });
  place.after(tip);
  const tell = ({ type, target }) => {
    const mark = /over|in$/.test(type) && target.closest(MARK);
    tip.textContent = mark?.ariaLabel || "";
    tip.hidden = !mark;
  };
  for (const one of ["mouseover", "mouseleave", "focusin", "focusout"]) place.addEventListener(one, tell);
  // pressed on or drawn along, a picture over years is of the year there
  place.onmousedown = place.onmousemove = ({ buttons, clientX }) => {
    for (const axis of buttons & 1 ? place.querySelectorAll("[data-years=true] [aria-label^=X-axis]") : []) {
      const named = [...axis.querySelectorAll("text")].map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return [(left + right) / 2, one.__data__?.datum.value];
      }), [from, since] = named[0], [to, until] = named.at(-1);
      studio.year(0, Math.round(since + ((clientX - from) / (to - from)) * (until - since)));
    }
  };
  // what a mark is of has a sheet by that name
  place.onclick = ({ target }) => {
    const datum = target.closest(MARK)?.__data__?.datum || {};
    for (const kind of ["node", "region"]) if (datum[kind]) studio.sheet(kind, { key: datum[kind] });
  };
}

/** Go so many marks on, or to an end. */
export function step(by) {
  const here = document.activeElement, all = [...here.closest(".plot").querySelectorAll(MARK)];
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(here) + by))];
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
