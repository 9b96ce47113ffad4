/** How wallets fetch from the sandbox merchant what was promised back, and coins of payments they have given up. */
import { type AbortedCoin, abortEndpoints, abortRequest, abortTransactionId } from "../../../src/taler/abort-api.ts";
import type { Amount } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { signNow } from "../../../src/taler/eddsa.ts";
import { merchantEndpoints, orderRefundRequest } from "../../../src/taler/merchant-api.ts";
import { merchantRefund } from "../../../src/taler/merchant-signatures.ts";
import { empty, json, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { type Grant, grantedFor, type Order, shareOf } from "./book.ts";
import type { MerchantDesk } from "./desk.ts";

interface Wish {
  readonly coinPub: string;
  readonly exchange: string;
  readonly transactionId: number;
  readonly amount: Amount;
}

/** Asks the exchange to give this back, with the merchant's signature. */
function askFor(desk: MerchantDesk, contractHash: string, { coinPub, exchange, transactionId, amount }: Wish) {
  const line = desk.lines.get(exchange);
  if (line === undefined) throw refuse(412, 2170, { detail: exchange });
  const values = { contractHash: bytesOf(contractHash), coinPub: bytesOf(coinPub), transactionId, amount };
  return line.refund(coinPub, {
    refund_amount: amount,
    h_contract_terms: contractHash,
    rtransaction_id: transactionId,
    merchant_pub: desk.key.pub,
    merchant_sig: textOf(signNow(desk.key.priv, merchantRefund(values))),
  });
}

/** The order, if whoever asks knows its contract. */
function requireContract(desk: MerchantDesk, id: string | undefined, hash: string): Order {
  const order = desk.requireOrder(id ?? "");
  if (order.claim?.hash !== hash) throw refuse(403, 2009);
  return order;
}

/** One promise as the wallet hears of it; what was fetched once is not asked for again. */
async function fetchGrant(desk: MerchantDesk, contractHash: string, id: string, grant: Grant) {
  const { coinPub, transactionId, amount, at } = grant;
  const common = {
    coin_pub: coinPub,
    rtransaction_id: transactionId,
    refund_amount: amount,
    execution_time: { t_s: at },
  };
  const said = grant.proof ?? (await askFor(desk, contractHash, grant));
  if ("exchange_status" in said) return { type: "failure", ...said, ...common };
  const order = desk.requireOrder(id);
  const grants = order.grants.map((one) =>
    one.coinPub === coinPub && one.transactionId === transactionId ? { ...one, proof: said } : one,
  );
  desk.book.update({ ...order, grants });
  return { type: "success", exchange_status: 200, ...said, ...common };
}

const refund =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const { h_contract } = await readJson(request, orderRefundRequest);
    const order = requireContract(desk, parameters.orderId, h_contract);
    if (order.grants.length === 0) return empty(204);
    const refunds = [];
    for (const grant of order.grants) refunds.push(await fetchGrant(desk, h_contract, order.id, grant));
    return json(200, { refund_amount: grantedFor(order), refunds, merchant_pub: desk.key.pub });
  };

/** Gives one coin back that did not become part of a payment. */
async function giveUp(desk: MerchantDesk, contractHash: string, id: string, coinPub: string): Promise<AbortedCoin> {
  const order = desk.requireOrder(id);
  const offered = order.offeredByCoin.get(coinPub);
  if (offered === undefined) return { type: "undeposited" };
  const exchange = offered.permission.exchange_url;
  const wish = { coinPub, exchange, transactionId: abortTransactionId, amount: shareOf(offered) };
  const before = order.aborted.find((one) => one.coinPub === coinPub)?.proof;
  const said = before ?? (await askFor(desk, contractHash, wish));
  if ("exchange_status" in said) return { type: "failure", ...said };
  const later = desk.requireOrder(id);
  const others = later.aborted.filter((one) => one.coinPub !== coinPub);
  const takenByCoin = new Map([...later.takenByCoin, [coinPub, offered]]);
  desk.book.update({ ...later, takenByCoin, aborted: [...others, { ...wish, at: desk.now(), proof: said }] });
  return { type: "success", ...said };
}

const abort =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const { h_contract, coins } = await readJson(request, abortRequest);
    const { id, payment } = requireContract(desk, parameters.orderId, h_contract);
    const paid = new Set(payment?.coins.map(({ coin_pub }) => coin_pub));
    if (coins.some(({ coin_pub }) => paid.has(coin_pub))) throw refuse(412, 2254);
    const refunds = [];
    for (const { coin_pub } of coins) refunds.push({ ...(await giveUp(desk, h_contract, id, coin_pub)) });
    return json(200, { refunds });
  };

export const refundRoutes = (desk: MerchantDesk): readonly Route[] => [
  on(merchantEndpoints.refund, refund(desk)),
  on(abortEndpoints.abort, abort(desk)),
];
