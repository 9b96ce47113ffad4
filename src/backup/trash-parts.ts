/** What belongs together in the trash: a coin is nothing without its reserve, nor a purchase without its payments; pure. */
import { batches } from "../store/entities/batch.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { deposits } from "../store/entities/deposit.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { TrashRow } from "../store/removal.ts";
import type { Json } from "../taler/codec.ts";

export const placeOf = ({ set, key }: Pick<TrashRow, "set" | "key">): string => `${set} ${key}`;

/** These rows, and whatever else of the trash they need to make sense. */
export function together(trash: readonly TrashRow[], wanted: readonly TrashRow[]): TrashRow[] {
  const byPlace = new Map(trash.map((row) => [placeOf(row), row]));
  const byOwner = new Map<string, TrashRow[]>();
  for (const row of trash) {
    const owner = ownerOf(row);
    if (owner === undefined) continue;
    const parts = byOwner.get(owner);
    if (parts) parts.push(row);
    else byOwner.set(owner, [row]);
  }
  const found = new Set<TrashRow>();
  const next = [...wanted];
  for (let row = next.pop(); row; row = next.pop()) {
    if (found.has(row)) continue;
    found.add(row);
    const needed = needsOf(row).flatMap((place) => byPlace.get(place) ?? []);
    next.push(...needed, ...ownedBy(row).flatMap((owner) => byOwner.get(owner) ?? []));
  }
  return [...found];
}

/** The row that this one is a part of: whoever brings that back brings this one, too. */
function ownerOf({ set, facts }: TrashRow): string | undefined {
  if (set === batches.name) return place(reserves.name, facts.reserve);
  // A contract is that of a purchase or of a deposit; their hashes never meet.
  if (set === payments.name) return place("contracts", facts.contract);
  return undefined;
}

/** What {@link ownerOf} calls this row. */
const ownedBy = ({ set, key }: TrashRow): readonly string[] => {
  if (set === reserves.name) return [`${reserves.name} ${key}`];
  return set === purchases.name || set === deposits.name ? [`contracts ${key}`] : [];
};

/** Rows without which this one is worth nothing, wherever they are. */
function needsOf({ set, key, facts }: TrashRow): string[] {
  const needs: (string | undefined)[] = [];
  switch (set) {
    case coins.name: {
      const { source, of, denom } = coinPath(key);
      needs.push(place(source === "w" ? reserves.name : refreshes.name, of), place(denominations.name, denom));
      break;
    }
    case refreshes.name:
      needs.push(place(coins.name, facts.coin), place(formerRoots.name, facts.root));
      for (const denom of listIn(facts.denoms)) needs.push(place(denominations.name, denom));
      break;
    case reserves.name:
      needs.push(place(withdrawals.name, key), place(formerRoots.name, facts.root));
      break;
    case withdrawals.name:
      needs.push(place(reserves.name, key));
      break;
    case batches.name:
      needs.push(place(reserves.name, facts.reserve));
      for (const coin of listIn(facts.coins)) needs.push(place(denominations.name, (coin as { denom?: Json }).denom));
      break;
    case payments.name:
      needs.push(place(purchases.name, facts.contract), place(deposits.name, facts.contract));
      break;
  }
  return needs.filter((one) => one !== undefined);
}

const place = (set: string, key: Json | undefined): string | undefined =>
  typeof key === "string" ? `${set} ${key}` : undefined;

const listIn = (fact: Json | undefined): readonly Json[] => (Array.isArray(fact) ? (fact as readonly Json[]) : []);
