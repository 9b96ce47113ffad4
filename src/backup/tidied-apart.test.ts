/** Devices that clear away apart from each other, and what they make of it when they meet. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Deed, insert, learn } from "../store/deed.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { devices } from "../store/entities/device.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { Entity } from "../store/entity.ts";
import type { Amount } from "../taler/amount.ts";
import { canonicalJson } from "../taler/canonical.ts";
import { contractHash } from "../taler/contract.ts";
import { textOf } from "../taler/crockford.ts";
import { madeUpTerms } from "../testing/contracts.ts";
import { Lasting, lastingRoot, Shelf } from "../testing/lasting.ts";
import { day, Mint, month, Shopper, year } from "../testing/shopper.ts";
import { checkBooks } from "../wallet/books/books.plan.ts";
import { leftOnCoins } from "../wallet/exchanges/left.ts";
import { paymentKey } from "../wallet/pay/payment-deeds.ts";
import { springsOf } from "../wallet/tidy/springs.ts";

const start = 56 * year;

/** Two devices of one wallet; the first shops. */
function couple(historyYears = 0) {
  const shelf = new Shelf("https://sync.example/");
  const [one, two] = [new Lasting(1, shelf), new Lasting(2, shelf)];
  const mint = new Mint();
  const shopper = new Shopper(mint, { device: one.self.device, root: lastingRoot, slot: 1 });
  for (const device of [one, two, one]) device.sync(shelf, start);
  one.do([learn(devices, one.self.device, { historyYears })]);
  return { shelf, one, two, shopper, mint };
}

/** They meet until nobody has anything to say; nobody was asked anything, and the books of both add up. */
function assertEqualEnd(shelf: Shelf, at: number, ...all: readonly Lasting[]): void {
  for (let round = 0; round < 3; round++) for (const device of all) device.sync(shelf, at + round * day);
  for (const device of all) {
    assert.equal(device.asked, undefined, "the user is asked");
    assert.ok(!device.sync(shelf, at + 3 * day), "there is something to say");
    assert.deepEqual(checkBooks(device.holdings, () => undefined, at).flaws, []);
    assert.equal(device.tombstones, 0);
  }
  assert.equal(shelf.sizes().tombstones, 0);
}

/** The deed as somebody knows it who has not heard this of its row. */
const without = (deed: Deed, entity: Entity, fact: string): Deed =>
  deed.entity === entity
    ? { ...deed, facts: Object.fromEntries(Object.entries(deed.facts).filter(([name]) => name !== fact)) }
    : deed;

describe("a device that comes back after years", () => {
  /** The first device shops for a year, which the second one hears with one fact missing; then it clears away for six. */
  function parted(historyYears: number, entity: typeof purchases | typeof refreshes, fact: "closedAt" | "doneAt") {
    const { shelf, one, two, shopper } = couple(historyYears);
    for (let months = 0; months < 12; months++)
      one.do(shopper.live(start + months * month, 3).map((deed) => without(deed, entity, fact)));
    for (const device of [one, two]) device.sync(shelf, start + year);
    one.do(one.rows(entity).map(({ key }) => learn(entity as Entity, key, { [fact]: start + year + month })));
    for (let at = start + year; at < start + 7 * year; at += month / 2) {
      one.tidy(at);
      one.sync(shelf, at);
    }
    assert.ok(shelf.sizes().rows < two.holdings.coins.length, "nothing was cleared away");
    assertEqualEnd(shelf, start + 7 * year, one, two);
    return two;
  }

  it("asks nobody about entries that others cleared away, although it had not heard that they are over", () => {
    const two = parted(2, purchases, "closedAt");
    assert.deepEqual([two.rows(purchases).length, two.trashed, two.doubted], [0, 0, 0]);
  });

  it("asks nobody about change that it never saw come, of coins that have expired", () => {
    assert.equal(parted(0, refreshes, "doneAt").rows(purchases).length, 36);
  });
});

