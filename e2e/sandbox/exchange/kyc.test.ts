import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../../src/taler/amount.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { publicKeyOf, signNow } from "../../../src/taler/eddsa.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import {
  accountOwnerHeader,
  kycEndpoints,
  kycPage,
  kycStatus,
  kycTargets,
  legitimizationIn,
  ownerHeaders,
} from "../../../src/taler/kyc-api.ts";
import { normalizedPaytoHash, reservePayto } from "../../../src/taler/payto.ts";
import recording from "../../../src/taler/recordings/kyc-wallet.json";
import { accountSetup } from "../../../src/taler/wallet-signatures.ts";
import {
  type ExchangeScene,
  exchangeScene,
  refusalOf,
  sceneUrl,
  statusOf,
  untilWaiting,
} from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { planRefresh, refresh, sendMelt } from "../../../src/testing/refresher.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import { merchantPriv, merchantPub } from "../../../src/testing/spender.ts";
import type { Operation } from "./legitimization.ts";

const above = (operation: Operation, digits: string) => ({ operation, above: amount.parse(`KUDOS:${digits}`) });

/** What a 451 asks. */
async function askedBy(answer: Response) {
  assert.equal(answer.status, 451);
  return legitimizationIn(errorBody.parse(await answer.json())) ?? assert.fail();
}

const check = async ({ spender }: ExchangeScene, accountHash: string, priv: Uint8Array, query = "") =>
  spender.ask("GET", `kyc-check/${accountHash}${query}`, undefined, await ownerHeaders(priv));

/** Does what the owner of the account does: asks where to go, opens the page, presses the button. */
async function passAs(scene: ExchangeScene, accountHash: string, priv: Uint8Array): Promise<string> {
  const answer = await check(scene, accountHash, priv);
  assert.equal(answer.status, 202);
  const path = kycPage("", kycStatus.parse(await answer.json()));
  const page = await (await scene.spender.ask("GET", path)).text();
  assert.match(page, new RegExp(`<form method="post" action="${sceneUrl}${path}">`));
  assert.equal((await scene.spender.ask("POST", path)).status, 303);
  return path;
}

describe("legitimization", () => {
  it("holds up a withdrawal above the limit until a button is pressed", async () => {
    const scene = exchangeScene();
    const { spender, exchange } = scene;
    exchange.legitimization.limit(above("WITHDRAW", "4"));
    await spender.withdraw("2");
    const { reservePub, reservePriv } = spender;
    const answer = await spender.askForCoins("5");
    const asked = await askedBy(answer.first);
    const accountHash = textOf(normalizedPaytoHash(reservePayto(sceneUrl, reservePub)));
    assert.deepEqual(asked, { accountHash, row: 1, accountPub: reservePub, isOtherKey: false });
    assert.equal(exchange.ledger.reserve(reservePub)?.balance, "KUDOS:5.01");
    await passAs(scene, accountHash, reservePriv);
    assert.equal((await answer.again()).status, 200);
    assert.equal((await check(scene, accountHash, reservePriv)).status, 200);
    // What was signed before is given out again, whoever asks.
    exchange.legitimization.limit(above("WITHDRAW", "0"));
    assert.equal((await answer.again()).status, 200);
  });

  it("holds up a deposit to an account, and not the same deposit again", async () => {
    const scene = exchangeScene();
    const { spender, exchange } = scene;
    const [five, ten] = await spender.withdraw("5", "10");
    assert.ok(five && ten);
    exchange.legitimization.limit(above("DEPOSIT", "5"));
    const small = spender.deposit("bread", [[five, "5"]]);
    assert.equal((await spender.pay(small)).status, 200);
    const large = spender.deposit("cake", [[ten, "10"]]);
    const asked = await askedBy(await spender.pay(large));
    assert.equal(asked.accountPub, merchantPub);
    assert.equal(asked.accountHash, textOf(normalizedPaytoHash(large.merchant_payto_uri)));
    await passAs(scene, asked.accountHash, merchantPriv);
    assert.equal((await spender.pay(large)).status, 200);
    exchange.legitimization.lift();
    assert.deepEqual(exchange.legitimization.limits, []);
  });

  it("knows one key per account", async () => {
    const scene = exchangeScene();
    const { spender, exchange } = scene;
    const [ten] = await spender.withdraw("10");
    assert.ok(ten);
    exchange.legitimization.limit(above("DEPOSIT", "1"));
    await spender.pay(spender.deposit("cake", [[ten, "10"]]));
    const stranger = new Uint8Array(32).fill(8);
    const other = { merchant_pub: textOf(publicKeyOf(stranger)) };
    const asked = await askedBy(await spender.pay(spender.deposit("cake", [[ten, "10"]], other)));
    assert.deepEqual([asked.isOtherKey, asked.accountPub], [true, merchantPub]);
    const refusal = await refusalOf(await check(scene, asked.accountHash, stranger));
    assert.deepEqual([refusal.status, refusal.code, refusal.expected_account_pub], [403, 1930, merchantPub]);
  });

  it("holds up a melt, with the coin standing for its owner", async () => {
    const scene = exchangeScene();
    const { spender, exchange } = scene;
    const [five] = await spender.withdraw("5");
    assert.ok(five);
    exchange.legitimization.limit(above("MELT", "1"));
    const plan = await planRefresh(spender, five, "2.1", ["2"]);
    const asked = await askedBy(await sendMelt(spender, plan));
    assert.equal(asked.accountPub, five.coinPub);
    await passAs(scene, asked.accountHash, five.planchet.coinPriv);
    assert.equal((await refresh(spender, plan)).length, 1);
  });

  it("holds up a wallet that wants to hold much, as recorded otherwise", async () => {
    const { spender, exchange } = exchangeScene();
    const { reservePriv, reservePub } = spender;
    const ask = (digits: string, priv = reservePriv) => {
      const block = accountSetup({ threshold: amount.parse(`KUDOS:${digits}`) });
      const body = { balance: `KUDOS:${digits}`, reserve_pub: reservePub, reserve_sig: textOf(signNow(priv, block)) };
      return spender.ask("POST", "kyc-wallet", body);
    };
    await assertLikeRecorded(await ask("1000"), recorded(recording, "kyc-wallet-ok"));
    await assertLikeRecorded(await ask("1000", merchantPriv), recorded(recording, "kyc-wallet-badsig"));
    exchange.legitimization.limit(above("BALANCE", "100"));
    assert.equal((await ask("100")).status, 200);
    assert.equal((await askedBy(await ask("101"))).accountPub, reservePub);
  });
});

