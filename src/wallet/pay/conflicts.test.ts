import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { type Amount, add, sum } from "../../taler/amount.ts";
import { assertAddsUp } from "../../testing/books.ts";
import { backedUp, gathered, joined, looked, sheetOf } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { accountOf, documentOf } from "../../testing/planted.ts";
import { sendHome } from "../../testing/sending.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, giveBack, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { ghostsByPurpose } from "../coins/ghosts.ts";
import { recoverMeltsJob } from "../refresh/recover-melts.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction, listTransactions } from "../story/story.ts";
import { fetchRefund } from "./receipt.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const year = 365 * day;

/** Two devices of one wallet that know the same coins, all made by the first, and then do not hear of each other. */
async function twoDevices(amount = "KUDOS:10") {
  const town = await newTown("conflicts");
  const first = await trusting(await town.wallet());
  await earn(town, first, amount);
  await backedUp(first);
  const second = await joined(town, await sheetOf(first));
  await looked(first);
  return { town, first, second };
}

/** Two services, and three devices of one wallet: the first reaches one of them, the last the other, the middle one both. */
async function chain() {
  const town = await newTown("ghosts in a chain", { paidSync: { annualFee: "KUDOS:0" as Amount } });
  const { sync, paidSync } = testAddresses;
  let isCut = false;
  const without = (url: string) => async (request: Request) => {
    if (isCut && request.url.startsWith(url)) throw new TypeError("no way there");
    return town.sandbox.fetch(request);
  };
  const first = await trusting(await town.wallet({ fetch: without(paidSync) }));
  await earn(town, first, "KUDOS:10");
  for (const url of [sync, paidSync]) await backedUp(first, url);
  const sheet = await sheetOf(first);
  const middle = await joined(town, sheet, { seed: "middle" });
  const last = await joined(town, sheet, { seed: "last", fetch: without(sync) });
  await gathered(first, middle, last);
  isCut = true;
  return { town, first, middle, last };
}

/** Buys, tells of the change that is to be made, and makes it. */
async function buyWithChange(town: Town, env: TestEnv, price: string) {
  const bought = await buy(town, env, price);
  await looked(env);
  await settle(env, moneyJobs, minute);
  return bought;
}

/** What a wallet says it has, now or soon, and what of it is gone for what it tells of. */
async function sums(env: TestEnv): Promise<{ readonly held: Amount; readonly spent: Amount }> {
  const [only] = await listBalances(env);
  const { transactions } = await listTransactions(env);
  const spent = transactions.filter(
    ({ kind, state }) => kind === "payment" || kind === "deposit" || (kind === "ghost" && state === "done"),
  );
  return {
    held: add((only?.available ?? "KUDOS:0") as Amount, (only?.incoming ?? "KUDOS:0") as Amount),
    spent: sum(
      "KUDOS",
      spent.map(({ effective }) => effective as Amount),
    ),
  };
}

const kinds = async (env: TestEnv) => (await listTransactions(env)).transactions.map(({ kind }) => kind).sort();

/** The first tells, over others if need be; not a cent of the second one's sums moves, and its ghosts are gone. */
async function assertNoFlicker(first: TestEnv, second: TestEnv, ...between: readonly TestEnv[]): Promise<void> {
  await assertAddsUp(second);
  assert.ok((await kinds(second)).includes("ghost"), "nothing that could flicker");
  const before = await sums(second);
  for (const env of [first, ...between, second]) await looked(env);
  assert.deepEqual(await sums(second), before);
  assert.ok(!(await kinds(second)).includes("ghost"));
  await assertAddsUp(second);
}

/** In the end both tell the same, and all of it. */
async function assertSameEnd(first: TestEnv, second: TestEnv): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await gathered(first, second);
    for (const env of [first, second]) await settle(env, moneyJobs, minute);
  }
  assert.deepEqual(await sums(second), await sums(first));
  for (const env of [first, second]) await assertAddsUp(env);
}

