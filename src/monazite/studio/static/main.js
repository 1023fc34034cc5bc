/** The studio in a page: what is chosen, asked for and shown. */
import { $, ask, choice, copy, el, failure, put } from "./dom.js";
import { Chosen } from "./state.js";
import { Loop } from "./loop.js";
import { hashes, learn, step } from "./charts.js";
import { Rail } from "./levers.js";
import { keys } from "./keys.js";
import { screen } from "./screens.js";
import { Part } from "./parts.js";

/** What is there first of some places. */
const one = (places) => places.map((each) => document.querySelector(each)).find(Boolean);
const begun = JSON.parse($("begun").textContent);

class Studio {
  constructor() {
    const dark = localStorage.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    this.theme = document.documentElement.dataset.theme = new URLSearchParams(begun.query).get("theme") || dark;
    this.screen = begun.screen;
    this.loop = new Loop((...found) => this.take(...found), (error) => this.fail(error));
    this.figures = new Part(this, "", {}, $("headlines"));
    this.rail = new Rail(this);
    this.tour = new Part(this, "tour", { step: localStorage.tour }, $("tour"));
    this.beside = location.hash || begun.beside;
    $("panel").open = innerWidth > 800;
  }
  async begin() {
    this.#tools();
    try {
      this.view = begun.view || (await ask(`/api/study/${encodeURIComponent(begun.study)}`));
    } catch (error) { this.fail(error); return; }
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
      const { href, dataset: { screen, copy: told } } = event.target;
      if (told) copy(told.replace("/c/", `${location.origin}/c/`));
      if (href && screen && !event.ctrlKey && !event.metaKey) { event.preventDefault(); this.go(screen); }
    });
    $("tools").addEventListener("click", ({ target }) => { this.does(target.dataset.tool); });
  }
  /** Do what a tool or a key says. */
  does(verb, ...things) { (verb in this ? this : this.chosen)?.[verb]?.(...things); }
  /** Show a screen and ask for what it wants. */
  show(name, given = {}) {
    this.place?.part?.stop();
    this.warnings?.stop();
    this.screen = name;
    document.body.dataset.screen = name;
    for (const one of $("screens").children) one.ariaCurrent = one.dataset.screen === name ? "page" : null;
    this.place = screen(name, this, given);
    this.notes = el("div");
    this.warnings = new Part(this, "warnings");
    this.warned = "";
    put($("screen"), this.notes, this.warnings.node, this.place.node);
    this.again();
  }
  /** What is chosen, to tell whether it still is. */
  get picked() { return JSON.stringify(this.chosen.state); }
  /** A sheet at the side. */
  open(...inside) {
    const box = $("sheet");
    box.onclose = null;
    put(box, el("button.close", { text: "Close", onclick: () => box.close() }), ...inside);
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
  /** Say in the link what is looked up beside what is chosen. */
  look(beside) {
    this.beside = beside;
    if (this.link) history.replaceState({}, "", this.link + beside);
  }
  go(name, given) {
    // before the study has come it begins with the screen asked for
    if (!this.view) { this.screen = name; return; }
    history.pushState({}, "", this.link ? this.link.replace(/\/s\/([^/]+)\/[a-z]+/, `/s/$1/${name}`) : `/s/${begun.study}/${name}`);
    $("sheet").close();
    this.beside = "";
    this.show(name, given);
    $("content").focus({ preventScroll: true });
  }
  asked(want = this.place.want()) { return { state: this.chosen.state, screen: this.screen, want, theme: this.theme, known: hashes(), drawn: !this.update, made: begun.made }; }
  again() { this.loop.ask(() => this.asked()); }
  changed() {
    clearTimeout(this.looking);
    this.warnings.stop();
    this.again();
    if (!this.dragging) this.rail.draw();
  }
  take(update, { want }, newest) {
    learn(update.charts);
    // while a bar is drawn along, pictures follow it as fast as answers come
    if (!newest && !this.dragging) return;
    this.update = update;
    this.link = update.link;
    history.replaceState({}, "", update.link + this.beside);
    this.figures.fill($("headlines"), update.figures, []);
    this.#later("speaking", 600, () => { $("spoken").textContent = update.headlines.map((one) => one.sentence).join(". "); });
    this.notes.innerHTML = update.notes;
    this.#years();
    // looked over once the figures stand still, since that takes longer than they do
    if (this.warned !== update.case && this.screen !== "check") this.#later("looking", 700, () => { this.warned = update.case; this.warnings.load(); });
    this.place.show(update, want);
    $("foot").textContent = update.foot;
    document.title = `${update.title} – ${this.view.title}`;
    Object.assign(document.body.dataset, { case: update.case, data: update.data_hash, seq: update.seq });
  }
  #years() {
    const { years, worlds } = this.view, { year, world } = this.chosen.state;
    const shocks = worlds.find((one) => one.name === world)?.shock_years || [];
    Object.assign($("year"), { min: years[0], max: years.at(-1), value: year, oninput: ({ target }) => { $("told").textContent = target.value; this.chosen.change({ year: +target.value }, true); } });
    $("told").textContent = year;
    $("stops").textContent = shocks[0] ? `stops in ${shocks.join(", ")}` : "";
  }
  year(step) {
    const bar = $("year");
    if (bar.offsetParent) { bar.value = this.chosen.state.year + step; bar.dispatchEvent(new Event("input")); }
  }
  /** Click, or stand on, what is there of some places, the first of them first. */
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
  /** The list of keys, which may be switched off there. */
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
  /** Say what went wrong and let the rest of the page work on. */
  fail(error) {
    $("banner").hidden = !error;
    if (error) put($("banner"), failure(error));
  }
}

window.studio = new Studio();
studio.begin();
