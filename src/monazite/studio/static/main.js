/** The studio in a page. */
import { $, ask, choice, copy, el, failure, put } from "./dom.js";
import { Chosen } from "./state.js";
import { Loop } from "./loop.js";
import { hashes, learn, step } from "./charts.js";
import { Rail } from "./levers.js";
import { keys } from "./keys.js";
import { screen } from "./screens.js";
import { Part } from "./parts.js";

const one = (places) => places.map((each) => document.querySelector(each)).find(Boolean);
const begun = JSON.parse($("begun").textContent);

class Studio {
  constructor() {
    const dark = localStorage.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    this.theme = document.documentElement.dataset.theme = begun.theme || dark;
    this.screen = begun.screen;
    this.loop = new Loop(this);
    this.figures = new Part(this, "headlines", {}, $("headlines"));
    this.rail = new Rail(this);
    this.tour = new Part(this, "tour", { step: localStorage.tour }, $("tour"));
    this.beside = location.hash || begun.beside;
    $("panel").open = innerWidth > 800;
  }
  async begin() {
    this.#tools();
    try {
      this.view = begun.view || (await ask(`/api/study/${encodeURIComponent(begun.study)}`));
    } catch (error) { return this.fail(error); }
    const { state } = begun;
    for (const [name, value] of Object.entries(this.view.defaults)) state[name] ||= value;
    this.chosen = new Chosen(state, (quiet) => this.changed(quiet));
    $("title").textContent = this.view.title;
    for (const { name, title, options } of this.view.switches) $("tools").prepend(choice(title, options, state[name], (value) => this.chosen.change({ [name]: value })));
    keys(this, begun.keys);
    this.rail.draw();
    const { sheet, ...given } = Object.fromEntries(new URLSearchParams(this.beside.slice(1)));
    this.show(this.screen, sheet ? {} : given);
    if (sheet) this.beside = "", this.sheet(sheet, given);
    if (+localStorage.tour) this.tour.load();
    onpopstate = ({ state }) => { if (state || location.hash.includes("=")) location.reload(); };
    addEventListener("resize", () => this.#later("sizing", 250, () => this.again()));
    addEventListener("scroll", () => this.#later("scrolled", 80, () => this.place.behind && this.again()), true);
    ondragover = (event) => event.preventDefault();
    ondrop = (event) => { event.preventDefault(); this.openFile(event.dataTransfer.files[0]); };
  }
  #later(what, wait, act) { clearTimeout(this[what]); this[what] = setTimeout(act, wait); }
  #tools() {
    addEventListener("click", (event) => {
      const { href, dataset: { screen, copy: told, tool } } = event.target;
      if (tool) this.does(tool);
      if (told) copy(told.replace("/c/", `${location.origin}/c/`));
      if (href && screen && !event.ctrlKey && !event.metaKey) { event.preventDefault(); this.go(screen); }
    });
  }
  does(verb, ...things) { (verb in this ? this : this.chosen)?.[verb]?.(...things); }
  show(name, given = {}) {
    this.place?.part?.drop();
    this.warnings?.drop();
    this.screen = document.body.dataset.screen = name;
    for (const one of $("screens").children) one.ariaCurrent = one.dataset.screen === name ? "page" : null;
    this.place = screen(name, this, given);
    this.notes = new Part(this, "");
    this.warnings = new Part(this, "warnings");
    this.warned = "";
    put($("screen"), this.notes.node, this.warnings.node, this.place.node);
    this.again();
  }
  /** What is chosen, to tell whether it still is. */
  get picked() { return JSON.stringify(this.chosen.state); }
  open(...inside) {
    const box = $("sheet");
    box.onclose = null;
    put($("inside"), ...inside);
    if (!box.open) box.showModal();
  }
  /** A sheet the server makes; while it is open the link leads to it. */
  async sheet(name, given) {
    const part = new Part(this, name, given, el("div", {}, el("h2", { id: "sheet-title", text: "Looking it up…" })));
    const own = `#${new URLSearchParams({ sheet: name, ...given })}`;
    if (!$("sheet").open) this.under = this.beside;
    this.open(part.node);
    this.look(own);
    $("sheet").onclose = () => { if (this.beside === own) this.look(this.under); };
    await part.load();
  }
  look(beside) {
    this.beside = beside;
    if (this.link) history.replaceState({}, "", this.link + beside);
  }
  go(name, given) {
    // until the study has come
    if (!this.view) return (this.screen = name);
    history.pushState({}, "", (this.link || `/s/${begun.study}/x`).replace(/(\/s\/[^/]+\/)[a-z]+/, `$1${name}`));
    $("sheet").close();
    this.beside = "";
    this.show(name, given);
    $("content").focus({ preventScroll: true });
  }
  asked(want = this.place.want()) { return { state: this.chosen.state, screen: this.screen, want, theme: this.theme, known: hashes(), drawn: !this.update, made: begun.made }; }
  again(along) { this.loop.ask(() => this.asked(), along); }
  changed(quiet) {
    clearTimeout(this.looking);
    this.warnings.drop(); this.figures.drop();
    this.again(quiet);
    this.#later("drawing", 5, () => this.dragging || this.rail.draw());
  }
  take(update, { want }, newest) {
    learn(update.charts);
    // while a bar is drawn along, pictures follow
    if (!newest && !this.dragging) return;
    this.update = update;
    this.link = update.link;
    this.place.show(update, want);
    history.replaceState({}, "", update.link + this.beside);
    this.figures.fill($("headlines"), update.figures, []);
    this.#later("speaking", 600, () => { $("spoken").textContent = update.spoken; });
    this.notes.fill(this.notes.node, update.notes, []);
    $("shocks").textContent = update.shocks;
    const { years } = this.view;
    Object.assign($("year"), { min: years[0], max: years.at(-1), value: $("told").textContent = this.chosen.state.year, oninput: ({ target }) => this.year(0, +target.value) });
    this.#later("looking", 700, () => {
      const named = document.title + "\t", before = (localStorage.recent || "").split("\n").filter((one) => !one.startsWith(named));
      if (this.screen !== "start") localStorage.recent = [named + update.link, ...before].slice(0, 5).join("\n");
      update.graded || this.figures.load();
      if (this.warned !== update.case && this.screen !== "check") this.warned = update.case, this.warnings.load();
    });
    $("foot").textContent = update.foot;
    document.title = `${update.title} – ${this.view.title}`;
    Object.assign(document.body.dataset, { case: update.case, data: update.data_hash, seq: this.loop.taken });
  }
  /** Move the year, from the one chosen or another, to one there is. */
  year(step, from = this.chosen.state.year) {
    const bar = $("year"), year = from + step;
    if (!bar.offsetParent || !(year >= bar.min && year <= bar.max)) return;
    $("told").textContent = bar.value = year;
    this.chosen.change({ year }, true);
  }
  click(...places) { one(places)?.dispatchEvent(new MouseEvent("click", { bubbles: true })); }
  focus(...places) { one(places)?.focus(); }
  lever(by) {
    $("panel").open = true;
    const all = [...$("rail").querySelectorAll(".switch")].filter((one) => one.checkVisibility());
    (all[all.findIndex((one) => one.closest(".lever:focus-within")) + by] || all.at(Math.min(0, by))).focus();
  }
  mark(by) { step(by); }
  why() { this.go("why", { key: document.activeElement.dataset.key || "" }); }
  dashes() { document.body.classList.toggle("bare"); }
  compare() {
    const { base, compare } = this.chosen.state;
    this.chosen.change({ compare: [...new Set([...compare, base])].slice(-4) });
    this.go("compare");
  }
  keys() {
    this.open($("keys").content.cloneNode(true));
    Object.assign($("single"), { checked: localStorage.keys !== "off", onchange: ({ target }) => { localStorage.keys = target.checked ? "on" : "off"; } });
  }
  turn() {
    this.theme = localStorage.theme = document.documentElement.dataset.theme = this.theme === "dark" ? "light" : "dark";
    this.show(this.screen);
  }
  async share() {
    const { beside, screen, chosen: { state }, update: { data_hash: made } } = this;
    try {
      const { link, html } = await ask("/api/links", { state, screen, beside, made, link: location.href });
      copy(link);
      this.open(new Range().createContextualFragment(html));
    } catch (error) { this.fail(error); }
  }
  async openFile(file) {
    if (!file) return;
    try {
      const found = await ask("/api/open", { state: this.chosen.state, name: file.name, text: await file.text() });
      this.chosen.change(found.state);
      this.go("levers");
      if (found.problems.length) this.fail(found);
    } catch (error) { this.fail(error); }
  }
  /** Say what went wrong and let the rest of the page work on; the same of the same `state` once. */
  fail(error, state) {
    if (state && state === this.failed?.state && error.message === this.failed.message) return;
    this.failed = error && Object.assign(error, { state });
    $("banner").hidden = !error;
    if (error) put($("wrong"), failure(error));
  }
  hush() {
    if (!$("banner").hidden) $("content").focus({ preventScroll: true });
    $("banner").hidden = true;
  }
}

window.studio = new Studio();
studio.begin();
