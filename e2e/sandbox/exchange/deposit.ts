/** How the sandbox exchange takes coins for merchants (GNU Taler exchange API, batch-deposit). */
import { compare, subtract, sum } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import {
  type DepositedCoin,
  type DepositRequest,
  depositBlock,
  depositRequest,
  receiptBlock,
  wireHashOf,
} from "../../../src/taler/deposit-api.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { exchangeEndpoints } from "../../../src/taler/exchange-api.ts";
import { merchantContract } from "../../../src/taler/merchant-signatures.ts";
import { isBefore } from "../../../src/taler/time.ts";
import { json, type Refusal, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import type { Office } from "../office.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { denominationOf, explainCoin, requireCoin, requireCurrency } from "./coin-checks.ts";
import { closedDenomination } from "./denomination-refusals.ts";
import type { Contract, DepositRefusal, Payment } from "./deposit-book.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";

const operation = "DEPOSIT";

async function contractOf(request: DepositRequest): Promise<Contract> {
  const { refund_deadline = 0, wire_transfer_deadline, merchant_sig, merchant_pub, h_contract_terms } = request;
  if (wire_transfer_deadline === "never") throw refuse(400, 1209);
  if (isBefore(wire_transfer_deadline, refund_deadline)) throw refuse(400, 1208);
  const signed = bytesOf(merchant_sig ?? "");
  const isSilent = signed.every((byte) => byte === 0);
  const block = merchantContract({ contractHash: bytesOf(h_contract_terms) });
  if (!isSilent && !(await verify(bytesOf(merchant_pub), block, signed))) {
    throw refuse(400, 26, { detail: "merchant_sig" });
  }
  return {
    merchantPub: merchant_pub,
    contractHash: h_contract_terms,
    account: request.merchant_payto_uri,
    wireHash: textOf(wireHashOf(request)),
    walletTimestamp: request.timestamp,
    refundDeadline: request.refund_deadline,
    wireDeadline: wire_transfer_deadline,
    walletDataHash: request.wallet_data_hash,
  };
}

async function paymentOf(keys: ExchangeKeys, request: DepositRequest, one: DepositedCoin): Promise<Payment> {
  const { coin_pub, coin_sig, contribution, denom_pub_hash: hash } = one;
  const denomination = await denominationOf(keys, hash, operation);
  if (keys.now() >= denomination.expireDeposit) throw await closedDenomination(keys, 1009, hash, operation);
  if (keys.isRevoked(hash)) throw await closedDenomination(keys, 1010, hash, operation);
  requireCurrency(keys, contribution, "contribution");
  const fee = denomination.fees.deposit;
  if (compare(contribution, denomination.value) > 0) throw refuse(400, 1021);
  if (compare(contribution, fee) < 0) throw refuse(400, 1207);
  const coin = requireCoin(denomination, coin_pub, one.ub_sig.rsa_signature);
  const isPermitted = await verify(bytesOf(coin_pub), depositBlock(request, one, fee), bytesOf(coin_sig));
  if (!isPermitted) throw refuse(403, 1205, { detail: coin_pub.slice(0, 8) });
  return { coin, contribution, fee, coinSig: coin_sig };
}

function explain(refusal: DepositRefusal): Refusal {
  return refusal.why === "otherContract" ? refuse(409, 1206, { h_wire: refusal.wireHash }) : explainCoin(refusal);
}

const deposit =
  ({ keys, ledger, legitimization }: Office): Answering =>
  async ({ request }) => {
    const asked = await readJson(request, depositRequest);
    const names = new Set(asked.coins.map(({ coin_pub }) => coin_pub));
    if (asked.coins.length === 0 || names.size < asked.coins.length) throw refuse(400, 26, { detail: "coins" });
    const contract = await contractOf(asked);
    const payments: Payment[] = [];
    for (const coin of asked.coins) payments.push(await paymentOf(keys, asked, coin));
    const isNew = ({ coin, coinSig }: Payment) =>
      ledger.deposits.deposit(contract.merchantPub, contract.contractHash, coin.coinPub)?.coinSig !== coinSig;
    const fresh = payments.filter(isNew).map(({ contribution }) => contribution);
    const account = { address: contract.account, pub: contract.merchantPub };
    legitimization.require("DEPOSIT", sum(keys.settings.currency, fresh), account);
    const at = ledger.deposits.add(contract, payments, keys.now());
    if (typeof at === "object") throw explain(at);
    const shares = payments.map(({ contribution, fee }) => subtract(contribution, fee));
    const receipt = receiptBlock(asked, at, sum(keys.settings.currency, shares));
    return json(200, { exchange_timestamp: { t_s: at }, ...(await signedByExchange(keys, receipt)) });
  };

export const depositRoutes = (office: Office): readonly Route[] => [on(exchangeEndpoints.deposit, deposit(office))];
