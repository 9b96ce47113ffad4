/** A deposit as the exchange gets it: all but its coins follows from the row (GNU Taler exchange API, batch-deposit). */
import type { Database } from "../../store/db.ts";
import type { Deposit } from "../../store/entities/deposit.ts";
import { merchantKey, wireSalt } from "../../store/root-secret.ts";
import { jsonHash } from "../../taler/contract.ts";
import { textOf } from "../../taler/crockford.ts";
import { type DepositRequest, wireHashOf } from "../../taler/deposit-api.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { normalizePayto } from "../../taler/payto.ts";
import { rootNamed } from "../roots.ts";

type Named = Pick<Deposit["facts"], "account" | "amount" | "begun" | "device" | "exchange">;

/** The name of a deposit, which is the hash of its contract (src/backup/FORMAT.md, section 4). */
export const depositKey = ({ account, amount, begun, device, exchange }: Named): string =>
  textOf(jsonHash({ account, amount, begun, device, exchange }));

export interface DepositTerms {
  readonly request: Omit<DepositRequest, "coins">;
  /** Base32. */
  readonly wireHash: string;
  /** The seed of the merchant that the wallet plays. */
  readonly merchantPriv: Uint8Array;
}

/** The same for one deposit every time, on every device. */
export async function termsOf(db: Database, { key, facts }: Deposit): Promise<DepositTerms> {
  const { exchange, account, begun, wireBy } = facts;
  const root = await rootNamed(db, facts.root);
  const merchantPriv = merchantKey(root, exchange, normalizePayto(account));
  const request = {
    merchant_payto_uri: account,
    wire_salt: textOf(wireSalt(root, exchange, account)),
    merchant_pub: textOf(publicKeyOf(merchantPriv)),
    h_contract_terms: key,
    timestamp: Math.floor(begun / 1000),
    wire_transfer_deadline: wireBy,
  };
  return { request, wireHash: textOf(wireHashOf(request)), merchantPriv };
}
