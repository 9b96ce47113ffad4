/** A backup service that this wallet uses. */
import { amount } from "../../taler/amount.ts";
import { integer, object, text } from "../../taler/codec.ts";
import { earliest, entity, latest, type RowOf } from "../entity.ts";
import { baseUrl } from "../spelling.ts";

const facts = {
  name: latest(text(100)),
  addedAt: earliest(),
  /** What its `/config` promised when the user chose it. Storage in MiB, exclusive. */
  terms: latest(object({ annualFee: amount, storageLimit: integer(1, 1_000_000), liability: amount })),
  /** Version tag of the terms of service the user accepted. */
  tosAccepted: latest(text(200)),
};

export const providers = entity("providers", baseUrl, facts);
export type Provider = RowOf<typeof providers>;
