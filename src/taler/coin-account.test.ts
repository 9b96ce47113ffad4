/** Recorded histories of coins add up and are signed entry by entry; what is changed in them is noticed. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changed } from "../testing/changed.ts";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { recordedKeys } from "../testing/recorded-keys.ts";
import { allRecorded, recorded } from "../testing/recordings.ts";
import { type Amount, amount } from "./amount.ts";
import type { Json } from "./codec.ts";
import { type CoinFlaw, checkCoinHistory, type OwnCoin } from "./coin-account.ts";
import { type CoinHistory, coinHistoryAnswer, coinHistoryHeader } from "./coin-history.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, signNow, verify } from "./eddsa.ts";
import { recoupConfirmation, recoupRefreshConfirmation } from "./exchange-signatures.ts";
import recordings from "./recordings/coin-history.json" with { type: "json" };
import { coinHistory, coinRecoup, coinRecoupRefresh, reserveOpenDeposit } from "./wallet-signatures.ts";

const { denominations, signkeys, now } = await recordedKeys();
const signers = { signkeys, now };
const kudos = (digits: string): Amount => amount.parse(`KUDOS:${digits}`);

function coinOf(label: string): OwnCoin {
  const { request, response } = recorded(recordings, label);
  const { h_denom_pub } = coinHistoryAnswer.parse(response.json);
  const value = denominations.find(({ hash }) => hash === h_denom_pub)?.value ?? assert.fail();
  return { coinPub: request.path.split("/")[2] ?? "", denominationHash: h_denom_pub, value };
}

const flawsOf = async (coin: OwnCoin, told: Json, by = signers): Promise<readonly CoinFlaw[]> =>
  (await checkCoinHistory(coin, coinHistoryAnswer.parse(told), by)).flaws;

describe("a recorded history", () => {
  const expected: Readonly<Record<string, readonly [spent: string, returned: string]>> = {
    "coin-history-spent": ["KUDOS:3", "KUDOS:0"],
    "coin-history-melted": ["KUDOS:4.93", "KUDOS:0"],
    "coin-history-again": ["KUDOS:4.93", "KUDOS:0"],
    "coin-history-refunded": ["KUDOS:5", "KUDOS:4.98"],
    "coin-history-p2p": ["KUDOS:1.82", "KUDOS:0.51"],
  };
  for (const { label, request, response } of allRecorded(recordings)) {
    const coin = coinOf(label);
    const json = response.json ?? null;

    it(`of ${label} holds and adds up`, async () => {
      const told = coinHistoryAnswer.parse(json);
      const { spent, returned, remaining, flaws } = await checkCoinHistory(coin, told, signers);
      assert.deepEqual(flaws, []);
      assert.deepEqual([spent, returned], expected[label]);
      assert.equal(remaining, told.balance);
    });

    it(`of ${label} was asked for by the coin`, async () => {
      const proof = bytesOf(request.headers[coinHistoryHeader] ?? "");
      assert.ok(await verify(bytesOf(coin.coinPub), coinHistory({ startOffset: 0 }), proof));
    });
  }
});

describe("checkCoinHistory", () => {
  const labels = ["coin-history-melted", "coin-history-refunded", "coin-history-p2p"];
  for (const label of labels) {
    const json = recorded(recordings, label).response.json ?? null;
    for (const { path, value } of leavesOf(json)) {
      const [, index, name = path[0] ?? ""] = path;
      if (name === "refunded") continue;
      it(`notices another ${name} in ${label}${index === undefined ? "" : `, entry ${index}`}`, async () => {
        const other = name === "type" ? "FUTURE" : changed(value);
        const flaws = await flawsOf(coinOf(label), withLeaf(json, path, other));
        assert.notDeepEqual(flaws, []);
        if (index !== undefined) assert.ok(flaws.some((flaw) => "entry" in flaw && flaw.entry === Number(index)));
      });
    }
  }

  const melted = recorded(recordings, "coin-history-melted").response.json as { history: readonly Json[] };
  const coin = coinOf("coin-history-melted");
  const [deposit = null, melt = null] = melted.history;

  const cases: Readonly<Record<string, readonly [told: object, flaws: readonly CoinFlaw[]]>> = {
    "an entry that is kept back": [{ ...melted, history: [deposit] }, [{ why: "otherBalance" }]],
    "an entry that is told twice": [{ ...melted, history: [deposit, melt, melt] }, [{ why: "twice", entry: 2 }]],
    "an entry of a kind of the future": [
      { ...melted, history: [...melted.history, { type: "FUTURE" }] },
      [{ why: "unknownKind", entry: 2 }],
    ],
    "a foreign currency": [
      { ...melted, history: [...melted.history, { ...(melt as object), melt_fee: "EUR:1" }] },
      [{ why: "otherCurrency", entry: 2 }],
    ],
    "an entry about more than the coin": [
      { ...melted, history: [...melted.history, { ...(melt as object), amount: "KUDOS:5.01" }] },
      [{ why: "tooMuch", entry: 2 }],
    ],
    "another balance": [{ ...melted, balance: "KUDOS:0.06" }, [{ why: "otherBalance" }]],
  };
  for (const [name, [told, flaws]] of Object.entries(cases)) {
    it(`notices ${name}`, async () => assert.deepEqual(await flawsOf(coin, told as Json), flaws));
  }

  it("counts what holds, whatever the exchange adds to it", async () => {
    const forged = { ...(deposit as object), amount: "KUDOS:0.07" };
    const told = coinHistoryAnswer.parse({ ...melted, balance: "KUDOS:0", history: [...melted.history, forged] });
    const { remaining, flaws } = await checkCoinHistory(coin, told, signers);
    assert.equal(remaining, "KUDOS:0.07");
    assert.deepEqual(flaws, [{ why: "twice", entry: 2 }, { why: "otherBalance" }]);
  });

  it("notices that more was taken than there was, and that the coin is of another denomination", async () => {
    assert.deepEqual(await flawsOf({ ...coin, value: kudos("4") }, melted as unknown as Json), [{ why: "overdrawn" }]);
    const other = { ...coin, denominationHash: textOf(new Uint8Array(64)) };
    assert.equal((await flawsOf(other, melted as unknown as Json))[0]?.why, "otherDenomination");
  });

  it("takes nothing from an exchange whose keys were not in use", async () => {
    const { json = null } = recorded(recordings, "coin-history-p2p").response;
    const flaws = await flawsOf(coinOf("coin-history-p2p"), json, { signkeys: [], now });
    assert.deepEqual(flaws, [{ why: "unsigned", entry: 1 }, { why: "otherBalance" }]);
  });
});

describe("what was not recorded", () => {
  const seed = (byte: number) => new Uint8Array(32).fill(byte);
  const [coinPriv, exchangePriv] = [seed(1), seed(2)];
  const [coinPub, otherPub] = [publicKeyOf(coinPriv), publicKeyOf(seed(3))];
  const exchange_pub = textOf(publicKeyOf(exchangePriv));
  const own = { signkeys: [{ key: exchange_pub, start: 0, expire: 100, end: 200 }], now: 50 };
  const denominationHash = new Uint8Array(64).fill(4);
  const coin: OwnCoin = { coinPub: textOf(coinPub), denominationHash: textOf(denominationHash), value: kudos("5") };
  const blindingSecret = seed(5);
  const byCoin = (block: Uint8Array) => textOf(signNow(coinPriv, block));
  const frame = { amount: "KUDOS:2", timestamp: { t_s: 10 }, exchange_pub };
  const values = { timestamp: 10, amount: kudos("2") };
  const byExchange = (block: Uint8Array) => textOf(signNow(exchangePriv, block));
  const refreshed = recoupRefreshConfirmation({ ...values, coinPub, oldCoinPub: otherPub });
  const returned = recoupRefreshConfirmation({ ...values, coinPub: otherPub, oldCoinPub: coinPub });
  const reserve_sig = textOf(new Uint8Array(64).fill(6));
  const entries: Readonly<Record<string, readonly [entry: object, balance: string]>> = {
    "a recoup": [
      {
        ...{ ...frame, type: "RECOUP", reserve_pub: textOf(otherPub), coin_blind: textOf(blindingSecret) },
        coin_sig: byCoin(coinRecoup({ denominationHash, blindingSecret })),
        exchange_sig: byExchange(recoupConfirmation({ ...values, coinPub, reservePub: otherPub })),
      },
      "KUDOS:3",
    ],
    "a recoup of change": [
      {
        ...{ ...frame, type: "RECOUP-REFRESH", old_coin_pub: textOf(otherPub), coin_blind: textOf(blindingSecret) },
        coin_sig: byCoin(coinRecoupRefresh({ denominationHash, blindingSecret })),
        exchange_sig: byExchange(refreshed),
      },
      "KUDOS:3",
    ],
    "a recoup into this coin": [
      { ...frame, type: "OLD-COIN-RECOUP", coin_pub: textOf(otherPub), exchange_sig: byExchange(returned) },
      "KUDOS:7",
    ],
    "a reserve kept open": [
      {
        ...{ type: "RESERVE-OPEN-DEPOSIT", coin_contribution: "KUDOS:2", reserve_sig },
        coin_sig: byCoin(reserveOpenDeposit({ reserveSignature: bytesOf(reserve_sig), contribution: kudos("2") })),
      },
      "KUDOS:3",
    ],
  };
  for (const [name, [entry, balance]] of Object.entries(entries)) {
    const told = { h_denom_pub: coin.denominationHash, balance, history: [entry] } as Json;

    it(`is counted: ${name}`, async () => assert.deepEqual(await flawsOf(coin, told, own), []));

    for (const { path, value } of leavesOf(entry as Json)) {
      if (path[0] === "type") continue;
      it(`is noticed: another ${path.join(".")} in ${name}`, async () => {
        const other = withLeaf(told, ["history", "0", ...path], changed(value));
        assert.deepEqual((await flawsOf(coin, other, own))[0], { why: "unsigned", entry: 0 });
      });
    }
  }

  it("is kept as it came when it is of the future", () => {
    const told: CoinHistory = coinHistoryAnswer.parse({
      ...{ h_denom_pub: coin.denominationHash, balance: "KUDOS:5" },
      history: [{ type: "FUTURE", more: [1, { deep: true }] }],
    });
    assert.deepEqual(coinHistoryAnswer.parse(coinHistoryAnswer.format(told)), told);
  });
});
