/** How the sandbox exchange gives money back to a coin when the merchant says so, as long as he has not been paid. */
import { compare } from "../../../src/taler/amount.ts";
import type { Of } from "../../../src/taler/codec.ts";
import { bytesOf, publicKey } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { refundConfirmation } from "../../../src/taler/exchange-signatures.ts";
import { merchantRefund } from "../../../src/taler/merchant-signatures.ts";
import { refundEndpoints, refundRequest } from "../../../src/taler/refund-api.ts";
import { json, type Refusal, refuse } from "../answers.ts";
import { readJson, readPart } from "../body.ts";
import type { Ledger } from "../ledger.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { requireCurrency } from "./coin-checks.ts";
import type { Deposited, RefundRefusal } from "./deposit-book.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";

type Asked = Of<typeof refundRequest>;

function findDeposit(ledger: Ledger, coinPub: string, { merchant_pub, h_contract_terms }: Asked): Deposited {
  if (ledger.coins.account(coinPub) === undefined) throw refuse(404, 1500);
  const deposited = ledger.deposits.deposit(merchant_pub, h_contract_terms, coinPub);
  if (deposited === undefined) throw refuse(404, 1502);
  return deposited;
}

function explain(why: RefundRefusal, { coin }: Deposited): Refusal {
  switch (why) {
    case "wired":
      return refuse(410, 1503);
    case "otherAmount":
      return refuse(424, 1510);
    case "tooMuch":
      return refuse(409, 1501, { coin_pub: coin.coinPub, h_denom_pub: coin.denomination });
  }
}

const refund =
  (keys: ExchangeKeys, ledger: Ledger): Answering =>
  async ({ request, parameters }) => {
    const coinPub = readPart(parameters.coinPub ?? "", publicKey, 27);
    const asked = await readJson(request, refundRequest);
    const { refund_amount: amount, rtransaction_id: transactionId, merchant_pub, merchant_sig } = asked;
    requireCurrency(keys, amount, "refund_amount");
    const values = {
      contractHash: bytesOf(asked.h_contract_terms),
      coinPub: bytesOf(coinPub),
      transactionId,
      amount,
    };
    const merchantPub = bytesOf(merchant_pub);
    if (!(await verify(merchantPub, merchantRefund(values), bytesOf(merchant_sig)))) throw refuse(403, 1506);
    const deposited = findDeposit(ledger, coinPub, asked);
    const fee = keys.denomination(deposited.coin.denomination)?.fees.refund ?? amount;
    if (compare(amount, fee) < 0) throw refuse(400, 1505);
    const refusal = ledger.deposits.refund(deposited, { transactionId, amount, fee, merchantSig: merchant_sig });
    if (refusal !== undefined) throw explain(refusal, deposited);
    return json(200, await signedByExchange(keys, refundConfirmation({ ...values, merchantPub })));
  };

export const refundRoutes = (keys: ExchangeKeys, ledger: Ledger): readonly Route[] => [
  on(refundEndpoints.refund, refund(keys, ledger)),
];
