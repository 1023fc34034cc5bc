/** The sheet at the side: where a number comes from, what a lever rests on, a fact with its rivals. */
import { $, ask, el, link, put } from "./dom.js";
import { job } from "./jobs.js";

export class Sheet {
  constructor(studio) { this.studio = studio; }
  open(title, ...inside) {
    const box = $("sheet");
    put(box, el("button.close", { text: "Close", onclick: () => box.close() }), el("h2", { id: "sheet-title", text: title }), ...inside);
    if (!box.open) box.showModal();
  }
  /** A headline taken apart down to facts. */
  async number(one) {
    const place = el("div", {}, el("p.quiet", { text: "Taking the number apart…" }));
    const ranges = el("div"), spans = el("div");
    this.open(`${one.title}, ${one.year}`,
      el("p", {}, el("b", { text: one.text }), ` instead of ${one.ghost_text}`),
      el("p.small.quiet", { text: `How firm it stands: ${one.standing}.` }),
      el("button", { text: "Which levers account for it", onclick: () => { $("sheet").close(); this.studio.key = one.key; this.studio.go("why"); } }),
      el("button", { text: "Between what doubtful facts put it (takes minutes)", onclick: (event) => {
        event.target.disabled = true;
        job(ranges, { kind: "ranges", state: this.studio.chosen.state }, (found) => put(spans, found.map((row) => el("p.small", { text: `${row.title}: ${row.range || "no doubt moves it"}` }))));
      } }), ranges, spans, place);
    try {
      const found = await ask("/api/explain", { state: this.studio.chosen.state, key: one.key, year: one.year });
      put(place, el("h3", { text: "How it is worked out" }), el("p.small", { text: found.formula }),
        el("ol.tree", {}, found.steps.map((step) => el("li", { style: `padding-left:${step.depth * 16}px` },
          el("span.kind", { text: `${step.kind} ` }),
          step.fact ? el("button.plain", { text: step.text, onclick: () => this.fact(step.fact) }) : el("span", { text: step.text }),
          step.value ? el("b", { text: ` ${step.value}` }) : null,
          step.before ? el("span.quiet.small", { text: ` (${step.before} without)` }) : null))));
    } catch (error) { put(place, el("p", { role: "alert", text: error.message })); }
  }
  lever(lever) {
    this.open(lever.title, el("p", { text: lever.words }), el("h3", { text: "Why" }), el("p", { text: lever.why }),
      el("h3", { text: "Source" }), el("p", {}, link(lever.source.url, lever.source.title), ` ${lever.source.publisher}`),
      el("h3", { text: "As it stands" }),
      el("table", {}, el("tbody", {}, lever.fields.map((one) => el("tr", {}, el("th", { scope: "row", text: one.title }), el("td", { text: `${one.value} ${one.unit}` }))))));
  }
  effect(lever) {
    const place = el("div"), found = el("div");
    this.open(`What “${lever.title}” alone changes`, el("p.quiet", { text: "The strategy as it is, less the same without this lever." }), place, found);
    job(place, { kind: "lever-effects", state: this.studio.chosen.state, lever: lever.id }, (rows) => put(found, rows.map((row) =>
      row.status === "optimal" ? el("table", {}, el("tbody", {}, row.effects.map((one) => el("tr", {}, el("td", { text: `${one.title}, ${row.year}` }), el("td.number", { text: one.change })))))
        : el("p", { text: "Without it there is no plan." }))));
  }
  async fact(id) {
    this.open(id, el("p.quiet", { text: "Looking it up…" }));
    try {
      const found = await ask("/api/fact", { study: this.studio.view.name, id });
      const { row } = found, ends = el("div"), told = el("div");
      const mine = el("input", { type: "number", step: "any", value: this.studio.chosen.state.facts[id] ?? row.value ?? "", "aria-label": "My value" });
      this.open(row.what, el("p", {}, el("b", { text: row.text }), ` ${row.period} `, el(`span.grade.${row.grade}`, { text: `grade ${row.grade}` })),
        found.note ? el("p", { text: found.note }) : null,
        el("p", {}, link(row.url, row.source)),
        found.rule ? el("p.small.quiet", { text: `Chosen: ${found.rule}` }) : null,
        row.value === null ? null : el("div.row", {}, mine, el("span.quiet", { text: row.unit }),
          el("button.main", { text: "Use my value", onclick: () => this.studio.chosen.change({ facts: { ...this.studio.chosen.state.facts, [id]: Number(mine.value) } }) }),
          el("button", { text: "What its low and high do", disabled: row.low === null && row.high === null, onclick: () => job(ends, { kind: "fact", state: this.studio.chosen.state, fact: id }, (rows) => put(told, rows.map((one) => el("div", {}, el("h3", { text: `At its ${one.end}, ${one.value}` }),
            el("table", {}, el("tbody", {}, one.effects.map((effect) => el("tr", {}, el("td", { text: effect.title }), el("td.number", { text: effect.text }), el("td.number", { text: effect.change }))))))))) })),
        ends, told,
        found.rivals.length > 1 ? el("div", {}, el("h3", { text: "Sources that disagree" }), dots(found.rivals)) : null,
        el("h3", { text: "Where it is used" }),
        found.used_in.length ? el("ul", {}, found.used_in.slice(0, 30).map((one) => el("li.small", { text: one }))) : el("p.quiet", { text: "Nothing in the study reads it." }));
    } catch (error) { this.open(id, el("p", { role: "alert", text: error.message })); }
  }
}

/** Rivals as dots with their ranges on one scale, each named. */
function dots(rivals) {
  const known = rivals.filter((one) => one.value !== null);
  const all = known.flatMap((one) => [one.value, one.low ?? one.value, one.high ?? one.value]);
  const low = Math.min(...all), span = Math.max(...all) - low || 1, at = (value) => 4 + (92 * (value - low)) / span;
  const ns = "http://www.w3.org/2000/svg";
  return el("table", {}, el("tbody", {}, known.map((one) => {
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 100 12"); svg.setAttribute("width", "150"); svg.setAttribute("height", "18"); svg.setAttribute("aria-hidden", "true");
    const make = (name, given) => { const made = document.createElementNS(ns, name); for (const [key, value] of Object.entries(given)) made.setAttribute(key, value); svg.append(made); };
    make("line", { x1: at(one.low ?? one.value), x2: at(one.high ?? one.value), y1: 6, y2: 6, stroke: "currentColor", "stroke-width": 1 });
    make("circle", { cx: at(one.value), cy: 6, r: 3, fill: one.chosen ? "currentColor" : "none", stroke: "currentColor" });
    return el("tr", {}, el("td", {}, svg), el("td", { text: one.text }), el("td", {}, el(`span.grade.${one.grade}`, { text: one.grade })), el("td.small", { text: `${one.source}${one.chosen ? " (chosen)" : ""}` }));
  })));
}
