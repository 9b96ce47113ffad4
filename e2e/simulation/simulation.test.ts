import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Coin, coins } from "../../src/store/entities/coin.ts";
import { purchases } from "../../src/store/entities/purchase.ts";
import { reserves } from "../../src/store/entities/reserve.ts";
import { withdrawals } from "../../src/store/entities/withdrawal.ts";
import type { Act } from "./act.ts";
import { checkCoins } from "./check-coins.ts";
import { checkBooks } from "./check-money.ts";
import { checkAgreement, checkBackups, checkPoliteness, checkSecrecy } from "./check-rows.ts";
import { checkShop } from "./check-shop.ts";
import { type Disk, gather } from "./evidence.ts";
import { Failure, type Rule } from "./failure.ts";
import { letSettle } from "./finale.ts";
import { inventHistory } from "./invent.ts";
import { perform } from "./perform.ts";
import { type Played, playActs, playSeed } from "./play.ts";
import { placeOf } from "./removals.ts";
import { shrink } from "./shrink.ts";
import { newStage, type Stage } from "./stage.ts";
import { installSteadyCrypto } from "./steady-crypto.ts";

const breaks = (rule: Rule) => (error: unknown) => error instanceof Failure && error.rule === rule;

describe("a seed", () => {
  it("gives the same history, played alone or after others", async () => {
    const alone = await playSeed(5);
    await playSeed(7);
    const again = await playSeed(5);
    assert.equal(again.digest, alone.digest);
    assert.deepEqual(again.journal, alone.journal);
    assert.deepEqual(again.tally, alone.tally);
    assert.notEqual((await playSeed(7)).digest, alone.digest);
  });

  it("is told apart from every other", () => {
    const told = Array.from({ length: 50 }, (_, seed) => JSON.stringify(inventHistory(seed)));
    assert.equal(new Set(told).size, told.length);
  });

  it("brings every kind of act sooner or later", () => {
    const kinds = new Set(Array.from({ length: 1000 }, (_, seed) => inventHistory(seed).map((act) => act.do)).flat());
    const all: readonly Act["do"][] = [
      ...(["start", "withdraw", "acceptAgain", "wire", "pay", "abortAtBank", "callOff", "takeOver", "goOn"] as const),
      ...(["buy", "buyAgain", "decline", "giveUp", "finish", "grant", "fetchRefund"] as const),
      ...(["addService", "payFee", "leaveService", "backUp", "deleteExchange", "bringBack"] as const),
      ...(["renewSecret", "keepSheet", "lose", "retire", "rejoin", "restore", "copyDisk", "putBack", "clone"] as const),
      ...(["kill", "break", "mend", "wait", "leap", "keepHistory"] as const),
    ];
    assert.deepEqual([...kinds].sort(), [...all].sort());
  });
});