describe("a ghost", () => {
  it("of a purchase and its change tells the very sums of the true rows", async () => {
    const { town, first, second } = await twoDevices();
    const { id } = await buyWithChange(town, first, "KUDOS:3.30");
    const melted = (await first.db.of(refreshes).toArray()).map(({ key }) => key);
    assert.equal(melted.length, 1);
    const told = JSON.stringify(documentOf(town, accountOf(await sheetOf(second))));
    assert.ok(told.includes(id), "documents name purchases, and change is made of none that is not told");
    await buy(town, second, "KUDOS:3.30");
    assert.deepEqual([...(await ghostsByPurpose(second.db)).keys()].sort(), [`m:${melted[0]}`, `p:${id}`]);
    await assertNoFlicker(first, second);
    await assertSameEnd(first, second);
  });

  it("is told to nobody while the other device is silent, and adds up with a device that is lost", async () => {
    const { town, first, second } = await twoDevices();
    const { id } = await buy(town, first, "KUDOS:3.30");
    first.close();
    await buy(town, second, "KUDOS:3.30");
    await looked(second);
    const document = JSON.stringify(documentOf(town, accountOf(await sheetOf(second))));
    assert.ok(document.includes("refreshes") && !document.includes(id));
    const before = await sums(second);
    await settle(second, [...moneyJobs, recoverMeltsJob], 3 * day);
    assert.equal((await getTransaction(second, `p:${id}`)).kind, "ghost");
    const after = await sums(second);
    assert.equal(add(after.held, after.spent), add(before.held, before.spent));
    await assertAddsUp(second);
  });

  it("of money sent home gives way to the transfer", async () => {
    const { town, first, second } = await twoDevices();
    const { id } = await sendHome(first, "3.30");
    await settle(first, moneyJobs, minute);
    const { orderId } = await buy(town, second, "KUDOS:3.30");
    const other = await sendHome(second, "3.30");
    await settle(second, moneyJobs, minute);
    assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    assert.ok((await ghostsByPurpose(second.db)).has(`p:${id}`));
    assert.equal((await getTransaction(second, `p:${id}`)).kind, "ghost");
    await looked(first);
    await looked(second);
    assert.equal((await getTransaction(second, `p:${id}`)).kind, "deposit");
    assert.equal((await getTransaction(second, other.id)).kind, "deposit");
    await assertSameEnd(first, second);
  });
});

describe("a ghost on a device that shares no service with the one that spent", () => {
  it("adds up, is no reason not to pay with other coins, and gives way once a third device has carried the purchase over", async () => {
    const { town, first, middle, last } = await chain();
    await buyWithChange(town, first, "KUDOS:3.30");
    await looked(last);
    const { orderId } = await buy(town, last, "KUDOS:3.30");
    assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    await looked(first);
    await looked(last);
    assert.ok((await kinds(last)).includes("ghost"), "nobody has carried anything yet");
    await assertNoFlicker(first, last, middle);
    for (let round = 0; round < 3; round++) {
      await gathered(first, middle, last);
      for (const env of [first, last]) await settle(env, moneyJobs, minute);
    }
    await gathered(first, middle, last);
    for (const env of [middle, last]) assert.deepEqual(await sums(env), await sums(first));
    for (const env of [first, middle, last]) await assertAddsUp(env);
    assert.deepEqual(await kinds(first), ["payment", "payment", "withdrawal"]);
  });
});

describe("coins that another device has used", () => {
  it("and of which money came back are ghosts of what is gone", async () => {
    const { town, first, second } = await twoDevices();
    const { id, orderId } = await buy(town, first, "KUDOS:3.30", { auto_refund: { d_us: 600_000_000 } });
    await fetchRefund(first, giveBack(town, orderId, "KUDOS:1"));
    await settle(first, moneyJobs, minute);
    assert.equal((await getTransaction(first, id)).shop?.refunded, "KUDOS:1");
    await buy(town, second, "KUDOS:3.30");
    await assertNoFlicker(first, second);
    await assertSameEnd(first, second);
  });

  it("and renewed while this one was off for long pay with the new ones, once they are told of", async () => {
    const { town, first, second } = await twoDevices();
    town.clock.windTo(town.clock.now() + 1.4 * year);
    for (let round = 0; round < 3; round++) {
      await settle(first, moneyJobs, minute);
      await looked(first);
    }
    const { id, orderId } = await buy(town, second, "KUDOS:3.30");
    const waiting = await getTransaction(second, id);
    assert.deepEqual([waiting.state, waiting.trouble?.code], ["working", "notEnoughMoney"]);
    assert.ok([...(await ghostsByPurpose(second.db)).keys()].every((purpose) => purpose.startsWith("m:")));
    await assertNoFlicker(first, second);
    await settle(second, moneyJobs, 30 * minute);
    assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    await assertSameEnd(first, second);
  });

  it("in part pay here as well when both parts fit, and what is left becomes new coins once", async () => {
    const { town, first, second } = await twoDevices("KUDOS:5.01");
    const bought = [await buy(town, first, "KUDOS:1.30"), await buy(town, second, "KUDOS:1.40")];
    for (const { orderId } of bought) assert.ok(town.sandbox.merchant.desk.book.order(orderId)?.payment);
    assert.equal((await ghostsByPurpose(second.db)).size, 0);
    await assertSameEnd(first, second);
    assert.deepEqual(await kinds(first), ["payment", "payment", "withdrawal"]);
  });
});
