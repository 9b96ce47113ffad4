/** What a merchant signs (GNU Taler merchant API). */
import { hash, key, money, serial, signed } from "./purpose.ts";

/** The offer: these are my terms. */
export const merchantContract = signed("merchantContract", { contractHash: hash });

/** The receipt: the contract is paid. */
export const merchantPaymentOk = signed("merchantPaymentOk", { contractHash: hash });

/** So much of this coin is to be given back. */
export const merchantRefund = signed("merchantRefund", {
  contractHash: hash,
  coinPub: key,
  transactionId: serial,
  amount: money,
});

/** Where did the exchange send the money of this coin? */
export const merchantTrack = signed("merchantTrack", { contractHash: hash, wireHash: hash, coinPub: key });