describe("the checks", () => {
  const acts: readonly Act[] = [
    { do: "start", device: "d1" },
    { do: "withdraw", device: "d1", deal: "w1", amount: "KUDOS:3.33", at: "exchange" },
    { do: "wait", seconds: 5 },
    { do: "pay", deal: "w1" },
    { do: "addService", device: "d1", service: "sync" },
    { do: "wait", seconds: 1800 },
    { do: "buy", device: "d1", order: "o1", price: "KUDOS:1.37" },
    { do: "restore", device: "d2" },
  ];
  let stage: Stage;
  let disks: readonly Disk[];
  before(async () => {
    installSteadyCrypto();
    stage = await newStage("checks");
    for (const act of acts) await perform(stage, act);
    await letSettle(stage);
    disks = await gather(stage);
  });

  /** Everything as it is after something was done to a disk, which is then undone. */
  async function meanwhile(spoil: (disk: Disk) => Promise<() => Promise<unknown>>, judge: () => Promise<void>) {
    const [disk = assert.fail("no disk")] = disks;
    const mend = await spoil(disk);
    disks = await gather(stage);
    await judge().finally(mend);
    disks = await gather(stage);
  }

  /** Changes what the first such coin says. */
  async function changedCoin(
    { db }: Disk,
    isOne: (coin: Coin) => boolean,
    change: (facts: Coin["facts"]) => Coin["facts"],
  ) {
    const row = (await db.of(coins).toArray()).find(isOne) ?? assert.fail("no such coin");
    await db.of(coins).put({ ...row, facts: change(row.facts) });
    return () => db.of(coins).put(row);
  }

  /** Takes the last row of a table away; of coins that is one from a reserve. */
  const without = (table: string) => async (disk: Disk) => {
    const row = await disk.db.table(table).toCollection().last();
    await disk.db.table(table).delete(row.key);
    return () => disk.db.table(table).put(row);
  };

  it("are content when all is well", async () => {
    checkAgreement(disks);
    await checkBackups(stage, disks);
    checkSecrecy(stage);
    checkPoliteness(stage);
    assert.deepEqual(await checkBooks(stage, disks), { reserves: 0, amount: "KUDOS:0" });
    await checkShop(stage, disks);
    assert.ok((await checkCoins(stage, disks)) > 3);
  });

  it("miss a row that another device has, and a coin that was signed", () =>
    meanwhile(without(coins.name), async () => {
      assert.throws(() => checkAgreement(disks), breaks("devices agree"));
      await assert.rejects(checkBooks(stage, disks), breaks("books agree"));
    }));

  it("miss a row that stood in a backup", () =>
    meanwhile(without(withdrawals.name), async () => {
      await assert.rejects(checkBackups(stage, disks.slice(0, 1)), breaks("backups keep"));
      const gone = (await disks[1]?.db.of(withdrawals).toCollection().last())?.key ?? "";
      stage.removed.add(placeOf(withdrawals.name, gone));
      await checkBackups(stage, disks.slice(0, 1));
      stage.removed.clear();
      await assert.rejects(checkBooks(stage, disks), breaks("books agree"));
    }));

  it("miss a purchase that the shop was paid for", () =>
    meanwhile(without(purchases.name), async () => {
      await assert.rejects(checkShop(stage, disks), breaks("books agree"));
      stage.hasLosses = true;
      await checkShop(stage, disks);
      stage.hasLosses = false;
    }));

  it("see a purchase that never ends", () =>
    meanwhile(
      async ({ db }) => {
        const row = (await db.of(purchases).toCollection().first()) ?? assert.fail("nothing was bought");
        await db.of(purchases).put({ ...row, ix: { ...row.ix, open: "paying" } });
        return () => db.of(purchases).put(row);
      },
      async () => assert.rejects(checkShop(stage, disks), breaks("all ends")),
    ));

  it("see money that was spent and is still counted", () =>
    meanwhile(
      (disk) =>
        changedCoin(
          disk,
          ({ facts }) => facts.spends !== undefined,
          ({ spends: _, ...facts }) => facts,
        ),
      async () => assert.rejects(checkCoins(stage, disks), breaks("books agree")),
    ));

  it("miss a coin that came of another one", () =>
    meanwhile(
      async ({ db }) => {
        const rows = await db.of(coins).toArray();
        const row = rows.find(({ key }) => key.startsWith("r:")) ?? assert.fail("no change");
        await db.of(coins).delete(row.key);
        return () => db.of(coins).put(row);
      },
      async () => assert.rejects(checkCoins(stage, disks), breaks("books agree")),
    ));

  it("miss a reserve that a backup should have kept", async () => {
    const spoilt = disks.map((disk) => {
      const sets = new Map(disk.state.sets);
      sets.delete(reserves.name);
      return { ...disk, state: { ...disk.state, sets } };
    });
    const [attempt = assert.fail("no attempt")] = stage.deals.get("w1")?.attempts ?? [];
    attempt.isProtected = true;
    await assert.rejects(checkBooks(stage, spoilt), breaks("books agree"));
    attempt.isProtected = false;
    assert.equal((await checkBooks(stage, spoilt)).reserves, 1);
  });

  it("see a coin that nobody signed", () =>
    meanwhile(
      async ({ db }) => {
        const [one, other] = await db.of(coins).toArray();
        if (!one || !other) return assert.fail("no coins");
        await db.of(coins).put({ ...one, facts: other.facts });
        return () => db.of(coins).put(one);
      },
      async () => assert.rejects(checkCoins(stage, disks), breaks("coins are good")),
    ));

  it("see a coin that is missing in the balance", () =>
    meanwhile(
      async ({ db }) => {
        const tally = (await db.tallies.toCollection().first()) ?? assert.fail("nothing is counted");
        await db.tallies.put({ ...tally, count: tally.count + 1 });
        return () => db.tallies.put(tally);
      },
      async () => assert.rejects(checkCoins(stage, disks), breaks("coins are counted")),
    ));

  it("see what is not encrypted, and a nonce that is used twice", () => {
    const [kept = assert.fail("no backup")] = stage.shelf.kept();
    const plain = new Uint8Array(16 * 1024).fill(32);
    const shelf = (body: Uint8Array) => ({ kept: () => [kept, { ...kept, hash: "other", body }] });
    const withBackup = (body: Uint8Array) => Object.assign(Object.create(stage), { shelf: shelf(body) }) as Stage;
    for (const body of [plain, kept.body.slice(0, 1000), kept.body])
      assert.throws(() => checkSecrecy(withBackup(body)), breaks("nothing in plain text"));
  });

  it("see a wallet that asks a server all the time, but blame no person", () => {
    const told = { at: 0, device: "d1", method: "GET", url: "http://bank.test/config", status: 200 };
    const heard = { ...told, isRestore: false, isWished: false };
    const requests = Array.from({ length: 61 }, (_, index) => ({ ...heard, at: index * 1000 }));
    const journal = { requests };
    const busy = Object.assign(Object.create(stage), { journal }) as Stage;
    assert.throws(() => checkPoliteness(busy), breaks("politeness"));
    requests[0] = { ...heard, isWished: true };
    checkPoliteness(busy);
  });
});

