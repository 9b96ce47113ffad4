import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkCoinHistory } from "../../../src/taler/coin-account.ts";
import { coinHistoryAnswer, coinHistoryHeader } from "../../../src/taler/coin-history.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { reserveHistoryHeader } from "../../../src/taler/exchange-api.ts";
import recording from "../../../src/taler/recordings/recoup-refused.json";
import { recoupEndpoints, verifyReserveRecoup } from "../../../src/taler/recoup-api.ts";
import { expectedBalance, reserveHistoryAnswer } from "../../../src/taler/reserve-history.ts";
import { verifySignedError } from "../../../src/taler/signed-error.ts";
import { coinHistory, coinRecoup, coinRecoupRefresh, reserveHistory } from "../../../src/taler/wallet-signatures.ts";
import { day, type ExchangeScene, exchangeScene, refusalOf, statusOf } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { planRefresh, refresh } from "../../../src/testing/refresher.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import type { Held, Spender } from "../../../src/testing/spender.ts";

type Way = "recoup" | "recoup-refresh";

function recoupOf({ planchet, denomination, signature }: Held, way: Way, more: object = {}): object {
  const { coinPriv, blindingSecret, denominationHash } = planchet;
  const block = (way === "recoup" ? coinRecoup : coinRecoupRefresh)({ denominationHash, blindingSecret });
  return {
    denom_pub_hash: denomination.hash,
    denom_sig: { cipher: "RSA", rsa_signature: signature },
    ewv: { cipher: "RSA" },
    coin_blind_key_secret: textOf(blindingSecret),
    coin_sig: textOf(signNow(coinPriv, block)),
    ...more,
  };
}

const recoup = (spender: Spender, coin: Held, way: Way, more?: object) =>
  spender.ask("POST", `coins/${coin.coinPub}/${way}`, recoupOf(coin, way, more));

/** What the exchange tells of a coin, checked; every entry must hold. */
async function accountOf({ spender, signers }: ExchangeScene, { planchet, coinPub, denomination }: Held) {
  const proof = textOf(signNow(planchet.coinPriv, coinHistory({ startOffset: 0 })));
  const answer = await spender.ask("GET", `coins/${coinPub}/history`, undefined, { [coinHistoryHeader]: proof });
  const told = coinHistoryAnswer.parse(await answer.json());
  const own = { coinPub, denominationHash: denomination.hash, value: denomination.value };
  const { flaws, remaining } = await checkCoinHistory(own, told, signers());
  assert.deepEqual(flaws, []);
  return { remaining, types: told.history.map(({ type }) => type) };
}

