/** Comparing what a wallet says it has with what the exchange's books say it was given. */
import assert from "node:assert/strict";
import { isBalanced } from "../../e2e/sandbox/ledger.ts";
import type { Env } from "../env/env.ts";
import { batches, batchStatus } from "../store/entities/batch.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { reserves } from "../store/entities/reserve.ts";
import { planchetSecret } from "../store/root-secret.ts";
import { type Amount, sum } from "../taler/amount.ts";
import { bytesOf } from "../taler/crockford.ts";
import { rsaDenomination } from "../taler/denomination.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { isCoin, planchetSecrets } from "../taler/planchet.ts";
import { rootNamed } from "../wallet/roots.ts";
import type { Town } from "./town.ts";

/** What the coins of this wallet are worth; every one of them is checked as a merchant would check it. */
export async function coinsWorth(env: Env): Promise<Amount> {
  const rows = await env.db.of(coins).toArray();
  const known = new Map((await env.db.of(denominations).toArray()).map((row) => [row.key, row]));
  const keys = new Map([...known].map(([hash, { facts }]) => [hash, rsaDenomination(bytesOf(facts.pub))]));
  const values: Amount[] = [];
  for (const { key, facts } of rows) {
    const { of, denom, index } = coinPath(key);
    const [row, denomination, reserve] = [known.get(denom), keys.get(denom), await env.db.of(reserves).get(of)];
    assert.ok(reserve && row && denomination, "a coin without its reserve or denomination");
    const root = await rootNamed(env.db, reserve.facts.root);
    const { coinPriv } = planchetSecrets(planchetSecret(root, bytesOf(of), denomination.hash, index));
    assert.ok(isCoin(denomination, publicKeyOf(coinPriv), bytesOf(facts.sig ?? "")), "a coin that is none");
    values.push(row.facts.value);
  }
  return sum("KUDOS", values);
}

/**
 * The exchange's books are balanced, each reserve was paid into once, and this wallet, alone in the town, has to the
 * cent what they say: every coin that was issued, every wire that came in, every fee. Nothing is in the air.
 */
export async function assertBooks({ sandbox }: Town, env: Env): Promise<void> {
  const books = sandbox.exchange.ledger.books();
  assert.ok(isBalanced(books), "the exchange's books");
  for (const { credits } of books.reserves) assert.equal(credits.length, 1, "a reserve that was paid into twice");
  assert.equal(await coinsWorth(env), books.issued, "the wallet's coins");
  assert.equal(await env.db.of(coins).count(), books.coins.length);
  const own = await env.db.of(reserves).toArray();
  const credited = own.flatMap(({ facts }) => (facts.credits ?? []).map(({ amount }) => amount));
  assert.equal(sum("KUDOS", credited), books.credited, "what the wallet knows to have come in");
  assert.equal(await feesOf(env), books.fees, "the fees that the wallet knows of");
  assert.ok(
    (await env.db.of(batches).toArray()).every((batch) => batchStatus(batch) !== "pending"),
    "plans in the air",
  );
}

async function feesOf(env: Env): Promise<Amount> {
  const done = (await env.db.of(batches).toArray()).filter((batch) => batchStatus(batch) === "done");
  const denoms = new Map(
    done.flatMap(({ facts }) =>
      facts.coins.map(({ denom, index }) => [`${facts.reserve}/${denom}/${index}`, denom] as const),
    ),
  );
  const rows = await env.db.of(denominations).bulkGet([...denoms.values()]);
  return sum(
    "KUDOS",
    rows.flatMap((row) => (row ? [row.facts.feeWithdraw] : [])),
  );
}

/** Keys of reserves and paths of coins, each drawn once: what the wallet derived, it derived for one purpose. */
export async function assertNoKeyTwice(env: Env): Promise<void> {
  const rows = await env.db.of(reserves).toArray();
  const paths = rows.map(({ facts: { root, slot, counter } }) => `${root}/${slot}/${counter}`);
  assert.equal(new Set(paths).size, rows.length, "a reserve key twice");
}
