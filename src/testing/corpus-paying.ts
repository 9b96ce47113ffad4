/** A wallet that pays its backup service, as its documents hold it. */
import type { Json } from "../taler/codec.ts";
import { utf8 } from "../taler/hash.ts";
import { at, start } from "./corpus-rows.ts";
import { sampleText } from "./documents.ts";

/** The document of a wallet with purchases, the first of which is the annual fee of this service; a second one failed. */
export function paying(document: Uint8Array, service: string, device: string): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(document));
  const tell = (set: string, facts: Readonly<Record<string, Json>>) =>
    Object.assign(doc.sets[set].rows[0].facts, facts);
  const fee = { kind: "account", root: doc.wallet, fee: "KUDOS:0.5", order: "first-year", agreedAt: start + 700 };
  tell("purchases", { service });
  tell("providers", {
    agreedFee: { value: "KUDOS:0.5", at: at(45, device) },
    feePayments: {
      [doc.sets.purchases.rows[0].key]: { ...fee, paidAt: start + 710 },
      [sampleText("another contract", 64)]: { ...fee, kind: "renewal", agreedAt: start + 720, endedAt: start + 730 },
    },
  });
  return utf8(JSON.stringify(doc));
}

/** The document of a wallet that was merged into another: the services of either are known as whose they are. */
export function merged(document: Uint8Array): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(document));
  const roots = [doc.wallet, sampleText("the wallet before", 32)].sort();
  Object.assign(doc.sets.providers.laws, { roots: "union" });
  Object.assign(doc.sets.providers.rows[0].facts, { roots });
  return utf8(JSON.stringify(doc));
}
