/** The screens: each says which charts it wants and how its place is laid out. */
import { ask, choice, el, link, put } from "./dom.js";
import { Card, take } from "./cards.js";
import { learn, hashes } from "./charts.js";
import { job } from "./jobs.js";

const soon = {
  check: ["Check", "Public claims against evidence and model. It is not built yet here; `monazite facts --claims` and the brief hold the verdicts."],
};

/** Make a screen: `draw` builds its place, `want` names charts, `show` takes an update. */
export function screen(name, studio) {
  return (made[name] || (() => plain(...(soon[name] || soon.check))))(studio);
}

/** What was chosen, to tell whether it still is. */
const picked = (studio) => JSON.stringify(studio.chosen.state);

const plain = (title, text) => ({ node: el("div.card", {}, el("h2", { text: title }), el("p", { text })), want: [] });

function ofCards(studio, list, more = []) {
  const cards = list.map(([name, wide]) => new Card(name, studio, wide));
  return {
    node: el("div", {}, el("div.grid", {}, cards.map((one) => one.node)), ...more),
    want: () => cards.map((one) => one.want),
    show: (update) => {
      for (const chart of update.charts) cards.find((one) => one.name === chart.chart)?.show(chart);
    },
  };
}

/** A lever that touches what holds back, with a button that pulls it or opens it. */
function tried(studio, one, before) {
  const act = one.in_force ? () => studio.rail.unfold(one.lever) : (event) => { event.target.disabled = true; studio.rail.flip(one.lever); };
  return el("div.row", {}, el("button.small", { text: `${one.in_force ? "Move" : "Try"} “${one.title}”`, onclick: act }),
    el("span.small.quiet", { text: one.in_force ? "it is pulled; its numbers and months can be moved" : one.after === before ? `alone it leaves ${before}` : `alone: ${one.after} instead of ${before}` }));
}

