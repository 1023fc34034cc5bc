/** A card: a chart with its table, its sources and what one may take away of it. */
import { el, put } from "./dom.js";
import { Picture } from "./charts.js";

export class Card {
  constructor(name, studio, wide = false) {
    Object.assign(this, { name, studio, tab: "Chart" });
    this.title = el("a", { text: " " });
    this.sub = el("p.sub", { text: " " });
    this.plot = el("div.plot", { role: "group", tabindex: "-1" });
    this.other = el("div.scroll", { hidden: true, tabindex: "0", role: "region" });
    this.tabs = el("div.tabs", { role: "tablist" });
    this.node = el(`figure.card${wide ? ".wide" : ""}`, { "data-chart": name }, el("header", {}, el("h2", {}, this.title), this.tabs), this.sub, this.plot, this.other);
    this.picture = new Picture(this.plot);
    for (const name of ["Chart", "Table", "Sources"])
      this.tabs.append(el("button", { role: "tab", "aria-selected": String(name === "Chart"), text: name, onclick: () => this.choose(name) }));
  }
  /** How wide the chart may be here. */
  get width() {
    const room = this.node.clientWidth || this.node.parentElement?.clientWidth / 2 || 560;
    return Math.max(260, Math.round((room - 30) / 20) * 20);
  }
  /** Whether it is in sight, or nearly. */
  get near() {
    const { top, bottom } = this.node.getBoundingClientRect();
    return top < innerHeight + 150 && bottom > -150;
  }
  /** What is asked for: the table, and how long it is, only where somebody looks at it. */
  get want() { return { chart: this.name, width: this.width, table: this.tab !== "Chart" }; }
  choose(tab) {
    this.tab = tab;
    if (tab !== "Chart" && this.chart && !this.chart.count) this.studio.again();
    for (const one of this.tabs.children) one.ariaSelected = one.textContent === tab;
    this.plot.hidden = tab !== "Chart";
    this.other.hidden = tab === "Chart";
    if (this.chart) this.#fill();
  }
  show(chart) {
    this.chart = chart;
    this.title.textContent = chart.title;
    if (chart.leads) this.title.href = this.title.dataset.screen = chart.leads;
    this.sub.textContent = chart.subtitle;
    this.other.ariaLabel = `${chart.title}, ${this.tab}`;
    return this.#fill();
  }
  #fill() {
    const chart = this.chart;
    if (this.tab === "Chart") return this.picture.show(chart);
    if (this.tab === "Table") return put(this.other, tableOf(chart.columns, chart.table));
    const copy = (text, told) => el("button", { text, onclick: () => navigator.clipboard?.writeText(told) });
    const take = (form, text) => el("a.button", { href: chart[form], download: true, text });
    return put(this.other,
      el("p", { text: chart.alt }),
      ...chart.sources.map((one) => el("p.quiet", { text: one })),
      el("div.row", {},
        copy("Copy link", location.origin + chart.svg), copy("Copy citation", `${chart.citation} ${location.origin}${chart.svg}`),
        take("csv", `CSV (${chart.count} rows)`), take("svg", "SVG"), take("png", "PNG")));
  }
}

function tableOf(columns, rows) {
  const number = columns.map((_, at) => rows[0] && rows.every((row) => /^[−\-–\d,.\s%]*$/.test(row[at])));
  const cell = (tag, text, at) => el(number[at] ? `${tag}.number` : tag, { text, scope: tag === "th" && "col" });
  return el("table", {},
    el("thead", {}, el("tr", {}, columns.map((one, at) => cell("th", one, at)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.map((one, at) => cell("td", one, at))))));
}
