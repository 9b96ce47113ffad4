/** Checks of the money that came in: the wallet and the exchange's books agree to the cent. */
import { coinPath, coins } from "../../src/store/entities/coin.ts";
import { reserves as reserveRows } from "../../src/store/entities/reserve.ts";
import { withdrawalStatus, withdrawals } from "../../src/store/entities/withdrawal.ts";
import { type Amount, add, compare, sum, zero } from "../../src/taler/amount.ts";
import { auditedBooks } from "../../src/wallet/books/books.ts";
import { type Books, isBalanced } from "../sandbox/ledger.ts";
import { type Disk, isOver, isPast } from "./evidence.ts";
import { Failure } from "./failure.ts";
import type { Stage } from "./stage.ts";

/** Money that no device knows any more, and that no backup service could have kept. */
export interface Losses {
  readonly reserves: number;
  readonly amount: Amount;
}

type LedgerReserve = Books["reserves"][number];

/** Compares every reserve of the exchange with the wallet that holds its key. */
export async function checkBooks(stage: Stage, disks: readonly Disk[]): Promise<Losses> {
  const all = stage.exchanges.map(({ ledger }) => ledger.books());
  if (!all.every(isBalanced)) throw new Failure("books agree", "the exchange's own books are not balanced");
  let losses: Losses = { reserves: 0, amount: zero("KUDOS") };
  for (const reserve of all.flatMap(({ reserves }) => reserves)) {
    const holder = disks.find(({ state }) => state.sets.get(reserveRows.name)?.rows.has(reserve.reservePub));
    if (holder) await compareReserve(stage, reserve, holder);
    else if (isForgotten(stage, reserve)) continue;
    else if (await mayBeLost(stage, reserve)) losses = withLoss(losses, reserve);
    else throw new Failure("books agree", `reserve ${reserve.reservePub} is lost, with ${creditOf(reserve)}`);
  }
  return losses;
}

/** The smallest coin of the sandbox costs this; less than it stays in a reserve. */
const smallestCost: Amount = "KUDOS:0.01" as Amount;

/** All coins of it have been worth nothing for so long that the wallet has cleared it away. */
const isForgotten = (stage: Stage, { withdrawals: signed, balance }: LedgerReserve): boolean =>
  stage.slept.length > 0 &&
  signed.length > 0 &&
  compare(balance, smallestCost) < 0 &&
  signed.every(({ denomination }) => isPast(stage, denomination));

const creditOf = ({ credits }: LedgerReserve): Amount =>
  sum(
    "KUDOS",
    credits.map(({ amount }) => amount),
  );

const withLoss = ({ reserves: count, amount }: Losses, reserve: LedgerReserve): Losses => ({
  reserves: count + 1,
  amount: add(amount, creditOf(reserve)),
});

async function compareReserve(stage: Stage, reserve: LedgerReserve, disk: Disk): Promise<void> {
  const { reservePub, withdrawals: signed, balance } = reserve;
  const row = await disk.db.of(withdrawals).get(reservePub);
  const status = row && withdrawalStatus(row);
  // The entry is older than the user keeps them.
  if (!row && isForgotten(stage, reserve)) return;
  const fault = (what: string) => new Failure("books agree", `${reservePub} on ${disk.device} (${status}): ${what}`);
  if (status !== "done") throw fault("money has come, and the withdrawal is not done");
  const isPurged = row?.facts.purgedAt !== undefined;
  if (!isPurged && compare(balance, smallestCost) >= 0) throw fault(`${balance} was not made into coins`);
  const held = await disk.db
    .of(coins)
    .filter(({ key }) => coinPath(key).of === reservePub)
    .toArray();
  if (isPurged) return;
  const missing = signed.map(({ denomination }) => denomination);
  let unknown = 0;
  for (const { key } of held) {
    const index = missing.indexOf(coinPath(key).denom);
    if (index === -1) unknown += 1;
    else missing.splice(index, 1);
  }
  const gone = await Promise.all(missing.map((denomination) => isOver(stage, disk.db, denomination)));
  if (unknown > 0 || gone.includes(false)) throw fault(`${held.length} coins here, ${signed.length} at the exchange`);
}

/** Each wallet's own running check finds nothing: all rows tell one story, and it adds up. */
export async function checkStories(stage: Stage, disks: readonly Disk[]): Promise<void> {
  const { now } = stage;
  for (const { db, device } of disks) {
    const { flaws, pages } = await auditedBooks({ db, now: () => now });
    const page = pages.find(({ missing, surplus }) => missing !== undefined || surplus !== undefined);
    if (flaws.length === 0 && !page) continue;
    throw new Failure("stories add up", `on ${device}: ${JSON.stringify(flaws)} ${JSON.stringify(page)}`);
  }
}

/**
 * Whether nobody could have kept it: the withdrawal was accepted where no backup service was in use (or the user did
 * not wait for it), and that device is gone.
 */
async function mayBeLost(stage: Stage, { reservePub }: LedgerReserve): Promise<boolean> {
  for (const deal of stage.deals.values()) {
    const chosen = deal.link === undefined ? deal.subject : await stage.chosenReserve(deal.link);
    if (chosen !== reservePub) continue;
    const exact = deal.attempts.filter(({ id }) => id === reservePub);
    const candidates = exact.length > 0 ? exact : deal.attempts.filter(({ id }) => id === undefined);
    return candidates.some(({ isProtected }) => !isProtected);
  }
  return false;
}
