/** Wallets taken from the shelf: worlds that would take long to build are built once and copied. */

import { type Account, accountAt } from "../backup/service.ts";
import { backupHash, uploadHeaders } from "../taler/sync-api.ts";
import { ownRoot } from "../wallet/roots.ts";
import type { TestEnv, TestOptions } from "./env.ts";
import { copied } from "./snapshot.ts";
import type { Town } from "./town.ts";

export interface Shelved {
  /** The wallet as it was, in another town of the same seed, whose clock goes on where the wallet's stood. */
  readonly take: (town: Town, options?: Partial<TestOptions>) => Promise<TestEnv>;
}

/** Puts a copy of a wallet at rest on the shelf, with what services hold of it. */
export async function shelved({ sandbox }: Town, env: TestEnv): Promise<Shelved> {
  const root = await ownRoot(env.db);
  const accounts = (await env.db.enrolments.toArray()).map(({ url }) => accountAt(root, url));
  const held = accounts.flatMap((account) => {
    const newest = vaultAt(sandbox, account).newest(account.pub);
    return newest ? [{ account, body: newest.body }] : [];
  });
  const at = env.now();
  const original = await copied(env.profile);
  return {
    take: async (town, options = {}) => {
      town.clock.windTo(Math.max(at, town.clock.now()));
      for (const { account, body } of held) await plant(town, account, body);
      return town.wallet({ ...options, profile: await copied(original) });
    },
  };
}

const vaultAt = ({ addresses, sync, paidSync }: Town["sandbox"], { url }: Account) =>
  (url === addresses.sync ? sync : paidSync).vault;

/** The newest bytes of the account. */
export function stored({ sandbox }: Town, account: Account): Uint8Array {
  const newest = vaultAt(sandbox, account).newest(account.pub);
  if (!newest) throw new Error("nothing is stored");
  return newest.body;
}

/** Puts these bytes in place of what the account holds, signed as they should be, whatever they are. */
export async function plant({ sandbox }: Town, account: Account, body: Uint8Array): Promise<void> {
  const { pub, key } = account;
  const vault = vaultAt(sandbox, account);
  vault.openForFree(pub);
  const previous = vault.newest(pub)?.hash;
  const step = { previous, hash: await backupHash(body) };
  if (step.hash === previous) return;
  const signature = (await uploadHeaders(key, step))["Sync-Signature"] ?? "";
  vault.replace(pub, { ...step, signature, body });
}
