import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { learn } from "../../store/deed.ts";
import { batches } from "../../store/entities/batch.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { save } from "../../store/save.ts";
import { compare } from "../../taler/amount.ts";
import { assertBooks } from "../../testing/books.ts";
import { batchRow, kudos } from "../../testing/offers.ts";
import { lookAtKeys } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { listTransactions } from "../story/story.ts";
import { acceptWithdrawal } from "./accept.ts";
import { batchKey, batchSize, choose, nextIndex } from "./choose.ts";

const exchange = testAddresses.exchange;

async function accepted() {
  const town = await newTown("choose");
  const env = await trusting(await town.wallet());
  const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:10" });
  const reserve = (await env.db.of(reserves).get(id)) ?? assert.fail("no reserve");
  const offered = (await env.db.offers.get(exchange))?.denominations ?? [];
  const plans = () => env.db.of(batches).toArray();
  const finishedAt = async () => (await env.db.of(withdrawals).get(id))?.facts.finishedAt;
  return { env, reserve, offered, plans, finishedAt };
}

/** The same, but nothing below five is signed any more. */
const withoutSmall = (offered: readonly OfferedDenomination[], now: number): OfferedDenomination[] =>
  offered.map((one) => (compare(one.value, kudos("5")) < 0 ? { ...one, expireWithdraw: now } : one));

describe("planning coins", () => {
  it("keeps plans and whole denominations, no plan larger than one request", async () => {
    const { env, reserve, offered, plans } = await accepted();
    await choose(env, reserve, kudos("900"), offered);
    const all = (await plans()).map(({ facts }) => facts.coins);
    assert.ok(all.length > 1 && all.every(({ length }) => length > 0 && length <= batchSize));
    const coins = all.flat();
    assert.equal(new Set(coins.map(({ denom, index }) => `${denom} ${index}`)).size, coins.length);
    const known = await env.db.of(denominations).bulkGet(coins.map(({ denom }) => denom));
    assert.ok(known.every((row) => row?.facts.exchange === exchange));
  });

  it("twice is planning once: nothing is planned while a plan is in the air", async () => {
    const { env, reserve, offered, plans, finishedAt } = await accepted();
    await choose(env, reserve, kudos("5"), offered);
    const before = await plans();
    await choose(env, reserve, kudos("9"), offered);
    await choose(env, reserve, kudos("0"), offered);
    assert.deepEqual(await plans(), before);
    assert.equal(await finishedAt(), undefined);
  });

  it("finishes the withdrawal when no coin fits", async () => {
    const { env, reserve, offered, plans, finishedAt } = await accepted();
    await choose(env, reserve, kudos("0.001"), offered);
    assert.deepEqual(await plans(), []);
    assert.equal(await finishedAt(), env.now() / 1000);
  });

  it("waits while the coins that would fit have run out", async () => {
    const { env, reserve, offered, plans, finishedAt } = await accepted();
    const left = withoutSmall(offered, env.now() / 1000);
    await assert.rejects(choose(env, reserve, kudos("3"), left), {
      problem: { code: "noUsableDenominations", detail: "none small enough is signed now" },
    });
    assert.deepEqual([await plans(), await finishedAt()], [[], undefined]);
    await choose(env, reserve, kudos("3"), offered);
    assert.equal((await plans()).length, 1);
  });

  it("uses no index again, not even one of a plan that was refused", async () => {
    const { env, reserve, offered, plans } = await accepted();
    await choose(env, reserve, kudos("5.01"), offered);
    const [first] = await plans();
    await save(env.db, learn(batches, first?.key ?? "", { refusals: [{ code: 1009, at: 100_000 }] }));
    await choose(env, reserve, kudos("5.01"), offered);
    const indices = (await plans()).flatMap(({ facts }) => facts.coins.map(({ index }) => index)).sort();
    assert.deepEqual(indices, [0, 1]);
  });
});

describe("what remains in a reserve because small coins have run out", () => {
  it("becomes coins as soon as there are some", async () => {
    const town = await newTown("remainder");
    const env = await trusting(await town.wallet());
    const offer = (await env.db.offers.get(exchange)) ?? assert.fail("no offer");
    const left = withoutSmall(offer.denominations, env.now() / 1000);
    await env.db.offers.put({ ...offer, denominations: left });
    await earn(town, env, "KUDOS:8");
    const [before] = await listBalances(env);
    assert.equal(before?.available, "KUDOS:5");
    const [told] = (await listTransactions(env)).transactions;
    assert.deepEqual([told?.state, told?.trouble?.code], ["working", "noUsableDenominations"]);
    await env.db.offers.update(exchange, { etag: "" });
    await lookAtKeys(env);
    await settle(env, moneyJobs, 60 * 60_000);
    assert.equal((await listTransactions(env)).transactions[0]?.state, "done");
    assert.equal((await listBalances(env))[0]?.incoming, "KUDOS:0");
    await assertBooks(town, env);
  });
});

describe("the next index of a denomination", () => {
  it("is above all that any plan has used", () => {
    assert.equal(nextIndex([], "a"), 0);
    assert.equal(nextIndex([batchRow(["a/4", "b/9"]), batchRow(["a/2"])], "a"), 5);
    assert.equal(nextIndex([batchRow(["b/9"])], "a"), 0);
  });
});

describe("the name of a plan", () => {
  it("follows from its content, so that two devices that plan the same make one row", () => {
    const coins = [
      { denom: "a", index: 0 },
      { denom: "a", index: 1 },
    ];
    assert.equal(batchKey("R", coins), batchKey("R", structuredClone(coins)));
    assert.notEqual(batchKey("R", coins), batchKey("S", coins));
    assert.notEqual(batchKey("R", coins), batchKey("R", [...coins].reverse()));
    assert.notEqual(batchKey("R", coins), batchKey("R", coins.slice(1)));
  });
});
