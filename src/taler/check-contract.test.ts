import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expectedOfMadeUp, madeUpTerms, signedAsMerchant, signedByMerchant } from "../testing/contracts.ts";
import { checkContract, isReceipt, readContract } from "./check-contract.ts";
import type { Json } from "./codec.ts";
import { contractHash } from "./contract.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { merchantContract, merchantPaymentOk } from "./merchant-signatures.ts";

type More = Readonly<Record<string, Json | undefined>>;

const check = (terms: Json, expected: Partial<typeof expectedOfMadeUp> | object = {}, signature?: string) =>
  checkContract(terms, signature ?? signedByMerchant(terms), { ...expectedOfMadeUp, ...expected });
const checkWith = (more: More) => check(madeUpTerms(more));

describe("an offer", () => {
  it("is taken as it was signed", async () => {
    const terms = madeUpTerms({ extra: { of: "any kind" } });
    const checked = await check(terms);
    assert.ok("contract" in checked);
    assert.equal(checked.contract.hash, textOf(contractHash(terms)));
    assert.equal(checked.contract.terms.amount, "KUDOS:3.5");
    assert.deepEqual(readContract(terms), checked);
  });

  it("is not taken when any member is another than was signed", async () => {
    const terms = madeUpTerms({ extra: 1 });
    const signature = signedByMerchant(terms);
    for (const changed of [{ summary: "Two loaves" }, { amount: "KUDOS:4" }, { extra: 2 }, { more: true }]) {
      assert.deepEqual(await check({ ...terms, ...changed }, {}, signature), { refused: "unsigned" });
    }
    const receipt = signedAsMerchant(merchantPaymentOk({ contractHash: contractHash(terms) }));
    assert.deepEqual(await check(terms, {}, receipt), { refused: "unsigned" });
  });

  it("may hold what can be forgotten later", async () => {
    const whole = madeUpTerms({ delivery_location: { town: "Bern" }, $forgettable: { delivery_location: "SALT" } });
    const checked = await check(whole);
    assert.ok("contract" in checked);
    assert.equal(checked.contract.terms.delivery_location?.town, "Bern");
  });

  it("of another shop, order or wallet is not for us", async () => {
    const terms = madeUpTerms();
    const foreign = (detail: string) => ({ refused: "foreign", detail });
    assert.deepEqual(await check(terms, { merchantBaseUrl: "https://other.test/" }), foreign("merchant_base_url"));
    assert.deepEqual(await check(terms, { orderId: "other" }), foreign("order_id"));
    assert.deepEqual(await check(terms, { nonce: textOf(new Uint8Array(32)) }), foreign("nonce"));
  });

  it("expires at its deadline for paying, if it has one", async () => {
    const terms = madeUpTerms();
    assert.ok("contract" in (await check(terms, { now: 1_700_003_599 })));
    assert.deepEqual(await check(terms, { now: 1_700_003_600 }), { refused: "expired" });
    assert.ok("contract" in (await check(madeUpTerms({ pay_deadline: { t_s: "never" } }), { now: 9e9 })));
  });

  it("of a kind we cannot pay is refused by what it is", async () => {
    const { amount: _, max_fee: __, ...others } = madeUpTerms({ version: 1, choices: [], token_families: {} });
    assert.deepEqual(await check(others), { refused: "unsupported", detail: "version 1" });
    assert.deepEqual(await checkWith({ minimum_age: 18 }), { refused: "unsupported", detail: "minimum_age" });
    assert.ok("contract" in (await checkWith({ minimum_age: 0 })));
  });

  it("that is no contract is refused with the place named", async () => {
    const refused = async (terms: Json) => {
      const checked = await checkContract(terms, textOf(new Uint8Array(64)), expectedOfMadeUp);
      return "refused" in checked ? `${checked.refused} ${checked.detail}` : "taken";
    };
    assert.match(await refused(null), /^malformed not an object/);
    assert.match(await refused([]), /^malformed not an object/);
    assert.match(await refused(madeUpTerms({ amount: "3.50" })), /^malformed amount/);
    assert.match(await refused(madeUpTerms({ extra: 1.5 })), /^malformed not a whole number/);
    assert.match(await refused(madeUpTerms({ extra: "x".repeat(1024 * 1024) })), /^malformed longer than/);
    let deep: Json = 1;
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    assert.match(await refused(madeUpTerms({ extra: deep })), /^malformed nested too deeply/);
  });
});

describe("a receipt", () => {
  const terms = madeUpTerms();
  const checked = readContract(terms);
  assert.ok("contract" in checked);
  const { contract } = checked;
  const contractHashBytes = bytesOf(contract.hash);

  it("is the merchant's signature that this contract is paid", async () => {
    assert.ok(await isReceipt(contract, signedAsMerchant(merchantPaymentOk({ contractHash: contractHashBytes }))));
  });

  it("is nothing else the merchant has signed", async () => {
    assert.equal(
      await isReceipt(contract, signedAsMerchant(merchantContract({ contractHash: contractHashBytes }))),
      false,
    );
    const other = merchantPaymentOk({ contractHash: contractHash({ ...terms, summary: "Cake" }) });
    assert.equal(await isReceipt(contract, signedAsMerchant(other)), false);
  });
});