describe("a revoked coin", () => {
  it("that was withdrawn comes back to its reserve, as far as it was not spent", async () => {
    const scene = exchangeScene();
    const { spender, exchange, signers, spending, isBalanced } = scene;
    const [five, two] = await spender.withdraw("5", "2");
    assert.ok(five && two);
    await spender.pay(spender.deposit("bread", [[five, "3"]]));
    exchange.keys.revoke(five.denomination.hash);
    const answer = await recoup(spender, five, "recoup");
    const { reserve_pub } = recoupEndpoints.recoup.response?.parse(await answer.json()) ?? {};
    assert.equal(reserve_pub, spender.reservePub);
    assert.deepEqual(
      [spending().recouped, exchange.ledger.reserve(spender.reservePub)?.balance],
      ["KUDOS:2", "KUDOS:2"],
    );
    assert.equal((await recoup(spender, five, "recoup")).status, 200);
    assert.equal(spending().recouped, "KUDOS:2");
    assert.deepEqual(await accountOf(scene, five), { remaining: "KUDOS:0", types: ["DEPOSIT", "RECOUP"] });
    assert.ok(isBalanced());
    const proof = { [reserveHistoryHeader]: textOf(signNow(spender.reservePriv, reserveHistory({ startOffset: 0 }))) };
    const asked = await spender.ask("GET", `reserves/${spender.reservePub}/history`, undefined, proof);
    const { balance, history } = reserveHistoryAnswer.parse(await asked.json());
    assert.equal(expectedBalance("KUDOS", history), balance);
    const entry = history.find((one) => one.type === "RECOUP");
    assert.ok(entry && (await verifyReserveRecoup(spender.reservePub, entry, signers())));
  });

  it("that came of a refresh comes back to the old coin, which can be melted again", async () => {
    const scene = exchangeScene();
    const { spender, exchange, world, spending, isBalanced } = scene;
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    // A year and a half later, so that the new coins live longer than the old one.
    await world.advance(500 * day);
    const [two, one] = await refresh(spender, await planRefresh(spender, five, "5", ["2", "1"]));
    assert.ok(two && one);
    exchange.keys.revoke(two.denomination.hash);
    await world.advance(300 * day);
    const late = await planRefresh(spender, five, "1.5", ["1"], "late");
    assert.deepEqual(
      await statusOf(await spender.ask("POST", `coins/${five.coinPub}/melt`, late.request)),
      [400, 1305],
    );
    const answer = await recoup(spender, two, "recoup-refresh");
    const { old_coin_pub } = recoupEndpoints.recoupRefresh.response?.parse(await answer.json()) ?? {};
    assert.equal(old_coin_pub, five.coinPub);
    assert.equal((await recoup(spender, two, "recoup-refresh")).status, 200);
    assert.deepEqual(await accountOf(scene, two), { remaining: "KUDOS:0", types: ["RECOUP-REFRESH"] });
    const old = { remaining: "KUDOS:2", types: ["MELT", "OLD-COIN-RECOUP"] };
    assert.deepEqual(await accountOf(scene, five), old);
    assert.equal(spending().recoupedToCoins, "KUDOS:2");
    assert.equal((await refresh(spender, late)).length, 1);
    assert.equal((await accountOf(scene, five)).remaining, "KUDOS:0.5");
    assert.ok(isBalanced());
  });

  it("is not paid back when it is not revoked, which the exchange signs", async () => {
    const { spender, signers } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    for (const [way, code, oper] of [
      ["recoup", 1555, "RECOUP"],
      ["recoup-refresh", 1580, "RECOUP-REFRESH"],
    ] as const) {
      const refusal = await refusalOf(await recoup(spender, five, way));
      assert.deepEqual([refusal.status, refusal.code, refusal.oper], [410, code, oper]);
      assert.ok(await verifySignedError(refusal, five.denomination.hash, signers().signkeys));
    }
    const incomplete = await recoup(spender, five, "recoup", { ewv: undefined });
    await assertLikeRecorded(incomplete, recorded(recording, "recoup-not-revoked"));
  });

  it("is not paid back twice, to the wrong place, to strangers or when it was spent", async () => {
    const { spender, exchange } = exchangeScene();
    const [five, spent, two] = await spender.withdraw("5", "5", "2");
    assert.ok(five && spent && two);
    await spender.pay(spender.deposit("bread", [[spent, "5"]]));
    const [fresh] = await refresh(spender, await planRefresh(spender, two, "1.1", ["1"]));
    assert.ok(fresh);
    for (const { denomination } of [five, fresh]) exchange.keys.revoke(denomination.hash);
    assert.deepEqual(await statusOf(await recoup(spender, spent, "recoup")), [409, 1012]);
    assert.deepEqual(await statusOf(await recoup(spender, five, "recoup-refresh")), [404, 1576]);
    assert.deepEqual(await statusOf(await recoup(spender, fresh, "recoup")), [404, 1551]);
    const unsigned = { coin_sig: textOf(new Uint8Array(64)) };
    assert.deepEqual(await statusOf(await recoup(spender, five, "recoup", unsigned)), [403, 1550]);
    assert.deepEqual(await statusOf(await recoup(spender, fresh, "recoup-refresh", unsigned)), [403, 1575]);
    const nobodys = { denom_sig: { cipher: "RSA", rsa_signature: spent.signature } };
    assert.deepEqual(await statusOf(await recoup(spender, five, "recoup", nobodys)), [403, 1006]);
  });

  it("is not paid back when its time is over", async () => {
    const { spender, exchange, world } = exchangeScene();
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    exchange.keys.revoke(five.denomination.hash);
    await world.advance(2 * 365 * day);
    assert.deepEqual(await statusOf(await recoup(spender, five, "recoup")), [410, 1009]);
  });
});