const made = {
  start(studio) {
    const { view } = studio, go = (state, name) => () => { studio.chosen.change({ off: [], on: [], set: {}, facts: {}, ...state }); studio.go(name); };
    const preset = (title, text, act) => el("button.preset", { onclick: act }, el("b", { text: title }), el("span.small", { text }));
    const stop = view.worlds.find((one) => one.shock_years.length);
    return {
      node: el("div", {}, el("h2", { text: "What do you want to know?" }), el("p.quiet", { text: view.question }),
        el("div.presets", {},
          view.strategies.slice(0, 8).map((one) => preset(one.title, one.why, go({ base: one.name, world: view.defaults.world }, "levers"))),
          stop ? preset(`${stop.title}`, stop.why, go({ base: view.defaults.base, world: stop.name, year: stop.shock_years[0] }, "levers")) : null,
          preset(`What holds ${view.home} back?`, "Plants and permits that are full, year by year, and what stands behind each.", go({ base: view.defaults.base }, "bottlenecks")),
          preset("Where is every tonne from?", "The chain from mine to use, with home ore apart from what was bought.", go({ base: view.defaults.base }, "chain"))),
        el("p", {}, el("label", {}, "Open a strategy file ", el("input", { type: "file", accept: ".yaml,.yml", onchange: async (event) => studio.openFile(event.target.files[0]) })))),
      want: [],
    };
  },
  levers: (studio) => ofCards(studio, [["supply"], ["unmet"], ["bottlenecks", true], ["costs", true]]),
  chain: (studio) => ofCards(studio, [["chain", true], ["fate", true]]),
  bottlenecks(studio) {
    const place = el("div"), found = el("div");
    const card = el("div.card.wide", {}, el("h2", { text: "And behind it?" }), el("p.sub", { text: "Each limit is taken away on top of those before it, and the plan made anew." }),
      el("button", { text: "Find the next bottlenecks (takes a minute)", onclick: () => job(place, { kind: "next-bottlenecks", state: studio.chosen.state }, (rows) => put(found, rows.length ? el("ol", {}, rows.map((row) =>
        el("li", {}, `${row.stage}: ${row.rule}, where ${row.size} stand. What is made at home goes from ${row.before} to ${row.after}.`, row.tries.map((one) => tried(studio, one, rows[0].before))))) : null)) }), place, found);
    return ofCards(studio, [["bottlenecks", true]], [card]);
  },
  map(studio) {
    const card = new Card("map", studio, true);
    const pick = el("select", { "aria-label": "What is made and sent" });
    const draw = async () => {
      try {
        const chart = await ask("/api/map", { state: studio.chosen.state, want: [{ chart: "map", width: card.width }], theme: studio.theme, known: hashes(), form: pick.value || undefined });
        learn([chart]);
        card.show(chart);
      } catch (error) { studio.fail(error); }
    };
    pick.append(...studio.view.forms.map((one) => el("option", { value: one.name, text: one.title })));
    pick.value = studio.view.forms.find((one) => one.product)?.name;
    pick.addEventListener("change", draw);
    return { node: el("div", {}, el("div.row", {}, el("label", {}, "Show ", pick)), el("div.grid", {}, card.node)), want: [], show: draw };
  },
  compare(studio) {
    const card = new Card("headlines", studio, true), table = el("div.card.wide.scroll"), only = el("input", { type: "checkbox", id: "only" });
    const choose = el("div.row");
    const draw = async () => {
      const { state } = studio.chosen;
      put(choose, el("span", { text: "Beside it: " }), studio.view.strategies.filter((one) => one.name !== state.base && one.name !== state.ghost).map((one) =>
        el("button", { "aria-pressed": String(state.compare.includes(one.name)), text: one.title, onclick: () => studio.chosen.change({ compare: state.compare.includes(one.name) ? state.compare.filter((name) => name !== one.name) : [...state.compare, one.name].slice(-4) }, true) })));
      try {
        const found = await ask("/api/compare", { state, want: [{ chart: "headlines", width: card.width }], theme: studio.theme, known: hashes() });
        learn(found.charts);
        found.charts.forEach((chart) => card.show(chart));
        put(table, el("h2", { text: "Side by side" }),
          el("table", {}, el("thead", {}, el("tr", {}, el("th", { text: "Figure" }), el("th", { text: "Year" }), found.titles.map((one, at) => el("th", { scope: "col", title: found.words[at], text: one })))),
            el("tbody", {}, found.rows.filter((row) => !only.checked || row.differs).map((row) => el("tr", {}, el("td", { text: row.title }), el("td", { text: row.year }),
              row.cells.map((cell) => el("td", {}, el("span", { text: cell.text }), cell.difference && cell.difference !== "0" ? el(`div.small.${cell.mark}`, { text: `${cell.difference}${cell.mark === "neither" ? "" : `, ${cell.mark}`}` }) : null)))))),
          el("h3", { text: "How they differ" }), el("ul", {}, found.titles.slice(1).map((one, at) => el("li", { text: `${one}: ${found.words[at + 1]}.` }))));
      } catch (error) { studio.fail(error); }
    };
    only.addEventListener("change", draw);
    return { node: el("div", {}, choose, el("p", {}, only, el("label", { for: "only", text: " Only figures that differ" })), el("div.grid", {}, card.node, table)), want: [], show: draw };
  },
  evidence(studio) {
    const asked = { text: "", table: "", grade: "", place: "", offset: 0, limit: 50 }, table = el("div.scroll", { style: "max-height:65vh", tabindex: "0", role: "region", "aria-label": "Facts" }), count = el("p.quiet"), facets = el("div.row");
    const draw = async () => {
      try {
        const found = await ask("/api/facts", { study: studio.view.name, ...asked });
        count.textContent = `${found.count} facts`;
        if (!facets.children.length) {
          const pick = (name, options) => el("select", { "aria-label": name, onchange: (event) => { asked[name] = event.target.value; asked.offset = 0; draw(); } }, el("option", { value: "", text: `any ${name}` }), options.map((one) => el("option", { value: one, text: one })));
          put(facets, el("input", { type: "search", "aria-label": "Search facts", placeholder: "Search facts", oninput: (event) => { asked.text = event.target.value; asked.offset = 0; draw(); } }),
            pick("table", found.tables), pick("grade", found.grades), pick("place", found.places));
        }
        put(table, el("table", {}, el("thead", {}, el("tr", {}, ["What", "Value", "When", "Grade", "Source", "Used"].map((one) => el("th", { scope: "col", text: one })))),
          el("tbody", {}, found.rows.map((row) => el("tr", {}, el("td", {}, el("button.plain", { style: "text-align:left", text: row.what, onclick: () => studio.sheet.fact(row.id) })), el("td", { text: row.text }), el("td", { text: row.period }), el("td", {}, el(`span.grade.${row.grade}`, { text: row.grade })), el("td.small", {}, link(row.url, row.source)), el("td.number", { text: row.used || "" }))))),
          el("div.row", {}, el("button", { text: "Earlier", disabled: !asked.offset, onclick: () => { asked.offset = Math.max(0, asked.offset - asked.limit); draw(); } }),
            el("button", { text: "Later", disabled: asked.offset + asked.limit >= found.count, onclick: () => { asked.offset += asked.limit; draw(); } })));
      } catch (error) { studio.fail(error); }
    };
    draw();
    return { node: el("div.card", {}, el("h2", { text: "Evidence" }), facets, count, table), want: [] };
  },
  stress(studio) {
    const { view } = studio, place = el("div"), found = el("div"), stale = el("p.warn", { role: "status", hidden: true, text: "What was chosen has changed since; play it again." });
    if (!view.shocks.length) return plain("Stress", "The study has no shocks: chain/shocks.csv says what may happen, chain/hits.csv what it strikes.");
    const card = new Card("stress", studio, true), shock = choice("What happens", [{ name: "", title: "Anything, at random" }, ...view.shocks], "", () => {});
    const table = (heads, rows) => el("div.scroll", {}, el("table", {}, el("thead", {}, el("tr", {}, heads.map((text, at) => el(at ? "th.number" : "th", { scope: "col", text })))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((text, at) => (at ? el("td.number", { text }) : el("th", { scope: "row", text }))))))));
    const part = (title, rows, heads, of) => (rows.length ? el("div", {}, el("h3", { text: title }), table(heads, rows.map(of))) : null);
    let at;
    const draw = (all) => {
      const one = all[all.length - 1];
      if (!one) return;
      learn([one.chart]);
      put(found, el("p", { text: one.sentences.join(" ") }), el("div.grid", {}, card.node),
        part("Who goes short", one.uses, ["Use", "Tier", "Goes short in", "First, typically", "Short, t", "Lost, million USD"], (row) => [row.use, row.tier, row.chance, row.first, row.short, row.lost]),
        part("What may happen", one.shocks, ["Shock", "A year", "Alone, million USD", "Adds, million USD", "Grade"], (row) => [row.shock, row.per_year, row.alone, row.adds, row.grade]),
        part("What helps", one.savings, ["Plant or supplier", "Gives, t a year", "Saves, million USD", "For each tonne, USD"], (row) => [row.what, row.size, row.saves, row.each]),
        part("One more tonne in store", one.stores, ["Form", "Costs, USD", "Saves, USD"], (row) => [row.what, row.size, row.each]), el("p", { text: one.cover }));
      card.show(one.chart);
    };
    const work = () => {
      at = picked(studio);
      stale.hidden = true;
      return job(place, { kind: "stress", state: studio.chosen.state, key: shock.value, theme: studio.theme, width: Math.max(260, place.clientWidth - 32) }, draw);
    };
    return { node: el("div.card", {}, el("h2", { text: "Stress" }), el("p.sub", { text: "The plan from the chosen year on, month by month, under disruptions nobody foresaw: stores, rationing and late suppliers." }),
      el("div.row", {}, shock, el("button.main", { text: "Play it", onclick: work })), stale, place, found), want: [],
      show() { stale.hidden = !at || at === picked(studio); } };
  },
  why(studio) {
    const { view } = studio, place = el("div"), found = el("div"), stale = el("p.warn", { role: "status", hidden: true, text: "What was chosen has changed since; work it out again." });
    const card = new Card("why", studio, true), key = choice("Number", view.indicators.map((one) => ({ name: one.key, title: one.title })), studio.key || view.indicators[0].key, (name) => { studio.key = name; });
    const against = choice("Against", view.strategies, studio.chosen.state.ghost, (ghost) => studio.chosen.change({ ghost })), cell = (text) => el("td.number", { text });
    let of;
    const draw = ([one]) => {
      if (!one) return;
      learn([one.chart]);
      put(found, el("p", { text: one.sentences.join(" ") }), el("div.grid", {}, card.node),
        el("div.scroll", {}, el("table", {}, el("thead", {}, el("tr", {}, ["Lever", "Adds", "Alone", "Lost without it"].map((text, at) => el(at ? "th.number" : "th", { scope: "col", text })))),
          el("tbody", {}, one.contributions.map((row) => el("tr", {}, el("th", { scope: "row", text: row.change === "added" ? row.lever : `${row.lever} (${row.change})` }), cell(`${row.adds} ${row.error}`), cell(row.alone), cell(row.last)))),
          el("tfoot", {}, el("tr", {}, el("th", { scope: "row", text: `Sum, from ${one.start} to ${one.end}` }), cell(one.effect), cell(""), cell(""))))),
        one.together.length ? el("div", {}, el("h3", { text: "Two together, beyond what each does without the other" }), el("ul", {}, one.together.map((pair) => el("li", { text: `${pair.first} and ${pair.second}: ${pair.adds}` })))) : null,
        el("p.small.quiet", { text: one.how }));
      card.show(one.chart);
    };
    const work = () => {
      of = picked(studio);
      stale.hidden = true;
      return job(place, { kind: "why", state: studio.chosen.state, key: key.value, theme: studio.theme, width: Math.max(260, place.clientWidth - 32) }, draw);
    };
    return { node: el("div.card", {}, el("h2", { text: "Why" }), el("p.sub", { text: "What each lever accounts for: the plan is made again with every part of the levers, and each gets the mean of what it adds, whatever came before it." }),
      el("div.row", {}, key, el("span", { text: "against" }), against, el("button.main", { text: "Work it out", onclick: work })), stale, place, found), want: [],
      show() {
        against.value = studio.chosen.state.ghost;
        stale.hidden = !of || of === picked(studio);
      } };
  },
  brief(studio) {
    const said = el("p.quiet", { role: "status" }), frame = el("iframe", { title: "The brief", sandbox: "", style: "width:100%;height:75vh;border:1px solid var(--line);background:#fff", hidden: true });
    const make = async (form) => {
      said.textContent = "Writing…";
      try { said.textContent = `Saved ${await take({ form, asked: studio.asked([]) })}.`; } catch (error) { said.textContent = error.message; }
    };
    const preview = async () => {
      said.textContent = "Writing…";
      try {
        const file = await ask("/api/export", { form: "html", asked: studio.asked([]) });
        frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob(file.data), (one) => one.charCodeAt(0)));
        frame.hidden = false;
        said.textContent = "";
      } catch (error) { said.textContent = error.message; }
    };
    const forms = [["html", "Web page"], ["pdf", "PDF"], ["xlsx", "Excel"], ["yaml", "Strategy file"]];
    return { node: el("div.card", {}, el("h2", { text: "Brief" }), el("p.sub", { text: "The answer on two pages with its annexes, for the strategy and world chosen at the left." }),
      el("div.row", {}, el("button.main", { text: "Preview", onclick: preview }), forms.map(([form, text]) => el("button", { text: `Save ${text}`, onclick: () => make(form) }))), said, frame), want: [] };
  },
};
