/** How the sandbox merchant is paid: an order is claimed, coins are checked and deposited, the receipt is signed. */
import { add, compare, currencyOf, subtractOrUndefined, sum, zero } from "../../../src/taler/amount.ts";
import { type Contract, readContract } from "../../../src/taler/check-contract.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import type { DepositRequest } from "../../../src/taler/deposit-api.ts";
import { permissionBlock } from "../../../src/taler/deposit-permission.ts";
import { signNow, verify } from "../../../src/taler/eddsa.ts";
import {
  claimRequest,
  type DepositPermission,
  merchantEndpoints,
  paidRequest,
  payRequest,
} from "../../../src/taler/merchant-api.ts";
import { merchantContract, merchantPaymentOk } from "../../../src/taler/merchant-signatures.ts";
import { isBefore } from "../../../src/taler/time.ts";
import { json, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { grantedFor, type Order, shareOf, type Taken } from "./book.ts";
import type { MerchantDesk } from "./desk.ts";

/** An exchange takes no more coins at once. */
const mostAtOnce = 256;

const claim =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const { nonce, token } = await readJson(request, claimRequest);
    const { raw, sig } = desk.claim(parameters.orderId ?? "", nonce, token);
    return json(200, { contract_terms: raw, sig });
  };

/** The contract of an order that somebody has claimed, or 404; or 400 when it is none that can be paid. */
function contractOf({ id, claim }: Order): Contract {
  if (claim === undefined) throw refuse(404, 2005, { detail: id });
  const read = readContract(claim.raw);
  if ("refused" in read) throw refuse(400, 22, { field: "contract_terms", line: 0 });
  return read.contract;
}

/** The fee of the coin's denomination, once the coin and its signature are found good. */
async function checkCoin(desk: MerchantDesk, contract: Contract, coin: DepositPermission): Promise<Taken> {
  const line = desk.lines.get(coin.exchange_url);
  const isAccepted = contract.terms.exchanges.some(({ url }) => url === coin.exchange_url);
  if (line === undefined || !isAccepted) throw refuse(412, 2170, { detail: coin.exchange_url });
  const fee = await line.feeOf(coin.h_denom);
  if (fee === undefined) throw refuse(400, 2151, { detail: coin.h_denom });
  if (currencyOf(coin.contribution) !== currencyOf(fee)) throw refuse(400, 22, { field: "coins", line: 0 });
  if (compare(coin.contribution, fee) < 0) throw refuse(400, 2155);
  const spend = { denominationHash: coin.h_denom, contribution: coin.contribution, depositFee: fee };
  const isSigned = await verify(bytesOf(coin.coin_pub), permissionBlock(contract, spend), bytesOf(coin.coin_sig));
  if (!isSigned) throw refuse(403, 2157, { detail: coin.coin_pub });
  return { permission: coin, fee };
}

/** Refuses coins that do not add up to the price and the fees that the merchant does not bear. */
function requireEnough({ amount, max_fee }: Contract["terms"], coins: readonly Taken[]): void {
  const currency = currencyOf(amount);
  const none = zero(currency);
  if (coins.some(({ fee }) => currencyOf(fee) !== currency)) throw refuse(412, 2170);
  const fees = sum(
    currency,
    coins.map(({ fee }) => fee),
  );
  const due = add(amount, subtractOrUndefined(fees, max_fee) ?? none);
  const paid = sum(
    currency,
    coins.map(({ permission }) => permission.contribution),
  );
  if (compare(paid, due) < 0) throw refuse(400, 2156);
}

/** Deposits the coins that are not deposited yet, in as few requests as possible, and remembers each success. */
async function depositAll(desk: MerchantDesk, id: string, contract: Contract, coins: readonly Taken[]): Promise<void> {
  for (const [url, line] of desk.lines) {
    const taken = desk.requireOrder(id).takenByCoin;
    const isOpen = ({ coin_pub, coin_sig }: DepositPermission) => taken.get(coin_pub)?.permission.coin_sig !== coin_sig;
    const open = coins.filter(({ permission }) => permission.exchange_url === url && isOpen(permission));
    for (let from = 0; from < open.length; from += mostAtOnce) {
      const some = open.slice(from, from + mostAtOnce);
      const total = sum(currencyOf(contract.terms.amount), some.map(shareOf));
      const more = some.map((one) => [one.permission.coin_pub, one] as const);
      const before = desk.requireOrder(id);
      // Written down first: when the answer is lost, nobody knows whether the exchange has the coins.
      desk.book.update({ ...before, offeredByCoin: new Map([...before.offeredByCoin, ...more]) });
      await line.deposit(depositOf(desk, contract, some), total);
      const order = desk.requireOrder(id);
      desk.book.update({ ...order, takenByCoin: new Map([...order.takenByCoin, ...more]) });
    }
  }
}