describe("a payment that only a silent device knows", () => {
  const late = start + 5 * year;

  /** The second device plans to pay, with a coin that others clear away and one that only it knows; the shop refuses. */
  function refused(historyYears: number) {
    const { shelf, one, two, shopper, mint } = couple(historyYears);
    one.do(shopper.live(start, 1));
    for (const device of [one, two, one]) device.sync(shelf, start + year);
    const unspent = (device: Lasting) => device.rows(coins).filter(({ facts }) => facts.spends === undefined);
    const [old = assert.fail("there are no coins")] = unspent(two);
    const hers = new Shopper(mint, { device: two.self.device, root: lastingRoot, slot: 2 });
    two.do(hers.live(late - 2 * year, 1));
    const known = new Set(one.rows(coins).map((coin) => coin.key));
    const fresh = unspent(two).find((coin) => !known.has(coin.key)) ?? assert.fail("nothing was withdrawn");
    const key = refusedPayment(two, [old.key, fresh.key], start + year);
    for (let at = start + year; at < start + 4 * year; at += 3 * month) one.do(shopper.live(at, 0));
    one.tidy(late);
    one.sync(shelf, late);
    assert.ok(one.rows(coins).every((coin) => coin.key !== old.key));
    assert.ok(one.rows(refreshes).some(({ facts }) => facts.coin === old.key));
    return { shelf, one, two, key };
  }

  function refusedPayment(device: Lasting, names: readonly string[], at: number): string {
    const ends = { pay_deadline: { t_s: at }, refund_deadline: { t_s: at }, wire_transfer_deadline: { t_s: at } };
    const terms = madeUpTerms({ amount: "KUDOS:0.01", ...ends });
    const key = textOf(contractHash(terms));
    const { device: claimedBy, root } = device.self;
    const merchantSig = textOf(new Uint8Array(64));
    const about = { merchant: "https://shop.test/", orderId: "refused", merchantSig, claimedBy, root };
    const times = { acceptedAt: at, abortedAt: at, settledAt: at, swept: 1 };
    device.do([insert(purchases, key, { ...about, contract: canonicalJson(terms), ...times })]);
    for (const coin of names) {
      const parts = [{ coin, amount: "KUDOS:0.01" as Amount }];
      const name = paymentKey(key, parts);
      const by = `p:${key}:${name}`;
      device.do([
        insert(payments, name, { contract: key, parts, session: "", plannedAt: at, sentAt: at, droppedAt: at }),
        learn(coins, coin, { spends: [{ by, amount: "KUDOS:0.01" as Amount }], freed: [by] }),
      ]);
    }
    return key;
  }

  const entryOn = (device: Lasting, key: string) => device.rows(purchases).find((row) => row.key === key);

  it("stands in books that add up when others have cleared away its coins, and has cost nothing", () => {
    const { shelf, one, two, key } = refused(0);
    assertEqualEnd(shelf, late, two, one);
    for (const device of [one, two]) {
      const { effective, fees } = entryOn(device, key)?.facts.summary ?? {};
      assert.deepEqual([effective, fees, device.doubted], ["KUDOS:0", "KUDOS:0", 0]);
    }
  });

  it("keeps its entry for as long as there is anything of it, however short the history is kept", () => {
    const { shelf, one, two, key } = refused(2);
    for (const at of [late, late + month]) {
      assertEqualEnd(shelf, at, two, one);
      one.tidy(at + 5 * day);
    }
    assert.ok(entryOn(one, key) && one.rows(payments).some(({ facts }) => facts.contract === key));
    const end = late + 6 * year;
    one.tidy(end);
    assertEqualEnd(shelf, end, one, two);
    assert.equal(entryOn(two, key), undefined);
  });
});

describe("change that only a silent device knows, of a coin that others clear away", () => {
  const late = start + 5 * year;
  const ends = {
    "the exchange refused": { refusals: [{ code: 1, at: start + year }] },
    "the user gave up": { purgedAt: start + year },
    "the user gave up half-way": { noreveal: 1, meltedAt: start + year, purgedAt: start + year },
  } as const;

  for (const [what, end] of Object.entries(ends))
    it(`stands in books that add up when ${what}, and goes`, () => {
      const { shelf, one, two, shopper } = couple();
      one.do(shopper.live(start, 1));
      for (const device of [one, two, one]) device.sync(shelf, start + year);
      const old = two.rows(coins).find(({ facts }) => facts.spends === undefined) ?? assert.fail("there are no coins");
      const key = textOf(new Uint8Array(64).fill(7));
      const { denom } = coinPath(old.key);
      const plan = { coin: old.key, amount: "KUDOS:0.01" as Amount, denoms: [denom], root: lastingRoot, attempt: 0 };
      const by = `m:${key}`;
      const freed = "refusals" in end ? { freed: [by] } : {};
      two.do([
        insert(refreshes, key, { ...plan, reason: "change", plannedAt: start + year, ...end }),
        learn(coins, old.key, { spends: [{ by, amount: plan.amount }], ...freed }),
      ]);
      for (let at = start + year; at < start + 4 * year; at += 3 * month) one.do(shopper.live(at, 0));
      one.tidy(late);
      one.sync(shelf, late);
      assert.ok(one.rows(coins).every((coin) => coin.key !== old.key));
      assertEqualEnd(shelf, late, two, one);
      const [page, ...others] = checkBooks(one.holdings, () => undefined, late).pages;
      assert.deepEqual([page?.missing, page?.surplus, others], [undefined, undefined, []]);
      one.tidy(late + 5 * day);
      assertEqualEnd(shelf, late + 5 * day, one, two);
      assert.deepEqual(
        one.rows(refreshes).filter((row) => row.key === key),
        [],
      );
    });
});

