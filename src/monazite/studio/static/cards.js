/** A card: a chart, its table, its sources. */
import { clone } from "./dom.js";
import { Picture } from "./charts.js";

export class Card {
  constructor(name, studio, wide = false) {
    Object.assign(this, { name, studio, tab: "Chart", node: clone("card") });
    this.node.dataset.chart = name;
    this.node.classList.toggle("wide", wide);
    [this.title, this.tabs, this.sub, this.plot, this.other] = this.node.querySelectorAll("a, .tabs, .sub, .plot, .scroll");
    this.tabs.onclick = ({ target }) => target.role === "tab" && this.choose(target.textContent);
    this.picture = new Picture(this.plot);
  }
  get width() {
    const room = this.node.clientWidth || this.node.parentElement?.clientWidth / 2 || 560;
    return Math.max(260, Math.round((room - 30) / 20) * 20);
  }
  /** Whether it is in sight, or nearly. */
  get near() {
    const { top, bottom } = this.node.getBoundingClientRect();
    return top < innerHeight + 150 && bottom > -150;
  }
  /** What is asked for; a table only where it is looked at. */
  get want() { return { chart: this.name, width: this.width, table: this.tab !== "Chart" }; }
  choose(tab) {
    this.tab = tab;
    if (tab !== "Chart" && this.chart && !this.chart.table) this.studio.again();
    for (const one of this.tabs.children) one.ariaSelected = one.textContent === tab;
    this.plot.hidden = !(this.other.hidden = tab === "Chart");
    if (this.chart) this.#fill();
  }
  show(chart) {
    this.chart = chart;
    this.title.textContent = chart.title;
    if (chart.leads) this.title.href = this.title.dataset.screen = chart.leads;
    this.sub.textContent = chart.subtitle;
    this.plot.dataset.years = chart.over_years;
    this.other.ariaLabel = `${chart.title}, ${this.tab}`;
    return this.#fill();
  }
  #fill() {
    const { picture, other, tab, chart } = this;
    if (tab === "Chart") return picture.show(chart);
    other.innerHTML = tab === "Table" ? chart.table : chart.about;
  }
}
