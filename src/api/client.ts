/** Asking the background: one generic function that knows every answer's type. */
import { isProblemCode, type Problem, WalletError } from "./problems.ts";
import { type Answer, type Question, type RequestName, requests } from "./requests.ts";

/** A question on its way to the door. */
export interface Envelope {
  readonly ask: string;
  readonly input: unknown;
}

/** What the door answers. */
export type Reply = { readonly answer: unknown } | { readonly problem: Problem };

/** How messages reach the background; `browser.runtime.sendMessage` in pages. */
export type Send = (envelope: Envelope) => Promise<unknown>;

/** A client over this way of sending: `await ask("getHome", {})`. Throws a {@link WalletError} with the door's problem. */
export function client(send: Send) {
  return async function ask<N extends RequestName>(name: N, input: Question<N>): Promise<Answer<N>> {
    const reply = (await send({ ask: name, input: requests[name].asks.format(input as never) })) as Reply | undefined;
    if (reply && "answer" in reply) return requests[name].gets.parse(reply.answer) as Answer<N>;
    const problem = reply?.problem;
    if (!problem || !isProblemCode(problem.code)) throw new WalletError("bug", "the background gave no answer");
    throw new WalletError(problem.code, problem.detail, problem.retryAfter);
  };
}
export type Ask = ReturnType<typeof client>;