/** The exchange compares every member with those of earlier deposits for the same contract. */
function depositOf(desk: MerchantDesk, { hash, terms }: Contract, coins: readonly Taken[]): DepositRequest {
  return {
    merchant_payto_uri: desk.settings.account,
    wire_salt: desk.wireSalt,
    merchant_pub: desk.key.pub,
    merchant_sig: textOf(signNow(desk.key.priv, merchantContract({ contractHash: bytesOf(hash) }))),
    h_contract_terms: hash,
    coins: coins.map(({ permission: { coin_pub, coin_sig, contribution, h_denom, ub_sig } }) => {
      return { coin_pub, coin_sig, contribution, denom_pub_hash: h_denom, ub_sig };
    }),
    timestamp: terms.timestamp,
    ...(terms.refund_deadline !== undefined && { refund_deadline: terms.refund_deadline }),
    wire_transfer_deadline: terms.wire_transfer_deadline,
  };
}

/** The payment again when it was made with these very coins; refuses others. */
function payAgain(desk: MerchantDesk, order: Order, coins: readonly DepositPermission[], session: string): Response {
  const { payment, price } = order;
  const names = (list: readonly DepositPermission[] = []) =>
    list
      .map(({ coin_sig }) => coin_sig)
      .sort()
      .join();
  if (payment === undefined || names(payment.coins) !== names(coins)) throw refuse(409, 2160, { detail: order.id });
  if (coins.length > 0 && compare(grantedFor(order), price) >= 0) throw refuse(402, 2167);
  desk.book.update({ ...order, sessions: new Set([...order.sessions, session]) });
  return json(200, { sig: payment.receipt });
}

/** Refuses what is too late, was given up before, or names a coin twice. */
function requirePayable(
  desk: MerchantDesk,
  { aborted, payDeadline }: Order,
  coins: readonly DepositPermission[],
): void {
  if (!isBefore(desk.now(), payDeadline)) throw refuse(410, 2161);
  const names = new Set(coins.map(({ coin_pub }) => coin_pub));
  if (aborted.some(({ coinPub }) => names.has(coinPub))) throw refuse(402, 2167);
  if (names.size < coins.length) throw refuse(400, 2162);
}

const pay =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const { coins, session_id: session = "" } = await readJson(request, payRequest);
    const before = desk.requireOrder(parameters.orderId ?? "");
    const contract = contractOf(before);
    if (before.payment !== undefined) return payAgain(desk, before, coins, session);
    requirePayable(desk, before, coins);
    const good: Taken[] = [];
    for (const coin of coins) good.push(await checkCoin(desk, contract, coin));
    requireEnough(contract.terms, good);
    await depositAll(desk, before.id, contract, good);
    const order = desk.requireOrder(before.id);
    // Somebody else may have paid while the exchange was asked; then it is their receipt, and these coins are too many.
    if (order.payment !== undefined) return payAgain(desk, order, coins, session);
    const receipt = textOf(signNow(desk.key.priv, merchantPaymentOk({ contractHash: bytesOf(contract.hash) })));
    desk.book.update({ ...order, payment: { coins, receipt }, sessions: new Set([...order.sessions, session]) });
    return json(200, { sig: receipt });
  };

const paid =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const { sig, h_contract, session_id } = await readJson(request, paidRequest);
    const order = desk.requireOrder(parameters.orderId ?? "");
    const block = merchantPaymentOk({ contractHash: bytesOf(h_contract) });
    const isReceipt = await verify(bytesOf(desk.key.pub), block, bytesOf(sig));
    if (!isReceipt || order.claim?.hash !== h_contract) throw refuse(403, 2201);
    desk.book.update({ ...order, sessions: new Set([...order.sessions, session_id]) });
    return json(200, { refunded: order.grants.length > 0 });
  };

export const payRoutes = (desk: MerchantDesk): readonly Route[] => [
  on(merchantEndpoints.claim, claim(desk)),
  on(merchantEndpoints.pay, pay(desk)),
  on(merchantEndpoints.paid, paid(desk)),
];
