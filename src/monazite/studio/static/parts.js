/** Parts of a page: HTML of the server, charts at `data-card`, buttons that do `data-do`. */
import { ask, el, failure, put } from "./dom.js";
import { learn, hashes } from "./charts.js";
import { Card } from "./cards.js";
import { acts } from "./acts.js";

export class Part {
  constructor(studio, name, given = {}, node = el("div")) {
    Object.assign(this, { studio, name, given, node, cards: new Map() });
    node.onclick = ({ target }) => this.#act(target);
    node.onchange = ({ target }) => this.#changed(target);
    node.oninput = ({ target }) => { if (target.type === "search") this.load(); };
    node.addEventListener("toggle", ({ target: { open, dataset: { more } } }) => { if (open && more) this.load({ [more]: "yes" }); }, true);
  }
  get fields() {
    const found = { ...this.given };
    for (const one of this.node.querySelectorAll("[name]")) found[one.name] = one.type === "checkbox" && !one.checked ? "" : one.value;
    return found;
  }
  drop() { this.asking?.abort(); this.asking = null; }
  async load(more = {}) {
    this.drop();
    const asking = (this.asking = new AbortController());
    try {
      const { state } = this.studio.chosen, width = Math.max(260, this.node.clientWidth - 32);
      const found = await ask("/api/part", { state, part: this.name, given: { ...this.fields, ...more }, theme: this.studio.theme, known: hashes(), width }, "POST", asking.signal);
      if (asking === this.asking) this.fill(this.node, found.html, found.charts);
    } catch (error) {
      if (asking !== this.asking) return this;
      // of a sheet in it: the page lies behind
      if (this.node.closest("dialog")) put(this.node, el("h2", { id: "sheet-title", text: "Not found" }), failure(error));
      else this.studio.fail(error);
    }
    return this;
  }
  /** Put HTML in a place; charts there are moved. */
  fill(place, html, charts) {
    const kept = document.activeElement, name = place.contains(kept) && kept.name, at = name && kept.selectionStart;
    learn(charts);
    if (place.shown !== html) {
      place.innerHTML = place.shown = html;
      for (const hole of place.querySelectorAll("[data-card]")) {
        const card = this.cards.get(hole.dataset.card) || new Card(hole.dataset.card, this.studio, true);
        this.cards.set(card.name, card);
        hole.className = "grid wide";
        hole.append(card.node);
      }
    }
    for (const chart of charts) this.cards.get(chart.chart)?.show(chart);
    const again = name && place.querySelector(`[name="${name}"]`);
    if (again) again.focus(), at === null || again.setSelectionRange?.(at, at);
    place.querySelector("[data-auto]")?.click();
  }
  /** Whether what was worked out is of what is chosen. */
  stale(of = this.of) {
    this.of = of;
    const at = (place) => this.node.querySelector(place) || {};
    at("[data-stale]").hidden = !this.of || this.of === this.studio.picked;
    at("[name='state.ghost']").value = this.studio.chosen.state.ghost;
  }
  #act(it) {
    const button = it.closest("[data-do]");
    if (!button) return;
    const [verb, ...things] = JSON.parse(button.dataset.do);
    acts[verb].call(this, this.studio, button, ...things);
  }
  async #changed(it) {
    const { open, read } = it.dataset;
    if (open !== undefined) this.studio.openFile(it.files[0]);
    else if (read) this.load({ [read]: await it.files[0].text() });
    else if (it.name?.startsWith("state.")) this.studio.chosen.change({ [it.name.slice(6)]: it.value });
    else if (it.closest("[data-live]")) this.load();
  }
}
