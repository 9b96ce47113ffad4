/** Denominations and rows made up for tests of plans. */
import type { Batch } from "../store/entities/batch.ts";
import type { Withdrawal } from "../store/entities/withdrawal.ts";
import type { OfferedDenomination } from "../store/exchange-offer.ts";
import { type Amount, amount } from "../taler/amount.ts";
import { textOf } from "../taler/crockford.ts";
import { sha512, utf8 } from "../taler/hash.ts";

/** Amounts in tests are KUDOS unless they say otherwise. */
export const kudos = (text: string): Amount => amount.parse(text.includes(":") ? text : `KUDOS:${text}`);

/** A hash that follows from a name. */
export const hashOf = (name: string): string => textOf(sha512(utf8(name)));

/** A moment at which made-up denominations can be withdrawn, in seconds. */
export const offerTime = 1_700_000_000;
const day = 86_400;

/** A denomination of this value, good from a day ago until tomorrow; named by all that is said of it. */
export function offered(
  value: string,
  fee = "0.01",
  more: Partial<OfferedDenomination> & { readonly name?: string } = {},
): OfferedDenomination {
  const { name = "", ...facts } = more;
  return {
    hash: hashOf(JSON.stringify([value, fee, name, facts])),
    pub: "00",
    value: kudos(value),
    feeWithdraw: kudos(fee),
    feeDeposit: kudos("0"),
    feeRefresh: kudos("0"),
    feeRefund: kudos("0"),
    start: offerTime - day,
    expireWithdraw: offerTime + day,
    expireDeposit: offerTime + 30 * day,
    expireLegal: offerTime + 60 * day,
    masterSig: "",
    ...facts,
  };
}

const row = { ins: { count: 1, device: "A" }, seq: 1, ix: {} };

/** A withdrawal with these facts, otherwise one at the bank that was just accepted. */
export const withdrawalRow = (facts: Partial<Withdrawal["facts"]> = {}, seq = 1): Withdrawal => ({
  ...row,
  seq,
  key: "R".repeat(52),
  facts: {
    exchange: "http://exchange.test/",
    kind: "bank",
    account: "payto://x-taler-bank/bank.test/exchange?receiver-name=exchange",
    amount: kudos("10"),
    acceptedAt: offerTime,
    ...facts,
  },
});

/** A plan for coins of these denominations, each with index 0 unless it says `hash/3`. */
export const batchRow = (denoms: readonly string[], facts: Partial<Batch["facts"]> = {}, seq = 1): Batch => ({
  ...row,
  seq,
  key: hashOf(JSON.stringify([denoms, facts])),
  facts: {
    reserve: "R".repeat(52),
    coins: denoms.map((one) => {
      const [denom = "", index = "0"] = one.split("/");
      return { denom, index: Number(index) };
    }),
    plannedAt: offerTime,
    ...facts,
  },
});
