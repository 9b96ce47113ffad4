/** What the counters of the sandbox exchange share: its keys, its books, and whom it asks who he is. */
import type { ExchangeKeys } from "./exchange-keys.ts";
import type { Ledger } from "./ledger.ts";
import type { Legitimization } from "./legitimization.ts";

export interface Office {
  readonly baseUrl: string;
  readonly keys: ExchangeKeys;
  readonly ledger: Ledger;
  readonly legitimization: Legitimization;
}
