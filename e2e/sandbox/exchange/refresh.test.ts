import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import { recoverLinked } from "../../../src/taler/melt.ts";
import recording from "../../../src/taler/recordings/melt.json";
import refusedRecording from "../../../src/taler/recordings/melt-refused.json";
import { linkAnswer, linkedCoins, meltAnswer, revealRequest, verifyMelt } from "../../../src/taler/refresh-api.ts";
import { verifySignedError } from "../../../src/taler/signed-error.ts";
import { day, exchangeScene, refusalOf, statusOf } from "../../../src/testing/exchange-scene.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { planRefresh, refresh, revealOf, sendMelt, sendReveal } from "../../../src/testing/refresher.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";

const like = (label: string) => recorded(recording, label);
const refused = (label: string) => recorded(refusedRecording, label);

/** A coin of 5 of which 2 are spent, and a plan for the rest: 1, 1, 0.5, 0.2, 0.1, 0.05 with 0.03 and 0.06 of fees. */
async function sceneWithPlan() {
  const scene = exchangeScene();
  const { spender } = scene;
  const [five] = await spender.withdraw("5");
  assert.ok(five);
  await spender.pay(spender.deposit("bread", [[five, "2"]]));
  const plan = await planRefresh(spender, five, "3", ["1", "1", "0.5", "0.2", "0.1", "0.05"]);
  return { ...scene, five, plan };
}

