/** What buttons do, by verb; `this` is their part. */
import { $, ask, failure, keep, put } from "./dom.js";
import { job } from "./jobs.js";

const FIELDS = ["key", "lever", "fact", "target", "budget", "chances", "use", "release"];
const bytes = (file) => Uint8Array.from(atob(file.data), (one) => one.charCodeAt(0));

/** A file of the state, and what is said meanwhile. */
async function written(part, studio, form, then) {
  const said = part.node.querySelector("[data-said]");
  said.textContent = "Writing, which takes some seconds…";
  try { said.textContent = await then(ask("/api/export", { form, asked: studio.asked([]) })); } catch (error) { put(said, failure(error)); }
}

export const acts = {
  flip(studio, it, id) { it.disabled = 1; studio.rail.flip(id); },
  unfold(studio, _, id) { $("sheet").close(); studio.rail.unfold(id); },
  sheet(studio, _, name, given) { studio.sheet(name, given); },
  state(studio, _, parts, screen) { $("sheet").close(); studio.chosen.change(parts); if (screen) studio.go(screen); },
  why(studio, _, key) { studio.go("why", { key }); },
  async part(_, it, more) { it.disabled = 1; await this.load(more); it.disabled = 0; },
  mine(studio, _, id) { studio.chosen.change({ facts: { ...studio.chosen.state.facts, [id]: +this.fields.mine } }); },
  keep(_, button, name, text) { keep(name, new Blob([text])); },
  job(studio, button, kind, more) {
    const place = (button.closest(".found, .card") || this.node).querySelector("[data-job]"), { fields } = this;
    this.stale(studio.picked);
    studio.beside = more ? `#${new URLSearchParams(more)}` : "";
    return job(this, place, { kind, state: studio.chosen.state, ...Object.fromEntries(FIELDS.map((name) => [name, fields[name]])), theme: studio.theme, width: Math.max(260, place.clientWidth - 4), ...more });
  },
  forget() { this.given.recent = localStorage.recent = ""; this.load(); },
  tour(studio, _, step, screen) { studio.tour.given.step = localStorage.tour = step; studio.tour.load(); studio.go(screen); },
  save(studio, _, form) { return written(this, studio, form, async (asked) => { const file = await asked; keep(file.name, new Blob([bytes(file)], { type: file.media })); return `Saved ${file.name}.`; }); },
  preview(studio) {
    this.stale(studio.picked);
    return written(this, studio, "html", async (asked) => {
      const frame = this.node.querySelector("[data-preview]");
      frame.srcdoc = new TextDecoder().decode(bytes(await asked));
      frame.hidden = false;
    });
  },
  copy(studio) {
    // promises: a page may write only while the click is fresh
    return written(this, studio, "html", async (asked) => {
      const html = asked.then((file) => new Blob([bytes(file)], { type: "text/html" }));
      const plain = html.then(async (told) => new Blob([new DOMParser().parseFromString(await told.text(), "text/html").body.textContent], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": plain })]);
      return "Copied; paste it into a document.";
    });
  },
};
