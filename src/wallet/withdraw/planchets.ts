/** The coins of a plan before they are signed: every secret follows from the reserve's root and the plan. */
import { WalletError } from "../../api/problems.ts";
import type { Database } from "../../store/db.ts";
import type { Batch } from "../../store/entities/batch.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { planchetSecret } from "../../store/root-secret.ts";
import { type Amount, add } from "../../taler/amount.ts";
import { bytesOf } from "../../taler/crockford.ts";
import { type Denomination, rsaDenomination } from "../../taler/denomination.ts";
import { makePlanchet, type Planchet, planchetSecrets } from "../../taler/planchet.ts";
import { rootNamed } from "../roots.ts";

/** One coin to be: what to send, what to keep in mind, and what it costs the reserve. */
export interface PlannedCoin {
  readonly denom: string;
  readonly index: number;
  readonly denomination: Denomination;
  readonly planchet: Planchet;
  readonly cost: Amount;
}

/** The planchets of these coins of a reserve, in their order. Repeating it gives the same bytes. */
export async function plannedCoins(
  db: Database,
  reserve: Reserve,
  coins: Batch["facts"]["coins"],
): Promise<PlannedCoin[]> {
  const root = await rootNamed(db, reserve.facts.root);
  const hashes = [...new Set(coins.map(({ denom }) => denom))];
  const rows = await db.of(denominations).bulkGet(hashes);
  const byHash = new Map(rows.flatMap((row) => (row ? [[row.key, row] as const] : [])));
  const keyByHash = new Map([...byHash].map(([hash, row]) => [hash, rsaDenomination(bytesOf(row.facts.pub))]));
  return coins.map(({ denom, index }) => {
    const row = byHash.get(denom);
    const denomination = keyByHash.get(denom);
    if (!row || !denomination) throw new WalletError("bug", "a planned coin's denomination is not known");
    const secret = planchetSecret(root, bytesOf(reserve.key), denomination.hash, index);
    const planchet = makePlanchet(denomination, planchetSecrets(secret));
    return { denom, index, denomination, planchet, cost: add(row.facts.value, row.facts.feeWithdraw) };
  });
}
