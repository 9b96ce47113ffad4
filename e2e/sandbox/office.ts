/** What the counters of the sandbox exchange share: its keys, its books, and whom it asks who he is. */
import type { ExchangeKeys } from "./exchange/keys.ts";
import type { Legitimization } from "./exchange/legitimization.ts";
import type { Ledger } from "./ledger.ts";

export interface Office {
  readonly baseUrl: string;
  readonly keys: ExchangeKeys;
  readonly ledger: Ledger;
  readonly legitimization: Legitimization;
}
