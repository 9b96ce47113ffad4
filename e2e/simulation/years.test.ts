/** Histories that go on for years, and the checks of what years bring: renewed secrets, renewed coins, what is cleared away. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recoveryWords } from "../../src/backup/recovery-words.ts";
import type { Act } from "./act.ts";
import { checkLeaps } from "./check-leap.ts";
import { checkRenewal } from "./check-renewal.ts";
import { gather } from "./evidence.ts";
import { Failure, type Rule } from "./failure.ts";
import { letSettle } from "./finale.ts";
import { perform } from "./perform.ts";
import { playActs } from "./play.ts";
import { newStage, type Stage } from "./stage.ts";
import { installSteadyCrypto } from "./steady-crypto.ts";

const breaks = (rule: Rule) => (error: unknown) => error instanceof Failure && error.rule === rule;

const beginning: readonly Act[] = [
  { do: "start", device: "d1" },
  { do: "addService", device: "d1", service: "sync" },
  { do: "withdraw", device: "d1", deal: "w1", amount: "KUDOS:3.33", at: "exchange" },
  { do: "wait", seconds: 60 },
  { do: "pay", deal: "w1" },
  { do: "wait", seconds: 1800 },
];

describe("a wallet over the years", () => {
  it("renews its secret and its coins, and clears away what is over", async () => {
    const { failure, tally, journal } = await playActs(38, [
      ...beginning,
      { do: "withdraw", device: "d1", deal: "w2", amount: "KUDOS:1", at: "exchange" },
      { do: "callOff", device: "d1", deal: "w2" },
      { do: "restore", device: "d2" },
      { do: "buy", device: "d2", order: "o1", price: "KUDOS:1.37" },
      { do: "renewSecret", device: "d1" },
      { do: "keepSheet", device: "d1" },
      { do: "restore", device: "d2" },
      { do: "keepHistory", device: "d2", years: 1 },
      ...[300, 300, 300, 300].map((days) => ({ do: "leap", days }) as const),
      // This bank cannot be told that it was called off; but nobody confirms that years later.
      { do: "pay", deal: "w2" },
    ]);
    assert.equal(failure, undefined, journal.join("\n"));
    assert.deepEqual([tally.renewals, tally.leaps, tally.expired, tally.melts > 5], [1, 4, 0, true]);
  });
});

describe("the checks", () => {
  async function held() {
    installSteadyCrypto();
    const stage = await newStage("years");
    for (const act of beginning) await perform(stage, act);
    await letSettle(stage);
    return { stage, disks: await gather(stage) };
  }

  it("see a device that lives by another secret than that on the sheet", async () => {
    const sheet = { uris: [], services: [], words: recoveryWords(new Uint8Array(32)) };
    const { stage, disks } = await held();
    const renewed = Object.assign(Object.create(stage), { sheets: [sheet], journal: { renewals: 1 } }) as Stage;
    await assert.rejects(checkRenewal(renewed, disks), breaks("old secrets are void"));
  });

  it("see a coin that has expired although a browser was opened in time", async () => {
    const { stage, disks } = await held();
    const years = 3 * 365 * 24 * 60 * 60_000;
    const after = (from: number): Stage => {
      const slept = [{ from: stage.now + from, to: stage.now + years }];
      return Object.create(stage, { slept: { value: slept }, now: { value: stage.now + years } }) as Stage;
    };
    assert.ok((await checkLeaps(after(0), disks)) > 0);
    await assert.rejects(checkLeaps(after((years * 2) / 3), disks), breaks("coins are renewed"));
  });

  it("know that no wallet renews many coins in a few minutes before it sleeps on", async () => {
    const { stage, disks } = await held();
    const day = 24 * 60 * 60_000;
    const [from, woken, to] = [stage.now, stage.now + 600 * day, stage.now + 1000 * day];
    const waking = (minutes: number): Stage => {
      const slept = [
        { from, to: woken },
        { from: woken + minutes * 60_000, to },
      ];
      return Object.create(stage, { slept: { value: slept }, now: { value: to } }) as Stage;
    };
    assert.ok((await checkLeaps(waking(5), disks)) > 1);
    await assert.rejects(checkLeaps(waking(8 * 60), disks), breaks("coins are renewed"));
  });
});
