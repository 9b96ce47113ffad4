/** Somebody between wallet and servers who answers in their place, without their knowing. */
import type { Fetch } from "../env/fetch.ts";

export interface Forgery {
  /** Which requests are answered; a part of their `METHOD URL`. */
  readonly to: RegExp;
  readonly answer: (request: Request) => Response | Promise<Response>;
  /** So many such requests pass first. */
  readonly after?: number;
  /** So many are answered; all of them when absent. */
  readonly times?: number;
}

/** A network over another one; what is not forged goes on to the servers. */
export class Forger {
  readonly #honest: Fetch;
  readonly #counts = new Map<Forgery, number>();
  /** How many answers were forged so far. */
  struck = 0;

  constructor(honest: Fetch) {
    this.#honest = honest;
  }

  /** Gives a function that ends it. */
  add(forgery: Forgery): () => void {
    this.#counts.set(forgery, 0);
    return () => void this.#counts.delete(forgery);
  }

  readonly fetch: Fetch = async (request) => {
    const forgery = this.#find(`${request.method} ${request.url}`);
    if (!forgery) return this.#honest(request);
    this.struck += 1;
    return forgery.answer(request);
  };

  #find(asked: string): Forgery | undefined {
    for (const [forgery, count] of this.#counts) {
      const { to, after = 0, times = Number.POSITIVE_INFINITY } = forgery;
      if (!to.test(asked)) continue;
      this.#counts.set(forgery, count + 1);
      if (count >= after && count < after + times) return forgery;
    }
    return undefined;
  }
}

/** A refusal as Taler servers spell it. */
export const refusal = (status: number, code: number, more: object = {}): Response =>
  Response.json({ code, hint: "forged", ...more }, { status });
