/** All that the first screen shows, for a wallet of any size: counts and the newest rows, never everything. */
import type { Home, Transaction } from "../api/views.ts";
import { asksForBackup } from "../backup/onboarding.ts";
import { reminderNow } from "../backup/secret-kept.ts";
import { backupState } from "../backup/sentence.ts";
import type { Env } from "../env/env.ts";
import { listBalances } from "../wallet/story/balances.ts";
import { listOpen, readStory } from "../wallet/story/story.ts";
import type { Told } from "../wallet/story/teller.ts";

/** A few screens of the popup. */
const newest = 20;

/** Nobody looks at more of them at once; the sums are of all. */
const mostOpen = 500;

/** The answer to `getHome`, and what the toolbar icon goes by. */
export async function home(env: Env): Promise<Home> {
  const [page, open, backup, asks, sheet] = await Promise.all([
    readStory(env, { limit: newest }),
    listOpen(env),
    backupState(env),
    asksForBackup(env),
    reminderNow(env),
  ]);
  const balances = await listBalances(env, open);
  const isNew = page.transactions.length === 0 && balances.length === 0 && backup.kind === "none";
  return {
    balances,
    backup,
    transactions: withOpen(page.transactions, open),
    hasMore: page.next !== undefined,
    isNew,
    asksForBackup: asks,
    ...(sheet && { sheet }),
  };
}

/** The page, and what else is open, however old, in its place: nothing that waits for the user may be out of sight. */
function withOpen(page: readonly Transaction[], open: readonly Told[]): readonly Transaction[] {
  const ids = new Set(page.map(({ id }) => id));
  const older = open.map(({ transaction }) => transaction).filter(({ id }) => !ids.has(id));
  return [...page, ...older.slice(0, mostOpen)].sort((a, b) => b.at - a.at);
}
