/** Long work in a part: how far it is, above what was found so far. */
import { ask, clone, el, failure, put } from "./dom.js";

export async function job(part, place, question) {
  const above = clone("work"), [bar, said, cancel] = above.children, below = place.querySelector(".found") || el("div.found");
  put(place, above, below);
  place.scrollIntoView({ block: "nearest" });
  const title = document.title;
  try {
    const { id } = await ask("/api/jobs", question);
    cancel.onclick = () => ask(`/api/jobs/${id}`, undefined, "DELETE").catch(() => 0);
    const ended = await new Promise((done) => {
      const events = new EventSource(`/api/jobs/${id}/events`);
      let was = "";
      events.onmessage = ({ data }) => {
        const view = JSON.parse(data);
        bar.max = view.total || 1;
        bar.value = view.done;
        said.textContent = view.told;
        if (view.total) document.title = `${Math.round((100 * view.done) / view.total)} % · ${title}`;
        if (view.html !== was) part.fill(below, was = view.html, view.found.map((one) => one.chart).filter(Boolean).slice(-1));
        if (/ing$/.test(view.status)) return;
        events.close();
        put(above, view.error ? failure({ message: view.error, asked: question.kind }) : view.status !== "done" && el("p.quiet", { text: "Cancelled; what was found stays." }));
        done(view.status);
      };
      events.onerror = () => { said.textContent = "monazite stopped; the work goes on when it is back."; };
    });
    if (ended === "done") question.kind === "brief" ? part.load() : part.studio.again();
  } catch (error) {
    put(above, el("p", { role: "alert" }, failure(error)));
  } finally {
    document.title = title;
  }
}
