/** A sandbox exchange on a hand-wound clock with somebody who spends coins there; for tests of servers. */
import { type Exchange, type ExchangeOptions, newExchange } from "../../e2e/sandbox/exchange/exchange.ts";
import type { OutgoingWire } from "../../e2e/sandbox/exchange/wires.ts";
import { isBalanced } from "../../e2e/sandbox/ledger.ts";
import type { Spending } from "../../e2e/sandbox/spending.ts";
import { type HandWoundWorld, handWoundWorld } from "../../e2e/sandbox/world.ts";
import { textOf } from "../taler/crockford.ts";
import { errorBody } from "../taler/error-body.ts";
import type { Signers } from "../taler/exchange-proof.ts";
import { Spender } from "./spender.ts";

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;
export const sceneUrl = "http://exchange.test/";

export interface ExchangeScene {
  readonly world: HandWoundWorld;
  readonly exchange: Exchange;
  readonly spender: Spender;
  /** What has left the exchange's account so far. */
  readonly wires: readonly OutgoingWire[];
  signers(): Signers;
  isBalanced(): boolean;
  spending(): Spending;
}

export function exchangeScene(options: Partial<ExchangeOptions> = {}): ExchangeScene {
  const world = handWoundWorld(Date.UTC(2026, 0, 1), "scene");
  const accounts = ["payto://x-taler-bank/bank.test/exchange?receiver-name=exchange"];
  const wires: OutgoingWire[] = [];
  const exchange = newExchange({
    ...{ world, baseUrl: sceneUrl, accounts, currency: "KUDOS", seed: "test", rsaBits: 1024 },
    wireOut: (wire) => void wires.push(wire),
    ...options,
  });
  return {
    world,
    exchange,
    wires,
    spender: new Spender(exchange, sceneUrl),
    signers: () => {
      const signkeys = exchange.keys
        .signingKeys()
        .map(({ pub, start, expire, end }) => ({ key: textOf(pub), start, expire, end }));
      return { signkeys, now: exchange.keys.now() };
    },
    isBalanced: () => isBalanced(exchange.ledger.books()),
    spending: () => exchange.ledger.books().spending,
  };
}

/** The error body of an answer, with its status. */
export const refusalOf = async (answer: Response) => ({
  ...errorBody.parse(await answer.json()),
  status: answer.status,
});

/** Status and error code of an answer. */
export async function statusOf(answer: Response): Promise<readonly [status: number, code: number]> {
  const { status, code } = await refusalOf(answer);
  return [status, code];
}

/** Lets a server go on until it waits for the clock. */
export async function untilWaiting(world: HandWoundWorld): Promise<void> {
  while (world.sleeping() === 0) await new Promise((resolve) => setImmediate(resolve));
}
