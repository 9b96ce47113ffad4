/** How the lines in the account of a coin stand in its history. */
import type { Json } from "../../../src/taler/codec.ts";
import { bytesOf } from "../../../src/taler/crockford.ts";
import { recoupConfirmation, recoupRefreshConfirmation } from "../../../src/taler/exchange-signatures.ts";
import type { CoinLine, ProvenEvent, SignedEvent } from "./coin-book.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";

/** What coin and merchant have signed. */
function signedEntry(line: SignedEvent): Json {
  switch (line.type) {
    case "deposit":
      return {
        type: "DEPOSIT",
        amount: line.takes,
        deposit_fee: line.fee,
        timestamp: { t_s: line.walletTimestamp },
        ...(line.refundDeadline !== undefined && { refund_deadline: { t_s: line.refundDeadline } }),
        merchant_pub: line.merchantPub,
        h_contract_terms: line.contractHash,
        h_wire: line.wireHash,
        coin_sig: line.coinSig,
      };
    case "melt":
      return { type: "MELT", amount: line.takes, melt_fee: line.fee, rc: line.commitment, coin_sig: line.coinSig };
    case "refund":
      return {
        type: "REFUND",
        amount: line.gives,
        refund_fee: line.fee,
        h_contract_terms: line.contractHash,
        merchant_pub: line.merchantPub,
        rtransaction_id: line.transactionId,
        merchant_sig: line.merchantSig,
      };
  }
}

/** What the exchange itself vouches for. */
function blockOf(coinPub: string, line: ProvenEvent): Uint8Array {
  const [own, timestamp] = [bytesOf(coinPub), line.at];
  switch (line.type) {
    case "recoup":
      return recoupConfirmation({ timestamp, amount: line.takes, coinPub: own, reservePub: bytesOf(line.toPub) });
    case "recoupRefresh":
      return recoupRefreshConfirmation({
        timestamp,
        amount: line.takes,
        coinPub: own,
        oldCoinPub: bytesOf(line.toPub),
      });
    case "oldCoinRecoup":
      return recoupRefreshConfirmation({
        timestamp,
        amount: line.gives,
        coinPub: bytesOf(line.fromPub),
        oldCoinPub: own,
      });
  }
}

async function provenEntry(keys: ExchangeKeys, coinPub: string, line: ProvenEvent): Promise<Json> {
  const proof = await signedByExchange(keys, blockOf(coinPub, line));
  const timestamp = { t_s: line.at };
  if (line.type === "oldCoinRecoup") {
    return { type: "OLD-COIN-RECOUP", amount: line.gives, ...proof, coin_pub: line.fromPub, timestamp };
  }
  const frame = { amount: line.takes, ...proof, coin_sig: line.coinSig, coin_blind: line.blindingSecret, timestamp };
  return line.type === "recoup"
    ? { type: "RECOUP", ...frame, reserve_pub: line.toPub }
    : { type: "RECOUP-REFRESH", ...frame, old_coin_pub: line.toPub };
}

export const entryOf = async (keys: ExchangeKeys, coinPub: string, line: CoinLine): Promise<Json> =>
  "at" in line ? provenEntry(keys, coinPub, line) : signedEntry(line);
