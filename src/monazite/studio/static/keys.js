/** Single keys for work without a mouse; off while typing, and if switched off. Gives what lists them. */
import { $ } from "./dom.js";

export function keys(studio) {
  const off = () => localStorage.keys === "off";
  const figure = () => document.activeElement?.closest(".headline");
  const acts = {
    y: () => studio.year(1), Y: () => studio.year(-1), u: () => studio.chosen.undo(), U: () => studio.chosen.redo(), r: () => studio.chosen.replay(),
    s: () => studio.share(), t: () => studio.flip(), "/": () => $("rail").querySelector("input,button,select")?.focus(),
    w: () => studio.go("why", { key: figure()?.dataset.key || "" }),
    e: () => figure()?.click(),
    "?": () => {
      studio.open($("keys").content.cloneNode(true));
      $("single").checked = !off();
      $("single").onchange = ({ target }) => { localStorage.keys = target.checked ? "on" : "off"; };
    },
  };
  document.addEventListener("keydown", (event) => {
    const where = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || (where.closest?.("input,select,textarea,dialog") && event.key !== "?")) return;
    if (where.closest?.("input,textarea") || (off() && event.key !== "?")) return;
    const screen = /^[1-9]$/.test(event.key) && $("screens").children[event.key - 1];
    if (screen) studio.go(screen.dataset.screen);
    else if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });
  return acts["?"];
}
