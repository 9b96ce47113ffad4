/** Deeds with money, to be cut off anywhere and done again: what comes of them is the same, to the cent. */
import assert from "node:assert/strict";
import type { Fault } from "../../e2e/sandbox/faults.ts";
import type { Sandbox } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import type { Job } from "../task/job.ts";
import { listBalances } from "../wallet/story/balances.ts";
import { assertBooks, assertNoKeyTwice } from "./books.ts";
import type { TestEnv } from "./env.ts";
import { killedEverywhere } from "./killed.ts";
import { settle } from "./settle.ts";
import { earn, moneyJobs } from "./shopping.ts";
import { newTown, type Town, trusting } from "./town.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What is done once everything is prepared. */
export interface Scene {
  /** What the user does, one after the other, with time for the jobs after each; cut off or refused, they do it again. */
  readonly acts: readonly ((env: TestEnv) => Promise<unknown>)[];
  /** Checks how it ended, and spells it: the same end, the same text. The books are checked anyway. */
  readonly end: (env: TestEnv) => Promise<string>;
}

/** What somebody does who has some money, with a wallet alone in its town. */
export interface Deed {
  /** Withdrawn before; KUDOS:3.04 when not given. */
  readonly money?: string;
  readonly town?: Parameters<typeof newTown>[1];
  /** The jobs that run; all of money when not given. */
  readonly jobs?: readonly Job[];
  /** How long the jobs have after the deed, in milliseconds; a minute when not given. */
  readonly patience?: number;
  /** What happened before, undisturbed. */
  readonly begin: (town: Town, env: TestEnv) => Promise<Scene>;
}

interface Play {
  readonly town: Town;
  readonly env: TestEnv;
  readonly scene: Scene;
}

async function begun({ town: options, money = "KUDOS:3.04", begin }: Deed): Promise<Play> {
  const town = await newTown("deeds", options);
  const env = await trusting(await town.wallet());
  await earn(town, env, money);
  return { town, env, scene: await begin(town, env) };
}

/** How it ended, once nothing is left to do: told by the deed and by the balance, after the books were checked. */
async function ended({ town, env, scene }: Play): Promise<string> {
  const told = await scene.end(env);
  await assertNoKeyTwice(env);
  await assertBooks(town, env);
  return `${told}; ${(await listBalances(env)).map(({ available, incoming }) => `${available} ${incoming}`)}`;
}

/**
 * Does the deed, killed at each of its outside calls in turn, then once whole: a worker that died is started again, the
 * user does the deed again, and all ends alike. Resolves to how many points there were.
 */
export async function deedKilledEverywhere(deed: Deed): Promise<number> {
  const { jobs = moneyJobs, patience = minute } = deed;
  let play!: Play;
  const ends = new Map<string, number>();
  const points = await killedEverywhere({
    begin: async () => {
      play = await begun(deed);
      return play.env;
    },
    live: async (env) => {
      for (const act of play.scene.acts) {
        if (env.isDead()) return;
        await act(env);
        await settle(env, jobs, patience);
      }
    },
    after: async (env, point) => {
      for (const act of play.scene.acts) {
        await act(env);
        await settle(env, jobs, Math.max(patience, hour));
      }
      ends.set(await ended({ ...play, env }), point);
    },
  });
  assert.equal(ends.size, 1, JSON.stringify([...ends]));
  return points;
}

/** Everything that goes wrong on an ordinary bad day. */
export const badDay: readonly Fault[] = [
  { kind: "loseRequest" },
  { kind: "loseAnswer" },
  { kind: "duplicate" },
  { kind: "delay", milliseconds: 40_000 },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "status", status: 429, retryAfter: 30 },
  { kind: "truncate", share: 0.5 },
  { kind: "corrupt" },
  { kind: "portal" },
];

/** Everybody whom the wallet asks while it pays, and the merchant's own line to the exchange. */
const ways = ({ faults, merchant }: Sandbox) => [faults.exchange, faults.merchant, merchant.line];

/**
 * Does the deed with this fault at each of its requests in turn (also those of the shop to the exchange, unless other
 * ways are named), then once without; the user tries again as long as there is a named problem. Resolves to how many
 * requests there were.
 */
export async function deedFaultedEverywhere(fault: Fault, deed: Deed, waysOf = ways): Promise<number> {
  const ends = new Map<string, number>();
  for (let at = 1; ; at++) {
    const play = await begun(deed);
    let count = 0;
    const matches = () => {
      count += 1;
      return count === at;
    };
    for (const way of waysOf(play.town.sandbox)) way.add({ fault, matches });
    for (const act of play.scene.acts) {
      await persistently(play.env, () => act(play.env));
      await settle(play.env, deed.jobs ?? moneyJobs, Math.max(deed.patience ?? 0, 2 * hour));
    }
    ends.set(await ended(play), at);
    play.env.close();
    if (count >= at) continue;
    assert.equal(ends.size, 1, `${fault.kind}: ${JSON.stringify([...ends])}`);
    return count;
  }
}

/** What a user does with a problem: reads it, waits a little, tries again. Anything without a name is a mistake of ours. */
export async function persistently<T>(env: TestEnv, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await withClock(env, act());
    } catch (error) {
      assert.ok(error instanceof WalletError && error.problem.code !== "bug", String(error));
      assert.ok(tries < 5, `still ${error.message}`);
      await env.clock.wind(minute);
    }
  }
}

/** Time passes while somebody waits for a slow server. */
async function withClock<T>(env: TestEnv, act: Promise<T>): Promise<T> {
  let isOver = false;
  const end = act.finally(() => {
    isOver = true;
  });
  end.catch(() => {});
  while (!isOver) await env.clock.wind(env.clock.sleeping > 0 ? 1000 : 0);
  return end;
}