describe("a case", () => {
  async function sceneWithCase(isReviewed = false) {
    const scene = exchangeScene();
    const { spender, exchange } = scene;
    const [ten] = await spender.withdraw("10");
    assert.ok(ten);
    exchange.legitimization.limit(above("DEPOSIT", "1"));
    exchange.legitimization.isReviewed = isReviewed;
    const { accountHash } = await askedBy(await spender.pay(spender.deposit("cake", [[ten, "10"]])));
    return { ...scene, accountHash };
  }

  it("can be waited for", async () => {
    const scene = await sceneWithCase();
    const { accountHash, world } = scene;
    const inVain = check(scene, accountHash, merchantPriv, `?timeout_ms=1000&lpt=${kycTargets.allowed}`);
    await untilWaiting(world);
    await world.advance(1000);
    assert.equal((await inVain).status, 202);
    const waiting = check(scene, accountHash, merchantPriv, `?timeout_ms=60000&lpt=${kycTargets.allowed}`);
    await untilWaiting(world);
    await passAs(scene, accountHash, merchantPriv);
    assert.equal((await waiting).status, 200);
  });

  it("may be looked at by people first", async () => {
    const scene = await sceneWithCase(true);
    const { accountHash, exchange, world, spender } = scene;
    const path = await passAs(scene, accountHash, merchantPriv);
    const answer = await check(scene, accountHash, merchantPriv);
    const { aml_review, limits } = kycStatus.parse(await answer.json());
    assert.deepEqual([answer.status, aml_review, limits?.length], [202, true, 1]);
    assert.match(await (await spender.ask("GET", path)).text(), /Somebody is looking at it/);
    const waiting = check(scene, accountHash, merchantPriv, `?timeout_ms=60000&lpt=${kycTargets.reviewDone}`);
    await untilWaiting(world);
    exchange.legitimization.approve();
    assert.equal((await waiting).status, 200);
    assert.match(await (await spender.ask("GET", path)).text(), /that was all/);
  });

  it("tells what is asked and where to go, and then asks nothing more", async () => {
    const scene = await sceneWithCase();
    const { accountHash, spender } = scene;
    const { access_token } = kycStatus.parse(await (await check(scene, accountHash, merchantPriv)).json());
    const ask = async () =>
      kycEndpoints.kycInfo.response?.parse(await (await spender.ask("GET", `kyc-info/${access_token}`)).json());
    const [only] = (await ask())?.requirements ?? [];
    const started = await (await spender.ask("POST", `kyc-start/${only?.id}`)).json();
    assert.equal((started as { redirect_url: string }).redirect_url, `${sceneUrl}kyc-spa/${access_token}`);
    await passAs(scene, accountHash, merchantPriv);
    assert.deepEqual((await ask())?.requirements, []);
  });

  it("is nobody else's business", async () => {
    const scene = await sceneWithCase();
    const { accountHash, spender, exchange } = scene;
    const nowhere = textOf(new Uint8Array(32));
    assert.deepEqual(await statusOf(await check(scene, nowhere, merchantPriv)), [404, 1939]);
    assert.deepEqual(await statusOf(await spender.ask("GET", `kyc-spa/${nowhere}`)), [404, 1939]);
    assert.deepEqual(await statusOf(await spender.ask("GET", `kyc-check/${accountHash}`)), [400, 25]);
    const malformed = { [accountOwnerHeader]: "ABC" };
    assert.deepEqual(
      await statusOf(await spender.ask("GET", `kyc-check/${accountHash}`, undefined, malformed)),
      [400, 26],
    );
    assert.equal(exchange.legitimization.answer(nowhere), false);
  });
});