describe("a refresh", () => {
  it("goes as recorded, and the new coins can be spent", async () => {
    const { spender, plan, signers, spending, isBalanced } = await sceneWithPlan();
    const melted = await assertLikeRecorded(await sendMelt(spender, plan), like("melt"));
    const answer = meltAnswer.parse(melted);
    assert.ok(await verifyMelt(plan.request.rc, answer, signers()));
    assert.deepEqual([spending().melted, spending().unrevealed], ["KUDOS:3", "KUDOS:2.97"]);
    assert.ok(isBalanced());
    const body = revealRequest.format(await revealOf(plan, answer.noreveal_index));
    await assertLikeRecorded(await sendReveal(spender, plan.request.rc, body), like("reveal"));
    const coins = await refresh(spender, plan);
    const { refreshFees, renewed, renewalFees, dust, unrevealed, remaining } = spending();
    assert.deepEqual([refreshFees, renewed, renewalFees], ["KUDOS:0.03", "KUDOS:2.85", "KUDOS:0.06"]);
    assert.deepEqual([dust, unrevealed, remaining], ["KUDOS:0.06", "KUDOS:0", "KUDOS:2.85"]);
    const [one] = coins;
    assert.ok(one);
    assert.equal((await spender.pay(spender.deposit("butter", [[one, "1"]]))).status, 200);
    assert.ok(isBalanced());
  });

  it("can be repeated step by step, and costs nothing again", async () => {
    const { spender, plan, spending } = await sceneWithPlan();
    const first = await (await sendMelt(spender, plan)).text();
    assert.equal(await (await sendMelt(spender, plan)).text(), first);
    const coins = await refresh(spender, plan);
    assert.deepEqual(await refresh(spender, plan), coins);
    assert.equal(await (await sendMelt(spender, plan)).text(), first);
    assert.deepEqual([spending().melted, spending().renewed], ["KUDOS:3", "KUDOS:2.85"]);
  });

  it("can be found again with nothing but the old coin", async () => {
    const { spender, plan, five } = await sceneWithPlan();
    const ask = () => spender.ask("GET", `coins/${five.coinPub}/link`);
    await assertLikeRecorded(await ask(), refused("link-unknown"));
    await sendMelt(spender, plan);
    assert.equal((await ask()).status, 404);
    const coins = await refresh(spender, plan);
    const [only, ...others] = linkAnswer.parse(await assertLikeRecorded(await ask(), like("link")));
    assert.ok(only && others.length === 0);
    const found = await recoverLinked(five.planchet.coinPriv, bytesOf(only.transfer_pub), linkedCoins(only));
    assert.deepEqual(
      found.map((one) => one && textOf(one.signature)),
      coins.map(({ signature }) => signature),
    );
  });

  it("is refused as recorded", async () => {
    const { spender, plan, five } = await sceneWithPlan();
    const path = `coins/${five.coinPub}/melt`;
    const melt = (more: object) => spender.ask("POST", path, { ...plan.request, ...more });
    const tooMuch = await planRefresh(spender, five, "3.01", ["2"]);
    const spent = await assertLikeRecorded(await sendMelt(spender, tooMuch), refused("melt-insufficient-409"));
    assert.equal(errorBody.parse(spent).coin_pub, five.coinPub);
    await assertLikeRecorded(await melt({ confirm_sig: textOf(new Uint8Array(64)) }), refused("melt-bad-sig"));
    const [other] = await spender.withdraw("5");
    const elsewhere = await spender.ask("POST", `coins/${other?.coinPub}/melt`, plan.request);
    await assertLikeRecorded(elsewhere, refused("melt-bad-denom-sig"));
    const nowhere = textOf(new Uint8Array(64).fill(9));
    await assertLikeRecorded(await melt({ denom_pub_hash: nowhere }), refused("melt-unknown-denomination"));
    assert.deepEqual(await statusOf(await melt({ value_with_fee: "KUDOS:0.01" })), [400, 1302]);
    assert.deepEqual(await statusOf(await melt({ value_with_fee: "EUR:1" })), [400, 22]);
  });

  it("reveals nothing but what was committed to", async () => {
    const { spender, plan, five, spending } = await sceneWithPlan();
    const { noreveal_index } = meltAnswer.parse(await (await sendMelt(spender, plan)).json());
    const good = await revealOf(plan, noreveal_index);
    const { rc } = plan.request;
    const send = (more: object, commitment = rc) => sendReveal(spender, commitment, { ...good, ...more });
    const [, second = ""] = good.transfer_privs;
    const violation = await send({ transfer_privs: [textOf(new Uint8Array(32)), second] });
    await assertLikeRecorded(violation, refused("reveal-commitment-violation"));
    const shorter = {
      new_denoms_h: good.new_denoms_h.slice(1),
      coin_evs: good.coin_evs.slice(1),
      link_sigs: good.link_sigs.slice(1),
    };
    await assertLikeRecorded(await send(shorter), refused("reveal-one-coin-missing"));
    await assertLikeRecorded(await send({}, textOf(new Uint8Array(64))), refused("reveal-unknown-rc"));
    const other = (noreveal_index + 1) % 3;
    assert.deepEqual(await statusOf(await send(await revealOf(plan, other))), [409, 1353]);
    const links = good.link_sigs.toSpliced(0, 1, textOf(new Uint8Array(64)));
    assert.deepEqual(await statusOf(await send({ link_sigs: links })), [403, 1361]);
    assert.equal(spending().renewed, "KUDOS:0");
    const greedy = await planRefresh(spender, five, "0.04", ["0.1"], "greedy");
    const [fresh] = await spender.withdraw("5");
    assert.ok(fresh);
    const costly = await planRefresh(spender, fresh, "0.04", ["0.1"]);
    const answer = meltAnswer.parse(await (await sendMelt(spender, costly)).json());
    const reveal = await sendReveal(spender, costly.request.rc, await revealOf(costly, answer.noreveal_index));
    assert.deepEqual(await statusOf(reveal), [400, 1360]);
    assert.deepEqual(await statusOf(await sendMelt(spender, greedy)), [409, 1012]);
  });

  it("needs new denominations that can be withdrawn", async () => {
    const { spender, plan, exchange, world, signers } = await sceneWithPlan();
    const { noreveal_index } = meltAnswer.parse(await (await sendMelt(spender, plan)).json());
    const body = await revealOf(plan, noreveal_index);
    exchange.keys.revoke(plan.denominations.at(-1)?.hash ?? "");
    assert.deepEqual(await statusOf(await sendReveal(spender, plan.request.rc, body)), [410, 1010]);
    await world.advance(8 * day);
    const refusal = await refusalOf(await sendReveal(spender, plan.request.rc, body));
    assert.deepEqual([refusal.status, refusal.code, refusal.oper], [410, 1009, "REVEAL"]);
    assert.ok(await verifySignedError(refusal, body.new_denoms_h[0] ?? "", signers().signkeys));
  });

  it("of an old coin is refused when its time is over, but not forgotten", async () => {
    const { spender, plan, five, world, signers, exchange } = await sceneWithPlan();
    const [unseen] = await spender.withdraw("2");
    assert.ok(unseen);
    const first = meltAnswer.parse(await (await sendMelt(spender, plan)).json());
    await world.advance(2 * 365 * day);
    const again = meltAnswer.parse(await (await sendMelt(spender, plan)).json());
    assert.equal(again.noreveal_index, first.noreveal_index);
    const late = await planRefresh(spender, five, "0.5", ["0.1"], "late");
    assert.deepEqual(await statusOf(await sendMelt(spender, late)), [400, 1305]);
    const refusal = await refusalOf(await sendMelt(spender, await planRefresh(spender, unseen, "2", ["1"])));
    assert.deepEqual([refusal.status, refusal.code, refusal.oper], [410, 1009, "MELT"]);
    assert.ok(await verifySignedError(refusal, unseen.denomination.hash, signers().signkeys));
    const next = exchange.keys.denominations().find(({ start, press }) => press && start > exchange.keys.now());
    assert.ok(next);
    const early = await sendMelt(spender, {
      ...plan,
      request: { ...plan.request, denom_pub_hash: next.hash },
    });
    assert.deepEqual(await statusOf(early), [410, 1008]);
  });
});
