/** Playing histories: every act in turn, then the finale, then all checks. */
import { refreshes } from "../../src/store/entities/refresh.ts";
import { installQuickReads } from "../../src/testing/quick-reads.ts";
import { type Act, actInWords } from "./act.ts";
import { checkCoins } from "./check-coins.ts";
import { checkLeaps } from "./check-leap.ts";
import { checkBooks, checkStories } from "./check-money.ts";
import { checkRenewal } from "./check-renewal.ts";
import { checkAgreement, checkBackups, checkPoliteness, checkSecrecy } from "./check-rows.ts";
import { checkShop } from "./check-shop.ts";
import { type Disk, gather, isTooLate } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { letSettle } from "./finale.ts";
import { inventHistory } from "./invent.ts";
import { perform } from "./perform.ts";
import { newStage, type Stage } from "./stage.ts";
import { forgetKeys, installSteadyCrypto } from "./steady-crypto.ts";

/** What happened in a history, counted. */
export interface Tally {
  readonly acts: number;
  readonly requests: number;
  readonly kills: number;
  readonly faults: number;
  readonly conflicts: number;
  readonly retirements: number;
  /** Exchanges that somebody removed. */
  readonly deletions: number;
  /** Times that nobody opened a browser for months. */
  readonly leaps: number;
  /** Recovery secrets that were replaced by new ones. */
  readonly renewals: number;
  /** Coins that were refused because somebody else had spent them: another device, or this one in another life. */
  readonly coinConflicts: number;
  /** Coins at the end. */
  readonly coins: number;
  /** Coins that were worth nothing in the end, since everybody slept too long. */
  readonly expired: number;
  /** Orders that somebody paid for. */
  readonly paid: number;
  /** Annual fees that were paid. */
  readonly fees: number;
  /** Coins that were turned into new ones. */
  readonly melts: number;
  /** What a wallet knows to have been taken by a device that never told it. */
  readonly ghosts: number;
  /** Reserves that nobody could have kept: no backup service was in use, and the device is gone. */
  readonly unprotected: number;
}

export interface Played {
  readonly tally: Tally;
  readonly failure?: Failure;
  /** Same for two plays of one history. */
  readonly digest: string;
  /** Everything that was said and done, in order. */
  readonly journal: readonly string[];
}

/** Plays the history that follows from the seed. */
export const playSeed = (seed: number): Promise<Played> => playActs(seed, inventHistory(seed));

/** Plays these acts; chance of servers and wallets follows from the seed. */
export async function playActs(seed: number, acts: readonly Act[]): Promise<Played> {
  installQuickReads();
  installSteadyCrypto();
  await forgetKeys();
  const stage = await newStage(String(seed));
  let outcome: Outcome = { coins: 0, expired: 0, ghosts: 0, unprotected: 0 };
  try {
    for (const act of acts) {
      stage.note(actInWords(act));
      await perform(stage, act);
    }
    outcome = await judge(stage);
  } catch (error) {
    outcome = { ...outcome, failure: failureOf(error) };
  }
  stage.close();
  const { failure, ...found } = outcome;
  const { kills, conflicts, retirements, deletions, leaps, renewals, coinConflicts, requests, lines } = stage.journal;
  const faults = stage.countFaults();
  const { merchant } = stage.town.sandbox;
  const orders = merchant.desk.book.orders().filter(({ payment }) => payment !== undefined);
  const fees = orders.filter(({ id }) => merchant.till.orders.includes(id)).length;
  const accounts = stage.exchanges.flatMap(({ ledger }) => ledger.coins.accounts());
  const melts = accounts.flatMap(({ lines }) => lines.filter(({ type }) => type === "melt")).length;
  return {
    tally: {
      acts: acts.length,
      requests: requests.length,
      kills,
      faults,
      conflicts,
      retirements,
      deletions,
      leaps,
      renewals,
      coinConflicts,
      paid: orders.length,
      fees,
      melts,
      ...found,
    },
    ...(failure && { failure }),
    digest: stage.journal.digest(),
    journal: lines,
  };
}

interface Outcome {
  readonly coins: number;
  readonly expired: number;
  readonly ghosts: number;
  readonly unprotected: number;
  readonly failure?: Failure;
}

/** What was not thrown as a failure is a mistake, in the wallet or in the simulation. */
const failureOf = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure("no mistake of ours", error instanceof Error ? (error.stack ?? error.message) : String(error));

async function judge(stage: Stage): Promise<Outcome> {
  await letSettle(stage);
  const disks = await gather(stage);
  checkAgreement(disks);
  const losses = await checkBooks(stage, disks);
  await checkShop(stage, disks);
  const coins = await checkCoins(stage, disks);
  await checkStories(stage, disks);
  const expired = await checkLeaps(stage, disks);
  await checkRenewal(stage, disks);
  await checkBackups(stage, disks);
  checkSecrecy(stage);
  checkPoliteness(stage);
  await checkRetries(stage, disks);
  let ghosts = 0;
  for (const { db } of disks) ghosts += await db.ghosts.count();
  return { coins, expired, ghosts, unprotected: losses.reserves };
}

/** Whoever melted it lived by a secret that is gone with it, or had no backup: nobody can know what became of the coin. */
const isBeyondRecovery = ({ unprotectedMelts }: Stage, id: string): boolean =>
  id.startsWith("recoverMelts:") && unprotectedMelts.has(id.split(" m:")[1] ?? "");

/** All servers are well, so nothing can be failing any more. */
async function checkRetries(stage: Stage, disks: readonly Disk[]): Promise<void> {
  for (const { db, device } of disks) {
    for (const { id, problem } of await db.retries.toArray()) {
      const refresh = id.startsWith("refresh:") ? await db.of(refreshes).get(id.slice("refresh:".length)) : undefined;
      if (refresh && (await isTooLate(stage, db, refresh))) continue;
      if (isBeyondRecovery(stage, id)) continue;
      throw new Failure(
        "no mistake of ours",
        `${id} on ${device} still fails: ${problem.code} ${problem.detail ?? ""}`,
      );
    }
  }
}
