import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { amount } from "../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../src/taler/crockford.ts";
import { signNow } from "../../src/taler/eddsa.ts";
import { merchantRefund } from "../../src/taler/merchant-signatures.ts";
import { coinRecoup, coinRecoupRefresh } from "../../src/taler/wallet-signatures.ts";
import { exchangeScene, hour } from "../../src/testing/exchange-scene.ts";
import { planRefresh, refresh, sendMelt } from "../../src/testing/refresher.ts";
import { type Held, merchantPriv, merchantPub } from "../../src/testing/spender.ts";
import { isBalanced } from "./ledger.ts";

const kudos = (digits: string) => amount.parse(`KUDOS:${digits}`);

/** Somebody who does one thing after another with coins, well or badly; whatever is refused changes nothing. */
async function player() {
  const scene = exchangeScene();
  const { spender, exchange, world } = scene;
  const coins: Held[] = [...(await spender.withdraw("5", "2", "1", "0.5"))];
  const paid: { readonly h_contract_terms: string; readonly coinPub: string }[] = [];
  const isRevoked = (...values: readonly string[]) => values.some((value) => spender.offered(value) === undefined);
  const coin = (pick: number) => coins[pick % coins.length] ?? assert.fail();
  const recoup = (way: "recoup" | "recoup-refresh", { planchet, denomination, signature, coinPub }: Held) => {
    const { denominationHash, blindingSecret } = planchet;
    const block = (way === "recoup" ? coinRecoup : coinRecoupRefresh)({ denominationHash, blindingSecret });
    return spender.ask("POST", `coins/${coinPub}/${way}`, {
      denom_pub_hash: denomination.hash,
      denom_sig: { cipher: "RSA", rsa_signature: signature },
      ewv: { cipher: "RSA" },
      coin_blind_key_secret: textOf(blindingSecret),
      coin_sig: textOf(signNow(planchet.coinPriv, block)),
    });
  };
  const deeds = {
    withdraw: async () => {
      if (!isRevoked("1")) coins.push(...(await spender.withdraw("1")));
    },
    pay: async (pick: number) => {
      const digits = ["0.02", "0.5", "1", "2", "5"][pick % 5] ?? "1";
      const asked = spender.deposit(`contract ${pick % 7}`, [[coin(pick), digits]]);
      if ((await spender.pay(asked)).status === 200) paid.push({ ...asked, coinPub: coin(pick).coinPub });
    },
    refund: async (pick: number) => {
      const one = paid[pick % paid.length];
      if (one === undefined) return;
      const { h_contract_terms, coinPub } = one;
      const claim = { transactionId: pick % 2, amount: kudos(["0.01", "0.4", "1.9"][pick % 3] ?? "1") };
      const block = merchantRefund({ ...claim, contractHash: bytesOf(h_contract_terms), coinPub: bytesOf(coinPub) });
      await spender.ask("POST", `coins/${coinPub}/refund`, {
        refund_amount: claim.amount,
        h_contract_terms,
        rtransaction_id: claim.transactionId,
        merchant_pub: merchantPub,
        merchant_sig: textOf(signNow(merchantPriv, block)),
      });
    },
    renew: async (pick: number) => {
      if (isRevoked("0.2", "0.1")) return;
      const plan = await planRefresh(spender, coin(pick), "0.4", ["0.2", "0.1"], `plan ${pick % 3}`);
      if ((await sendMelt(spender, plan)).status === 200) coins.push(...(await refresh(spender, plan)));
    },
    meltOnly: async (pick: number) => {
      if (isRevoked("0.1")) return;
      await sendMelt(spender, await planRefresh(spender, coin(pick), "0.3", ["0.1"], `half ${pick % 3}`));
    },
    recoup: async (pick: number) => {
      exchange.keys.revoke(coin(pick).denomination.hash);
      await recoup("recoup", coin(pick));
      await recoup("recoup-refresh", coin(pick));
    },
    wait: async () => world.advance(hour),
  };
  return { ...scene, deeds };
}

type Deed = keyof Awaited<ReturnType<typeof player>>["deeds"];
// Revoking ends so much that it must be rare.
const names: readonly Deed[] = ["withdraw", "pay", "pay", "pay", "refund", "renew", "renew", "meltOnly", "wait"];
const deed = fc.oneof(
  { weight: 12, arbitrary: fc.record({ name: fc.constantFrom(...names), pick: fc.nat({ max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant<Deed>("recoup"), pick: fc.nat({ max: 60 }) }) },
);

describe("the books of spending", () => {
  it("add up after any series of payments, refunds, melts, recoups and wires", async () => {
    const seen = { deposited: 0, refunded: 0, renewed: 0, unrevealed: 0, recouped: 0, transferred: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 12, maxLength: 24 }), async (list) => {
        const { deeds, exchange, spending } = await player();
        for (const { name, pick } of list) {
          await deeds[name](pick);
          exchange.wireDue();
          assert.ok(isBalanced(exchange.ledger.books()), name);
        }
        for (const name of Object.keys(seen) as (keyof typeof seen)[]) {
          if (spending()[name] !== "KUDOS:0") seen[name] += 1;
        }
      }),
      { numRuns: 12, seed: 4 },
    );
    for (const [name, times] of Object.entries(seen)) assert.ok(times > 0, name);
  });

  it("show it when they do not add up", async () => {
    const { deeds, exchange } = await player();
    await deeds.pay(1);
    const books = exchange.ledger.books();
    assert.ok(isBalanced(books));
    const wrong = (more: Partial<typeof books.spending>) =>
      isBalanced({ ...books, spending: { ...books.spending, ...more } });
    for (const name of ["deposited", "owed", "remaining", "melted", "recouped", "recoupedToCoins"] as const) {
      assert.equal(wrong({ [name]: kudos("3.33") }), false, name);
    }
    const accounts = books.spending.accounts.map((one) => ({ ...one, remaining: kudos("0.01") }));
    assert.equal(wrong({ accounts }), false);
  });
});
