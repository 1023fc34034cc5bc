/** The screens: charts in cards, or a part the server makes, or both. */
import { el } from "./dom.js";
import { Card } from "./cards.js";
import { Part } from "./parts.js";

/** Parts asked again with every field; if true, with every answer until work was done. */
const LIVE = { compare: true, map: true, bottlenecks: true, evidence: false };

/** Make a screen: its place, the charts it wants, and what it does with an answer. */
export function screen(name, studio, given) {
  const cards = Object.entries(studio.view.cards[name] || {}).map(([chart, wide]) => new Card(chart, studio, wide));
  const part = /levers|chain/.test(name) ? null : new Part(studio, name, { toured: localStorage.tour, recent: name === "start" ? localStorage.recent : "", ...given }), live = LIVE[name];
  if (name in LIVE) part.node.dataset.live = "";
  const tell = ({ money, basis } = studio.chosen.state) => money + "/" + basis;
  let told = tell();
  if (part && !live) part.load();
  return {
    node: el("div", {}, cards.length && el("div.grid", {}, cards.map((one) => one.node)), part?.node),
    part,
    // once all are there, those out of sight wait, marked as older
    want() { return cards.filter((one) => !this.link || one.near).map((one) => one.want); },
    get behind() { return cards.some((one) => one.near && one.of !== this.link + one.width); },
    show({ link, charts }, want) {
      this.link = link;
      for (const card of cards) card.room = card.width;
      for (const card of cards) {
        const [chart, asked] = [charts, want].map((all) => all.find((one) => one.chart === card.name));
        if (asked) {
          card.of = link + asked.width;
          if (charts.length) card.node.hidden = !chart;
        }
        if (chart) card.show(chart);
        card.node.ariaBusy = card.of === link + card.room ? null : "true";
      }
      if (live && !part.of) part.load();
      else if (part) ["exercise", "why"].includes(name) && told !== tell() ? part.load() : part.stale();
      told = tell();
    },
  };
}
