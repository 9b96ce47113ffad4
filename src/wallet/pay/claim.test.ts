import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json } from "../../../e2e/sandbox/answers.ts";
import type { ProblemCode } from "../../api/problems.ts";
import type { Json } from "../../taler/codec.ts";
import { backedUp, gathered, joined, minute, rich, sheetOf } from "../../testing/customers.ts";
import { settle } from "../../testing/settle.ts";
import { moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { getTransaction } from "../story/story.ts";
import { acceptPayment, declinePayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

type Body = { readonly contract_terms: Readonly<Record<string, Json>>; readonly sig: string };

const wallet = async (town: Town, seed = "claim") => trusting(await town.wallet({ seed }));

/** The next claim is answered so instead. */
function answering(town: Town, change: (body: Body) => Response) {
  town.sandbox.faults.merchant.add({
    fault: { kind: "rewrite", rewrite: async (response) => change((await response.json()) as Body) },
    matches: ({ url }) => url.endsWith("/claim"),
  });
}

describe("claiming an order", () => {
  it("gets the same contract however often it is done, whatever was lost", async () => {
    const town = await newTown("claim");
    const env = await wallet(town);
    const { link } = order(town, "KUDOS:1");
    town.sandbox.faults.merchant.add({ fault: { kind: "loseAnswer" }, matches: ({ url }) => url.endsWith("/claim") });
    await assert.rejects(lookAtPayment(env, { link }), { problem: { code: "unreachable", detail: "merchant.test" } });
    const offer = await lookAtPayment(env, { link });
    await declinePayment(env, offer.id);
    assert.equal(await env.db.orders.count(), 0);
    assert.equal((await lookAtPayment(env, { link })).id, offer.id);
  });

  it("is asked of the shop once, however often the offer is looked at", async () => {
    const town = await newTown("claim");
    const env = await wallet(town);
    const { link } = order(town, "KUDOS:1");
    for (let i = 0; i < 3; i++) await lookAtPayment(env, { link });
    assert.equal(town.requests.filter((line) => line.endsWith("/claim")).length, 1);
  });

  it("is for one device of a wallet; the other hears of it by the backup", async () => {
    const town = await newTown("claim");
    const one = await backedUp(await rich(town));
    const two = await joined(town, await sheetOf(one));
    const { link } = order(town, "KUDOS:1");
    const { id } = await lookAtPayment(one, { link });
    await assert.rejects(lookAtPayment(two, { link }), { problem: { code: "orderTaken" } });
    await acceptPayment(one, id);
    await settle(one, moneyJobs, minute);
    await gathered(one, two);
    const known = await lookAtPayment(two, { link });
    assert.deepEqual([known.state, known.transaction], ["accepted", id]);
    assert.equal((await getTransaction(two, id)).state, "done");
  });

  it("finds what the shop does not know, or does not have any more", async () => {
    const town = await newTown("claim");
    const env = await wallet(town);
    const link = "taler+http://pay/merchant.test/NOSUCHORDER/";
    await assert.rejects(lookAtPayment(env, { link }), { problem: { code: "orderUnknown", detail: "404" } });
    answering(town, () => json(410, { code: 1 }));
    await assert.rejects(lookAtPayment(env, { link: order(town, "KUDOS:1").link }), { problem: { code: "orderGone" } });
  });

  const spoilt: Readonly<Record<string, readonly [ProblemCode, (body: Body) => Json]>> = {
    "with a signature of somebody else": ["badMerchantSignature", (body) => ({ ...body, sig: "0".repeat(103) })],
    "with another price than was signed": ["badMerchantSignature", (body) => withTerms(body, { amount: "KUDOS:9" })],
    "with another summary than was signed": ["badMerchantSignature", (body) => withTerms(body, { summary: "Pears" })],
    "in two currencies": ["badAnswer", (body) => withTerms(body, { max_fee: "EUR:1" })],
    "without a time for paying": ["badAnswer", (body) => withTerms(body, { pay_deadline: "soon" })],
    "of a kind to come": ["unsupportedContract", (body) => withTerms(body, { version: 1 })],
  };

  for (const [name, [code, spoil]] of Object.entries(spoilt))
    it(`does not take a contract ${name}`, async () => {
      const town = await newTown("claim");
      const env = await wallet(town);
      const { link } = order(town, "KUDOS:1");
      answering(town, (body) => json(200, spoil(body)));
      const isSo = ({ problem }: { readonly problem: { readonly code: string } }) => problem.code === code;
      await assert.rejects(lookAtPayment(env, { link }), isSo);
      assert.equal(await env.db.orders.count(), 0);
    });

  it("does not take the contract of another order", async () => {
    const town = await newTown("claim");
    const env = await wallet(town);
    const other = await lookAtPayment(env, { link: order(town, "KUDOS:1").link });
    const [known] = await env.db.orders.toArray();
    assert.ok(known && known.id === other.id);
    answering(town, () => json(200, { contract_terms: JSON.parse(known.contract) as Json, sig: known.merchantSig }));
    const isSo = ({ problem }: { readonly problem: { readonly code: string } }) => problem.code === "badAnswer";
    await assert.rejects(lookAtPayment(env, { link: order(town, "KUDOS:1").link }), isSo);
  });
});

const withTerms = (body: Body, terms: Readonly<Record<string, Json>>): Json => ({
  ...body,
  contract_terms: { ...body.contract_terms, ...terms },
});
