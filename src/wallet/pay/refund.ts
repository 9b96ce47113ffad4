/** Money back: asking the merchant what was granted, and believing the exchange (GNU Taler merchant API, refunds). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { type Deed, learn } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { compare, currencyOf, sum, zero } from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { merchantEndpoints } from "../../taler/merchant-api.ts";
import { isRefunded, mayComeLater, type RefundDone } from "../../taler/merchant-refund.ts";
import { seconds } from "../../taler/time.ts";
import { coinSecrets, type KnownSecrets } from "../coins/coin-secrets.ts";
import { signersFor } from "../coins/signers.ts";
import { contractOf } from "./claim.ts";

/**
 * Asks once, and remembers every refund that the exchange has signed. After the deadline the purchase is closed.
 * Throws `serverBusy` when the merchant has yet to fetch some from the exchange: those come with the next question.
 */
export async function askForRefunds(env: Env, purchase: Purchase): Promise<void> {
  const contract = contractOf(purchase.facts.contract);
  const params = { orderId: purchase.facts.orderId };
  const { merchant } = purchase.facts;
  const asked = { askedAt: env.now() };
  const isOver = isPast(contract, seconds(env.now()));
  const closed = isOver ? { closedAt: seconds(env.now()) } : {};
  const status = await call(env, merchant, merchantEndpoints.order, { params, query: { h_contract: contract.hash } });
  // An order that the merchant knows no more brings nothing more.
  const isGone = status.status === 404 || status.status === 410;
  if (status.status !== 200 && !isGone) throw new WalletError("badAnswer", `the shop answers ${status.status}`);
  const known = sum(...knownRefunds(purchase, contract));
  if (status.status !== 200 || compare(status.value.refund_amount, known) <= 0) {
    const nothing = isGone && purchase.facts.announced ? { announced: zero(currencyOf(contract.terms.amount)) } : {};
    return save(env.db, learn(purchases, purchase.key, { ...asked, ...closed, ...nothing }));
  }
  const announced = status.value.refund_amount;
  await save(env.db, learn(purchases, purchase.key, { announced }));
  const reply = await call(env, merchant, merchantEndpoints.refund, { params, body: { h_contract: contract.hash } });
  const refunds = reply.status === 200 ? reply.value.refunds : [];
  const done = refunds.filter((refund): refund is RefundDone => refund.type === "success");
  const isWaiting = refunds.some((refund) => refund.type === "failure" && mayComeLater(refund));
  const deeds = await refunded(env, purchase, contract, done);
  // What the exchange has refused for good will not come, whatever the merchant has promised.
  const ended = isWaiting ? {} : { ...closed, announced: zero(currencyOf(announced)) };
  await save(env.db, ...deeds, learn(purchases, purchase.key, { ...asked, ...ended }));
  if (isWaiting) throw new WalletError("serverBusy", "the exchange has yet to refund some of it");
}

const knownRefunds = ({ facts }: Purchase, { terms }: Contract) =>
  [terms.amount.split(":")[0] ?? "", (facts.refunds ?? []).map(({ amount }) => amount)] as const;

function isPast({ terms: { refund_deadline: deadline = 0 } }: Contract, now: number): boolean {
  return deadline !== "never" && now >= deadline;
}

/** Deeds for those that are proved; the others are as if nobody had spoken of them. */
async function refunded(env: Env, { key }: Purchase, contract: Contract, done: readonly RefundDone[]): Promise<Deed[]> {
  const nameByPub = await coinsOf(env, key);
  const deeds: Deed[] = [];
  for (const refund of done) {
    const coin = nameByPub.get(refund.coin_pub);
    if (coin === undefined) continue;
    const of = { contractHash: contract.hash, merchantPub: contract.terms.merchant_pub };
    if (!(await isRefunded(refund, of, await signersFor(env, coin)))) {
      throw new WalletError("badExchangeSignature", "refund");
    }
    const { rtransaction_id: id, refund_amount: amount } = refund;
    deeds.push(learn(coins, coin, { refunds: [{ contract: key, id, amount }] }));
    deeds.push(learn(purchases, key, { refunds: [{ coin, id, amount }] }));
  }
  return deeds;
}

/** The coins that were ever to pay for this contract, by their public keys. */
async function coinsOf(env: Env, contract: string): Promise<ReadonlyMap<string, string>> {
  const all = await env.db.of(payments).where("ix.contract").equals(contract).toArray();
  const names = [...new Set(all.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)))];
  const known: KnownSecrets = new Map();
  const pubs = await Promise.all(names.map(async (name) => (await coinSecrets(env.db, name, known)).coinPriv));
  return new Map(names.map((name, index) => [textOf(publicKeyOf(pubs[index] ?? new Uint8Array(32))), name]));
}
