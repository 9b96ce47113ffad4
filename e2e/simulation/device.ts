/** One device of the simulation: a browser profile and, one after the other, the workers that live on it. */
import { jobs } from "../../src/background/jobs.ts";
import { type Life, newLife } from "../../src/background/life.ts";
import { inUse } from "../../src/store/coverage.ts";
import { providers } from "../../src/store/entities/provider.ts";
import { type Amount, isZero } from "../../src/taler/amount.ts";
import { withCheckedReads } from "../../src/testing/checked-reads.ts";
import type { TestEnv } from "../../src/testing/env.ts";
import { type Doomed, doomed } from "../../src/testing/killed.ts";
import { Profile } from "../../src/testing/profile.ts";
import { selfOf } from "../../src/wallet/roots.ts";

/** How a worker gets its world: fetch, clock and chance of its own for each life. */
export type Birth = (profile: Profile, device: string, life: number) => Promise<TestEnv>;

const checkedJobs = jobs.map(withCheckedReads);

interface Worker extends Doomed {
  readonly life: Life;
}

export class Device {
  readonly name: string;
  readonly #birth: Birth;
  readonly #onDeath: () => void;
  profile: Profile;
  #lives = 0;
  #worker: Worker | undefined;

  constructor(name: string, birth: Birth, onDeath: () => void, profile = new Profile()) {
    this.name = name;
    this.profile = profile;
    this.#birth = birth;
    this.#onDeath = onDeath;
  }

  /** The worker, started if there is none; it looks for work. */
  async worker(): Promise<Worker> {
    this.bury();
    this.#worker ??= await this.#begin();
    void this.#worker.life.wake();
    return this.#worker;
  }

  async #begin(): Promise<Worker> {
    this.#lives += 1;
    const born = doomed(await this.#birth(this.profile, this.name, this.#lives));
    const nobodyLooks = { world: async () => {}, failure: async () => {} };
    const life = newLife(async () => born.env, checkedJobs, born.env.timer, nobodyLooks);
    return { ...born, life };
  }

  /** Has the worker die after so many more outside calls; without a worker nothing happens. */
  doom(calls: number): void {
    this.#worker?.doom(calls);
    this.bury();
  }

  /** Clears away a worker that has died: its timers and locks go, the disk and the alarm stay. */
  bury(): void {
    if (!this.#worker?.env.isDead()) return;
    this.#worker.env.close();
    this.#worker = undefined;
    this.#onDeath();
  }

  /** Ends the worker as a browser does that is closed. */
  close(): void {
    this.#worker?.doom(0);
    this.#worker?.env.close();
    this.#worker = undefined;
  }

  /** When the browser wakes it, in milliseconds. */
  get alarm(): number | undefined {
    return this.profile.alarm;
  }

  /** What the browser does when the alarm is due: it forgets the alarm and wakes the worker. */
  async ring(): Promise<void> {
    this.profile.alarm = undefined;
    await this.worker();
  }
}

/**
 * Whether a backup service is in use there; one that is to be paid first keeps nothing before that, and what is kept
 * under a renewed secret nobody finds again who has not printed it.
 */
export async function isProtected(
  { unprinted }: { readonly unprinted: ReadonlyMap<string, string> },
  device: Device,
): Promise<boolean> {
  const { db } = (await device.worker()).env;
  if (unprinted.has((await selfOf(db)).root)) return false;
  const fees = new Map((await db.of(providers).toArray()).map(({ key, facts }) => [key, facts.terms?.value.annualFee]));
  const isFree = (fee: Amount | undefined) => fee === undefined || isZero(fee);
  return inUse(await db.enrolments.toArray()).some(({ url, hash }) => hash !== undefined || isFree(fees.get(url)));
}
