/** The figures that never leave the screen, each beside the same without the strategy. */
import { $, el, put } from "./dom.js";

let speaking;

export function showHeadlines(update, open) {
  put($("headlines"), update.headlines.map((one) => {
    const loose = one.standing !== "determined";
    const unsure = one.standing.includes("not determined");
    const arrow = !one.difference || one.difference === "0" ? "" : one.difference.startsWith("−") ? "▼ " : "▲ ";
    const gap = one.difference.split("\u00a0")[0] + (one.unit === "%" ? " pts" : "");
    const told = !one.difference ? "" : one.difference === "0" ? "no change" : `${arrow}${gap}${one.mark === "neither" ? "" : `, ${one.mark}`}`;
    const [figure, ...unit] = one.text.split("\u00a0");
    return el(`button.headline${unsure ? ".loose" : ""}`, { "data-key": one.key, title: `${one.sentence}. ${one.standing}`, onclick: () => open(one) },
      el("span.name", { text: one.title }),
      el("span.value", {}, figure, el("small", { text: one.unit === "%" ? " %" : "" })),
      el("span.unit", { text: one.unit === "%" ? "" : unit.join(" ") }),
      el(`span.gap.${one.mark}`, { text: told }),
      spark(one.series, one.ghost),
      loose ? el("span.standing", { text: one.standing }) : null);
  }));
  clearTimeout(speaking);
  speaking = setTimeout(() => { $("spoken").textContent = update.headlines.map((one) => one.sentence).join(". "); }, 600);
}

function spark(series, ghost) {
  const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 100 22");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const all = [...series, ...ghost].filter((one) => one !== null);
  const low = Math.min(0, ...all), high = Math.max(...all, low + 1e-9);
  for (const [points, name] of [[ghost, "spark ghost"], [series, "spark"]]) {
    const line = document.createElementNS(ns, "polyline");
    line.setAttribute("class", name);
    line.setAttribute("vector-effect", "non-scaling-stroke");
    line.setAttribute("points", points.map((one, at) => one === null ? "" : `${(100 * at) / Math.max(1, points.length - 1)},${20 - (18 * (one - low)) / (high - low)}`).join(" "));
    svg.append(line);
  }
  return svg;
}
