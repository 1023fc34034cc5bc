/** Helpers for the page: every text goes in as text, never as markup. */

/** An element: name with classes behind dots, attributes (those under on… listen), children. */
export function el(tag, given = {}, ...inside) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name || "div");
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (value == null || value === false) continue;
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  for (const one of inside.flat()) if (one) made.append(one);
  return made;
}

export const $ = (id) => document.getElementById(id);
export const clone = (id) => $(id).content.firstElementChild.cloneNode(true);

/** Put children in place of those that are there. */
export function put(place, ...inside) {
  place.replaceChildren(...inside.flat().filter(Boolean));
  return place;
}

/** A list to choose one of, by name and title. */
export function choice(label, options, value, change, given = {}) {
  return el("select", { "aria-label": label, ...given, onchange: ({ target }) => change(target.value) },
    options.map((one) => el("option", { value: one.name, text: one.title, selected: one.name === value })));
}

/** Ask the server; throws an Error with the sentence it answers. */
export async function ask(path, body, method, signal) {
  const answer = await fetch(path, {
    signal,
    method: method || (body && "POST"),
    headers: body && { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  }).catch(() => { throw Object.assign(new Error("monazite stopped. Start it again with `monazite studio`; this page keeps your strategy."), { gone: true }); });
  const data = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const { status } = answer, { text, problems } = data.error || { text: `The studio answered ${status}.` };
    throw Object.assign(new Error(text), { status, problems, asked: `${path} ${status}` });
  }
  return data;
}

export const copy = (text) => navigator.clipboard?.writeText(text);

/** What went wrong, and a copy of what helps to mend it: of what was chosen its hash alone. */
export function failure({ message, problems, asked = "" }) {
  const error = problems?.length ? problems.join(" ") : message;
  const details = Object.entries({ ...document.body.dataset, asked, error }).map((pair) => pair.join(": ")).join("\n");
  return el("span", {}, `${error} `, el("button.small", { text: "Copy details", "data-copy": details }));
}

export function keep(name, blob) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 5000);
}
