/** The root secrets this device holds: the one in use, and those of wallets merged into this one. */
import { WalletError } from "../api/problems.ts";
import type { Database } from "../store/db.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import type { Reserve } from "../store/entities/reserve.ts";
import { type Root, reserveKey, rootOf } from "../store/root-secret.ts";
import type { Self } from "../store/self.ts";
import { bytesOf } from "../taler/crockford.ts";

/** The root in use. */
export async function ownRoot(db: Database): Promise<Root> {
  return rootOf(bytesOf((await selfOf(db)).recoverySecret));
}

/** The root of this public name. Throws `bug` when no row knows it: nothing can be derived then. */
export async function rootNamed(db: Database, name: string): Promise<Root> {
  const self = await selfOf(db);
  if (self.root === name) return rootOf(bytesOf(self.recoverySecret));
  const former = await db.of(formerRoots).get(name);
  if (!former) throw new WalletError("bug", "the secret of a former wallet is missing");
  return rootOf(bytesOf(former.facts.recoverySecret));
}

/** The private key of a reserve, by the path in its row. Throws `bug` when no row knows its root. */
export async function reservePrivateKey(db: Database, { facts }: Pick<Reserve, "facts">): Promise<Uint8Array> {
  const { slot, counter, deed } = facts;
  return reserveKey(await rootNamed(db, facts.root), slot, counter, deed === undefined ? undefined : bytesOf(deed));
}

/** What the device knows of itself. */
export async function selfOf(db: Database): Promise<Self> {
  const self = await db.self.get("self");
  if (!self) throw new WalletError("bug", "this database has no device yet");
  return self;
}
