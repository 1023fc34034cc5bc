/** Asks for the newest state only: one request in flight, the latest goes next. */
import { $, ask } from "./dom.js";

export class Loop {
  constructor(take, fail) {
    this.take = take;
    this.fail = fail;
    this.client = Math.random().toString(36).slice(2);
    this.seq = 0;
    this.busy = false;
    this.next = null;
  }
  /** Ask with what `body()` gives at the moment of asking. */
  ask(body) {
    this.next = body;
    if (!this.busy) this.#go();
  }
  async #go() {
    this.busy = true;
    const slow = setTimeout(() => this.#waits(true), 300);
    while (this.next) {
      const body = this.next();
      this.next = null;
      try {
        const found = await ask("/api/update", { ...body, client: this.client, seq: ++this.seq });
        if (!this.next) this.take(found);
        this.fail(null);
      } catch (error) {
        if (error.status !== 409) this.fail(error);
        if (error.gone && !this.next) {
          await new Promise((on) => setTimeout(on, 2000));
          this.next ||= () => body;
        }
      }
    }
    clearTimeout(slow);
    this.#waits(false);
    this.busy = false;
  }
  #waits(yes) {
    $("waiting").hidden = !yes;
    document.body.classList.toggle("waits", yes);
  }
}