describe("a shop that cannot reach the exchange", () => {
  it("is paid with the same bytes once it can", async () => {
    const { failure, tally, journal } = await playActs(1, [
      { do: "start", device: "d1" },
      { do: "addService", device: "d1", service: "sync" },
      { do: "withdraw", device: "d1", deal: "w1", amount: "KUDOS:3.33", at: "exchange" },
      { do: "wait", seconds: 5 },
      { do: "pay", deal: "w1" },
      { do: "wait", seconds: 1800 },
      { do: "break", way: "shopLine", share: 1 },
      { do: "buy", device: "d1", order: "o1", price: "KUDOS:1.37" },
      { do: "wait", seconds: 90 },
      { do: "mend", way: "shopLine" },
      { do: "wait", seconds: 1200 },
    ]);
    assert.equal(failure, undefined);
    assert.ok(tally.faults > 0 && tally.paid === 1);
    assert.ok(journal.filter((line) => line.includes("/pay → ")).length > 1, "paid at once");
  });
});

describe("what people do besides", () => {
  it("is counted, and all settles: a paid service, a device struck off the list, an exchange removed", async () => {
    const { failure, tally, journal } = await playActs(2, [
      { do: "start", device: "d1" },
      { do: "withdraw", device: "d1", deal: "w1", amount: "KUDOS:6.4", at: "rival" },
      { do: "wait", seconds: 60 },
      { do: "pay", deal: "w1" },
      { do: "wait", seconds: 1800 },
      { do: "addService", device: "d1", service: "paidSync" },
      { do: "payFee", device: "d1" },
      { do: "wait", seconds: 300 },
      { do: "restore", device: "d2" },
      { do: "wait", seconds: 300 },
      { do: "backUp", device: "d1" },
      { do: "retire", device: "d1", other: "d2" },
      { do: "deleteExchange", device: "d1", at: "rival", purges: true },
    ]);
    assert.equal(failure, undefined, journal.join("\n"));
    assert.deepEqual([tally.fees, tally.retirements, tally.deletions], [1, 1, 1]);
  });
});

describe("a failing history", () => {
  it("is shortened to what makes it fail", async () => {
    const played: Played = { ...(await playActs(0, [])), failure: new Failure("books agree", "one cent") };
    const wait = (seconds: number): Act => ({ do: "wait", seconds });
    const acts = Array.from({ length: 40 }, (_, index) => wait(index));
    const isMissing = (rest: readonly Act[], seconds: number) =>
      !rest.some((act) => act.do === "wait" && act.seconds === seconds);
    const play: typeof playActs = async (_, rest) => {
      const { failure: _none, ...fine } = played;
      if (isMissing(rest, 3)) return { ...fine, failure: new Failure("devices agree", "another failure") };
      return isMissing(rest, 31) ? fine : played;
    };
    const shrunk = await shrink(0, acts, played, play);
    assert.deepEqual(shrunk.acts, [wait(3), wait(31)]);
  });

  it("is told as one, whatever goes wrong", async () => {
    const broken = { do: "withdraw", device: "d1", deal: "w1", amount: "nonsense", at: "exchange" } as const;
    const { failure } = await playActs(0, [{ do: "start", device: "d1" }, broken]);
    assert.equal(failure?.rule, "no mistake of ours");
  });
});
