/** The door: who asks, what is asked, then the handler; whatever goes wrong behind it becomes a problem. */
import type { Reply } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";
import { type Answer, type Caller, type Question, type RequestName, requests } from "../api/requests.ts";
import type { Env } from "../env/env.ts";
import { problemOf } from "../env/problem-of.ts";
import type { Codec } from "../taler/codec.ts";
import { callerOf, isAllowed, type Own, type Sender } from "./caller.ts";

/** One answer to each question of the table: a missing, surplus or wrong one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (env: Env, input: Question<N>, from: Sender) => Promise<Answer<N>>;
};

/** Answers a message; undefined when it is no question at all, but news or somebody else's. */
export type Door = (message: unknown, sender: Sender) => Promise<Reply> | undefined;

/** The door of these handlers. `open` gives the world, and may fail: then every question gets that problem. */
export function door(handlers: Handlers, open: () => Promise<Env>, own: Own): Door {
  return (message, sender) => {
    const asked = envelopeOf(message);
    return asked && answer({ handlers, open, sender, caller: callerOf(sender, own) }, asked);
  };
}

interface Asked {
  readonly ask: string;
  readonly input: unknown;
}

function envelopeOf(message: unknown): Asked | undefined {
  if (typeof message !== "object" || message === null || !("ask" in message)) return undefined;
  const { ask, input } = message as { readonly ask: unknown; readonly input?: unknown };
  return typeof ask === "string" ? { ask, input } : undefined;
}

interface Visit {
  readonly handlers: Handlers;
  readonly open: () => Promise<Env>;
  readonly sender: Sender;
  readonly caller: Caller | undefined;
}

async function answer(visit: Visit, { ask, input }: Asked): Promise<Reply> {
  const { caller } = visit;
  try {
    const name = allowed(ask, caller);
    const work = handled(visit, name, input);
    if (caller !== "page") return { answer: await work };
    // A page of the web hears the same at once, whatever comes of it: no answer and no delay tells it of the wallet.
    work.catch(() => {});
    return { answer: { done: true } };
  } catch (error) {
    const problem = problemOf(error, "badInput");
    // Strangers learn that it failed, not why.
    return { problem: caller === "page" || caller === undefined ? { code: problem.code } : problem };
  }
}

async function handled({ handlers, open, sender }: Visit, name: RequestName, input: unknown): Promise<unknown> {
  // The table's rows are of many types and the name was just looked up: here, and only here, types give way.
  const { asks, gets } = requests[name] as { readonly asks: Codec<unknown>; readonly gets: Codec<unknown> };
  const question = asks.parse(input);
  const handle = handlers[name] as (env: Env, input: unknown, from: Sender) => Promise<unknown>;
  return gets.format(await handle(await open(), question, sender));
}

/** The question's name, if there is such a question and the caller may ask it; both refusals look the same. */
function allowed(ask: string, caller: Caller | undefined): RequestName {
  const isKnown = (name: string): name is RequestName => Object.hasOwn(requests, name);
  if (!isKnown(ask) || caller === undefined || !isAllowed(caller, requests[ask].who)) {
    throw new WalletError("notAllowed", "no such question from here");
  }
  return ask;
}
