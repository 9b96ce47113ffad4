/** What a wallet says that has cleared away what is long over, as its documents hold it. */
import type { Json } from "../taler/codec.ts";
import { utf8 } from "../taler/hash.ts";
import { at, exchangeUrl, start } from "./corpus-rows.ts";

const summary = {
  exchange: exchangeUrl,
  effective: "KUDOS:2.5",
  instructed: "KUDOS:2.48",
  fees: "KUDOS:0.02",
  costs: [{ kind: "deposit", amount: "KUDOS:0.02" }],
};

/** As of format 1.1: entries are summed up, coins are carried over, and the user has said how long to keep the history. */
export function tidied(document: Uint8Array, device: string): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(document));
  const tell = (set: string, facts: Readonly<Record<string, Json>>) =>
    Object.assign(doc.sets[set].rows[0].facts, facts);
  for (const set of ["withdrawals", "purchases", "deposits"]) tell(set, { summary });
  for (const set of ["reserves", "refreshes"]) tell(set, { carriedAt: start + 2000 });
  tell("devices", { historyYears: { value: 2, at: at(49, device) } });
  return utf8(JSON.stringify(doc));
}
