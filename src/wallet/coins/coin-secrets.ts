/** The secrets of coins: each follows from its path, a refreshed one from the coin it came from, back to a reserve. */
import { WalletError } from "../../api/problems.ts";
import type { Database } from "../../store/db.ts";
import { type CoinPath, coinPath } from "../../store/entities/coin.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { planchetSecret, refreshSeed } from "../../store/root-secret.ts";
import { bytesOf } from "../../taler/crockford.ts";
import { secretsOfNewCoin } from "../../taler/melt.ts";
import { type PlanchetSecrets, planchetSecrets } from "../../taler/planchet.ts";
import { rootNamed } from "../roots.ts";

/** Ancestors are asked for again and again while many coins are spent: each is derived once. Lives as long as one task. */
export type KnownSecrets = Map<string, Promise<PlanchetSecrets>>;

/** Key and blinding secret of a coin. Throws `bug` when a row that it derives from is not there. */
export function coinSecrets(db: Database, name: string, known: KnownSecrets = new Map()): Promise<PlanchetSecrets> {
  const ready = known.get(name);
  if (ready) return ready;
  const path = coinPath(name);
  const derived = path.source === "w" ? withdrawnSecrets(db, path) : refreshedSecrets(db, path, known);
  known.set(name, derived);
  return derived;
}

async function withdrawnSecrets(db: Database, { of, index, denom }: CoinPath): Promise<PlanchetSecrets> {
  const reserve = await db.of(reserves).get(of);
  if (!reserve) throw new WalletError("bug", "a coin without its reserve");
  const root = await rootNamed(db, reserve.facts.root);
  return planchetSecrets(planchetSecret(root, bytesOf(of), bytesOf(denom), index));
}

async function refreshedSecrets(db: Database, { of, index }: CoinPath, known: KnownSecrets): Promise<PlanchetSecrets> {
  const refresh = await db.of(refreshes).get(of);
  const chosen = refresh?.facts.noreveal;
  if (!refresh || chosen === undefined) throw new WalletError("bug", "a coin without its refresh");
  const { coinPriv: oldCoinPriv } = await coinSecrets(db, refresh.facts.coin, known);
  const masterSecret = await masterSecretOf(db, refresh.facts, oldCoinPriv);
  return secretsOfNewCoin({ masterSecret, oldCoinPriv }, chosen, index);
}

/** What everything in a refresh follows from, together with the old coin's key. */
export async function masterSecretOf(
  db: Database,
  { root, amount, denoms, attempt }: Pick<Refresh["facts"], "root" | "amount" | "denoms" | "attempt">,
  oldCoinPriv: Uint8Array,
): Promise<Uint8Array> {
  return refreshSeed(await rootNamed(db, root), oldCoinPriv, amount, denoms.map(bytesOf), attempt);
}
