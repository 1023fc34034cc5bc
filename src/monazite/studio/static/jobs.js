/** Long work: begins it, shows how far it is, and draws what comes in as it comes. */
import { ask, el, put } from "./dom.js";

/**
 * @param {HTMLElement} place where progress stands
 * @param {object} question kind, state and what it is asked of
 * @param {(found: object[], view: object) => void} draw
 */
export async function job(place, question, draw) {
  const bar = el("progress", { max: 1, value: 0, "aria-label": "How far the work is" });
  const said = el("span.quiet.small", { text: "Waiting…" });
  const stop = el("button", { text: "Cancel" });
  put(place, el("div.row", {}, bar, said, stop));
  const title = document.title;
  try {
    const { id } = await ask("/api/jobs", question);
    stop.addEventListener("click", () => ask(`/api/jobs/${id}`, undefined, "DELETE").catch(() => {}));
    await new Promise((done) => {
      const events = new EventSource(`/api/jobs/${id}/events`);
      events.onmessage = (event) => {
        const view = JSON.parse(event.data);
        bar.max = view.total || 1;
        bar.value = view.done;
        const left = view.seconds_left ? `, about ${Math.max(1, Math.round(view.seconds_left))} s left` : "";
        said.textContent = `${view.said || "Working"}${view.total ? ` · ${view.done} of ${view.total}${left}` : ""}`;
        if (view.total) document.title = `${Math.round((100 * view.done) / view.total)} % · ${title}`;
        draw(view.found, view);
        if (["done", "failed", "cancelled"].includes(view.status)) {
          events.close();
          put(place, view.status === "done" ? null : el("p.quiet", { text: view.status === "failed" ? view.error : "Cancelled; what was found stays." }));
          done();
        }
      };
      events.onerror = () => { said.textContent = "monazite stopped; the work goes on when it is back."; };
    });
  } catch (error) {
    put(place, el("p", { role: "alert", text: error.message }));
  } finally {
    document.title = title;
  }
}
