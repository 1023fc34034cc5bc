/** Single keys for work without a mouse; off while typing, and if switched off. */
import { $, el } from "./dom.js";

const LIST = { "1–9": "screens", "/": "find a lever", "Y, Shift+Y": "year on, back", T: "chart or table", E: "what the focused number is made of", W: "which levers account for it", "U, Shift+U": "undo, redo", R: "show the last change again", S: "copy the link", "?": "this list" };

export function keys(studio) {
  const off = () => localStorage.getItem("keys") === "off";
  const figure = () => document.activeElement?.closest(".headline");
  const acts = {
    y: () => studio.year(1), Y: () => studio.year(-1), u: () => studio.chosen.undo(), U: () => studio.chosen.redo(), r: () => studio.chosen.replay(),
    s: () => studio.share(), t: () => studio.flip(), "/": () => $("rail").querySelector("input,button,select")?.focus(),
    w: () => studio.go("why", { key: figure()?.dataset.key || "" }),
    e: () => figure()?.click(),
    "?": () => studio.open(el("h2", { id: "sheet-title", text: "Keys" }), el("table", {}, el("tbody", {}, Object.entries(LIST).map(([key, text]) => el("tr", {}, el("th", { scope: "row", text: key }), el("td", { text }))))),
      el("label", {}, el("input", { type: "checkbox", checked: !off(), onchange: (event) => localStorage.setItem("keys", event.target.checked ? "on" : "off") }), " Single keys are on")),
  };
  document.addEventListener("keydown", (event) => {
    const where = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || (where.closest?.("input,select,textarea,dialog") && event.key !== "?")) return;
    if (where.closest?.("input,textarea") || (off() && event.key !== "?")) return;
    const screen = /^[1-9]$/.test(event.key) ? studio.screens[Number(event.key) - 1] : null;
    if (screen) studio.go(screen[0]);
    else if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
}
