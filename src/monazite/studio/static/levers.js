/** The panel: what the country chooses, then what it does not. */
import { $, ask, choice, el, put } from "./dom.js";

const named = (all, name) => all.find((one) => one.name === name);

export class Rail {
  open = new Set();
  constructor(studio) {
    this.studio = studio;
    // what one rests on or writes may be answered ahead
    for (const on of ["pointerover", "focusin", "input"]) $("rail").addEventListener(on, ({ target }) => {
      clearTimeout(this.rests);
      if (target.matches(".notches *,.switch,[type=number]")) this.rests = setTimeout(() => {
        studio.chosen.hear = (state) => ask("/api/ahead", { ...studio.asked(), state }).catch(() => 0);
        for (const does of ["click", "change"]) target.dispatchEvent(new Event(does));
        studio.chosen.hear = 0;
      }, 80);
    });
  }
  draw() {
    const { view, chosen } = this.studio, state = chosen.state;
    const kept = $("rail").querySelector(":focus")?.id, top = $("rail").scrollTop;
    const own = this.own(), rest = view.levers.filter((one) => !own.includes(one.id)), changed = state.off.length + state.on.length + Object.keys(state.set).length;
    put($("rail"),
      el("h2", { text: "Strategy" }),
      el("div.row", {},
        choice("Strategy", view.strategies, state.base, (base) => chosen.change({ base, off: [], on: [], set: {}, title: "" }), { id: "base" }),
        el("button", { text: "Reset", disabled: !changed, onclick: () => chosen.reset() })),
      el("p.small.quiet", { text: named(view.strategies, state.base)?.why }),
      own.map((id) => this.#lever(view.levers.find((one) => one.id === id), state, true)),
      !own.length && el("p.quiet", { text: "This strategy pulls no lever." }),
      rest.length && el("details", { open: this.open.has("rest") || state.on.length > 0, ontoggle: ({ target }) => this.#keep("rest", target.open) },
        el("summary", { text: `Levers of other strategies (${rest.length})` }),
        rest.map((one) => this.#lever(one, state, false))),
      el("div.world", {},
        el("h2", { text: "World" }),
        el("p.small.quiet", { text: view.world_note }),
        el("div.row", {}, choice("World", view.worlds, state.world, (world) => chosen.change({ world, events: "" }), { id: "world" }),
          state.events && el("button", { text: "Without the file’s events", onclick: () => chosen.change({ events: "" }) })),
        el("p.small", { text: named(view.worlds, state.world)?.why }),
        el("div.row", {}, el("span.small.quiet", { text: "Held against" }), choice("Held against", view.strategies, state.ghost, (ghost) => chosen.change({ ghost }), { id: "ghost" })),
        Object.entries(state.facts).map(([id, value]) => el("div.row.small", {}, el("span", { text: `Your value: ${id} = ${value}` }),
          el("button", { text: "Take back", onclick: () => { const { [id]: _, ...facts } = state.facts; chosen.change({ facts }); } })))));
    $("rail").scrollTop = top;
    $(kept)?.focus();
  }
  #keep(name, open) { this.open[open ? "add" : "delete"](name); }
  flip(id) {
    const { chosen } = this.studio, list = this.own().includes(id) ? "off" : "on", now = chosen.state[list];
    chosen.change({ [list]: now.includes(id) ? now.filter((one) => one !== id) : [...now, id] });
  }
  unfold(id) {
    this.open.add(id);
    $("panel").open = true;
    this.own().includes(id) || this.open.add("rest");
    this.draw();
    $(`more-${id}`)?.focus();
  }
  own() { return named(this.studio.view.strategies, this.studio.chosen.state.base)?.levers || []; }
  #lever(lever, state, own) {
    const { id } = lever, on = own ? !state.off.includes(id) : state.on.includes(id), open = this.open.has(id);
    const sheet = (name, text, disabled) => el("button.small", { text, disabled, onclick: () => this.studio.sheet(name, { id }) });
    return el(`div.lever${on ? "" : ".off"}${state.set[id] ? ".changed" : ""}`, { "data-lever": id },
      el("div.row", {},
        el("input.switch", { type: "checkbox", role: "switch", id: `on-${id}`, checked: on, onchange: () => this.flip(id) }),
        el("label.name", { for: `on-${id}`, text: lever.title }),
        el("button.plain", { "aria-expanded": String(open), "aria-label": `More of ${lever.title}`, id: `more-${id}`, text: open ? "▾" : "▸", onclick: () => { this.#keep(id, !open); this.draw(); } })),
      open && el("div.fields", {},
        el("p.small", { text: (state.set[id] ? "Before your change: " : "") + lever.words }),
        lever.fields.filter((one) => one.type !== "text").map((field) => this.#field(lever, field, state)),
        el("div.row", {},
          sheet("lever", "Why, and source"), sheet("effect", "What it alone changes", !on))));
  }
  #field(lever, field, state) {
    const { chosen } = this.studio, id = `${lever.id}.${field.name}`;
    const value = state.set[lever.id]?.[field.name] ?? field.value;
    const put_ = (next, quiet) => {
      const set = { ...chosen.state.set }, mine = set[lever.id] = { ...set[lever.id] };
      if (next === field.value) delete mine[field.name]; else mine[field.name] = next;
      if (!Object.keys(mine).length) delete set[lever.id];
      chosen.change({ set }, quiet);
    };
    const label = el("label", { for: id, text: field.title });
    const notches = field.notches.length > 1 && el("div.notches", {}, field.notches.map((one) =>
      el("button", { "aria-pressed": String(one.value === value), title: one.hint, id: `${id}-${one.label}`, text: one.label, onclick: () => put_(one.value) })));
    if (field.type === "month")
      return el("div.field", {}, label, el("input", { type: "month", id, value, onchange: ({ target }) => target.value && put_(target.value) }), notches);
    const box = el("input", { type: "number", id: `${id}-n`, "aria-label": `${field.title} as a number`, min: field.low, step: "any", value, onchange: ({ target }) => target.value && put_(+target.value) });
    const share = field.type === "share", percent = (part) => `${+(100 * part).toPrecision(4)} %`;
    const told = share && el("span.small.quiet", { text: `= ${percent(value)}` });
    const range = el("input", { type: "range", id, min: field.low, max: Math.max(field.high, value), step: field.step, value,
      "aria-valuetext": share ? percent(value) : `${value} ${field.unit}`,
      oninput: () => { box.value = range.value; if (told) told.textContent = `= ${percent(range.value)}`; const on = this.studio.dragging; this.studio.dragging = true; put_(+range.value, on); },
      onchange: () => { this.studio.dragging = false; this.studio.loop.next && this.studio.again(); this.draw(); } });
    return el("div.field", {}, label, el("div.row", {}, box, told), range, notches);
  }
}
