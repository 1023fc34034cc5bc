/** Long work in a place of a part: how far it is, above what was found so far. */
import { ask, el, put } from "./dom.js";

export async function job(part, place, question) {
  const bar = el("progress", { max: 1, value: 0, "aria-label": "How far the work is" });
  const said = el("span.quiet.small", { text: "Waiting…" }), stop = el("button", { text: "Cancel" });
  const above = el("div.row", {}, bar, said, stop), below = place.querySelector(".found") || el("div.found");
  put(place, above, below);
  place.scrollIntoView({ block: "nearest" });
  const title = document.title;
  try {
    const { id } = await ask("/api/jobs", question);
    stop.addEventListener("click", () => ask(`/api/jobs/${id}`, undefined, "DELETE").catch(() => {}));
    const ended = await new Promise((done) => {
      const events = new EventSource(`/api/jobs/${id}/events`);
      let was = "";
      events.onmessage = ({ data }) => {
        const view = JSON.parse(data);
        bar.max = view.total || 1;
        bar.value = view.done;
        const left = view.seconds_left ? `, about ${Math.ceil(view.seconds_left)} s left` : "";
        said.textContent = `${view.said || "Working"}${view.total ? ` · ${view.done} of ${view.total}${left}` : ""}`;
        if (view.total) document.title = `${Math.round((100 * view.done) / view.total)} % · ${title}`;
        if (view.html !== was) part.fill(below, was = view.html, view.found.map((one) => one.chart).filter(Boolean).slice(-1));
        if (/ing$/.test(view.status)) return;
        events.close();
        put(above, view.status !== "done" && el("p.quiet", { text: view.error || "Cancelled; what was found stays." }));
        done(view.status);
      };
      events.onerror = () => { said.textContent = "monazite stopped; the work goes on when it is back."; };
    });
    if (ended === "done") question.kind === "brief" ? part.load() : part.studio.again();
  } catch (error) {
    put(above, el("p", { role: "alert", text: error.message }));
  } finally {
    document.title = title;
  }
}
