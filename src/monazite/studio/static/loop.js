/** Asks for the newest state: after the one on its way, beside it where that waits long or, of every two, instead. */
import { $, ask } from "./dom.js";

const LONG = 300;

export class Loop {
  /** The page takes an answer, with what was asked and whether nothing newer was, or hears it failed. */
  constructor(page) {
    Object.assign(this, { page, client: Math.random().toString(36).slice(2), seq: 0, taken: 0, busy: 0, next: null });
  }
  /** Ask with what `body()` gives then; `along` with a bar that is drawn. */
  ask(body, along) {
    this.next = body;
    const instead = !!this.busy && !this.instead && !along && !this.page.dragging;
    if (instead || !this.busy || performance.now() - this.since > LONG) this.#go(instead);
  }
  async #go(instead = false) {
    this.instead = instead;
    const body = this.next(), seq = (this.busy = ++this.seq), { client, page } = this, was = page.failed;
    this.next = null;
    this.since = performance.now();
    this.slow ||= setTimeout(() => this.#waits(true), LONG);
    let failed;
    const found = await ask("/api/update", { ...body, client, seq, instead }).catch((error) => { failed = error; });
    if (failed?.gone && !this.next) {
      page.fail(failed, body.state);
      await new Promise((on) => setTimeout(on, 2000));
      this.next ||= () => body;
    }
    if (seq === this.busy) {
      this.busy = 0;
      if (this.next) this.#go();
      else this.slow = clearTimeout(this.slow), this.#waits(false);
    }
    if (failed && failed.status !== 409) page.fail(failed, body.state);
    if (failed || seq < this.taken) return;
    this.taken = seq;
    // what failed elsewhere meanwhile stays
    if (page.failed?.state || page.failed === was) page.fail(null);
    page.take(found, body, seq === this.seq);
  }
  #waits(yes) {
    $("waiting").hidden = !yes;
    document.body.classList.toggle("waits", yes);
  }
}