describe("two devices that clear away at once", () => {
  it("end with the same entries, each counted once, after one way or the other", () => {
    const { shelf, one, two, shopper } = couple();
    const hers = new Shopper(new Mint(), { device: two.self.device, root: lastingRoot, slot: 2 });
    for (let months = 0; months < 6; months++) {
      one.do(shopper.live(start + months * month, 3));
      two.do(hers.live(start + months * month, 3));
    }
    for (const device of [one, two, one]) device.sync(shelf, start + year);
    const entriesOf = (device: Lasting) =>
      [purchases, withdrawals].flatMap((entity) => device.rows(entity).map(({ key }) => key)).sort();
    const entries = entriesOf(one);
    const late = start + 9 * year;
    const taken = [one, two].map((device) => device.tidy(late));
    assert.ok(taken.every((count) => count > 200));
    assertEqualEnd(shelf, late, one, two);
    for (const device of [one, two]) {
      assert.deepEqual(entriesOf(device), entries);
      assert.ok(device.rows(purchases).every(({ facts }) => facts.summary));
      assert.deepEqual([device.rows(coins), device.trashed, device.doubted], [[], 0, 0]);
    }
  });
});

describe("money back that one device learns of while another one clears its purchase away", () => {
  for (const retention of [0, 2])
    it(`stands in books that add up, until nobody has anything for its coin, ${retention} years of history`, () => {
      const { shelf, one, two, shopper } = couple(retention);
      for (let months = 0; months < 6; months++) one.do(shopper.live(start + months * month, 3));
      for (const device of [one, two, one]) device.sync(shelf, start + year);
      const { contract, parts } = two.rows(payments)[0]?.facts ?? assert.fail("nothing was bought");
      const [{ coin, amount } = assert.fail("nothing was paid")] = parts;
      const back = { id: 7, amount };
      two.do([
        learn(purchases, contract, { refunds: [{ coin, ...back }] }),
        learn(coins, coin, { refunds: [{ contract, ...back }] }),
      ]);
      const late = start + 6 * year;
      one.tidy(late);
      one.sync(shelf, late);
      two.sync(shelf, late);
      assert.ok(one.rows(payments).length < 5, "nothing was cleared away");
      const books = checkBooks(two.holdings, () => undefined, late);
      assertEqualEnd(shelf, late, one, two);
      assert.deepEqual(one.rows(coins).find(({ key }) => key === coin)?.facts.refunds, [{ contract, ...back }]);
      assert.deepEqual(books.flaws, []);
      const end = start + 9 * year;
      for (const device of [one, two]) device.tidy(end);
      assertEqualEnd(shelf, end, one, two);
      assert.deepEqual([one.rows(coins), one.rows(denominations)], [[], []]);
      assert.equal(one.rows(purchases).length, retention === 0 ? 18 : 0);
    });
});

describe("what was cleared away", () => {
  it("does not come back from a service that has not heard of it for years, nor is anybody asked about it", () => {
    const { shelf, one, two, shopper } = couple(2);
    const old = new Shelf("https://old.example/");
    for (let months = 0; months < 6; months++) one.do(shopper.live(start + months * month, 3));
    one.sync(shelf, start + year);
    const { doc } = shelf;
    for (const device of [two, one]) device.sync(shelf, start + year);
    const late = start + 9 * year;
    one.tidy(late);
    for (let days = 0; days < 3; days++) for (const device of [one, two]) device.sync(shelf, late + days * day);
    old.doc = doc;
    old.uploads = 1;
    for (const device of [one, two]) device.use(old);
    for (const device of [one, two, one, two]) device.sync(old, late + 5 * day);
    assertEqualEnd(shelf, late + 6 * day, one, two);
    assertEqualEnd(old, late + 6 * day, one, two);
    assert.ok(old.sizes().rows < 10);
    for (const { trashed, doubted } of [one, two]) assert.deepEqual([trashed, doubted], [0, 0]);
  });

  it("comes back as far as money needs it that only a lost device knew of", () => {
    const { shelf, one, two } = couple();
    const other = new Shelf("https://other.example/");
    two.use(other);
    const hoarder = new Shopper(new Mint(), { device: two.self.device, root: lastingRoot, slot: 2 });
    two.do(hoarder.live(start, 2));
    two.sync(shelf, start + year);
    const late = start + 8 * year;
    for (let at = start + year; at < late; at += 3 * month) two.do(hoarder.live(at, 0));
    two.sync(other, late);
    for (let at = start + year; at < late; at += 3 * month) one.sync(shelf, at);
    one.tidy(late);
    one.sync(shelf, late);
    assert.deepEqual([one.rows(coins), one.rows(denominations)], [[], []]);
    one.use(other);
    one.sync(other, late + day);
    const { holdings } = one;
    const kinds = new Map(holdings.denominations.map(({ key, facts }) => [key, facts]));
    const held = [...leftOnCoins({ rows: holdings, kinds }, late).keys()].map(({ key }) => key);
    const oldCoins = new Map(holdings.refreshes.map(({ key, facts }) => [key, facts.coin]));
    const sources = new Set([...holdings.reserves, ...holdings.refreshes].map(({ key }) => key));
    const springs = [...springsOf(held, (key) => oldCoins.get(key))];
    assert.ok(held.length > 3 && springs.length > held.length / 2);
    assert.deepEqual(
      springs.filter((key) => !sources.has(key)),
      [],
    );
    assert.deepEqual(checkBooks(holdings, () => undefined, late).flaws, []);
  });
});
