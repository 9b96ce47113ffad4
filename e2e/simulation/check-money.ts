/** Checks of the money: the wallet and the exchange's books agree to the cent, and every coin is a good one. */
import { isDeepStrictEqual } from "node:util";
import { coinPath, coins } from "../../src/store/entities/coin.ts";
import { denominations } from "../../src/store/entities/denomination.ts";
import { reserves as reserveRows } from "../../src/store/entities/reserve.ts";
import { withdrawalStatus, withdrawals } from "../../src/store/entities/withdrawal.ts";
import { planchetSecret } from "../../src/store/root-secret.ts";
import { countedBySort, tallied } from "../../src/store/tally.ts";
import { type Amount, add, compare, sum, zero } from "../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../src/taler/crockford.ts";
import { rsaDenomination } from "../../src/taler/denomination.ts";
import { publicKeyOf } from "../../src/taler/eddsa.ts";
import { isCoin, planchetSecrets } from "../../src/taler/planchet.ts";
import { rootNamed } from "../../src/wallet/roots.ts";
import { type Books, isBalanced } from "../sandbox/ledger.ts";
import type { Disk } from "./evidence.ts";
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
  const books = stage.town.sandbox.exchange.ledger.books();
  if (!isBalanced(books)) throw new Failure("books agree", "the exchange's own books are not balanced");
  let losses: Losses = { reserves: 0, amount: zero("KUDOS") };
  for (const reserve of books.reserves) {
    const holder = disks.find(({ state }) => state.sets.get(reserveRows.name)?.rows.has(reserve.reservePub));
    if (holder) await compareReserve(reserve, holder);
    else if (await mayBeLost(stage, reserve)) losses = withLoss(losses, reserve);
    else throw new Failure("books agree", `reserve ${reserve.reservePub} is lost, with ${creditOf(reserve)}`);
  }
  return losses;
}

const creditOf = ({ credits }: LedgerReserve): Amount =>
  sum(
    "KUDOS",
    credits.map(({ amount }) => amount),
  );

const withLoss = ({ reserves: count, amount }: Losses, reserve: LedgerReserve): Losses => ({
  reserves: count + 1,
  amount: add(amount, creditOf(reserve)),
});

/** The smallest coin of the sandbox costs this; less than it stays in a reserve. */
const smallestCost: Amount = "KUDOS:0.01" as Amount;

async function compareReserve({ reservePub, withdrawals: signed, balance }: LedgerReserve, disk: Disk): Promise<void> {
  const row = await disk.db.of(withdrawals).get(reservePub);
  const status = row && withdrawalStatus(row);
  const fault = (what: string) => new Failure("books agree", `${reservePub} on ${disk.device} (${status}): ${what}`);
  if (status !== "done") throw fault("money has come, and the withdrawal is not done");
  if (compare(balance, smallestCost) >= 0) throw fault(`${balance} was not made into coins`);
  const held = await disk.db
    .of(coins)
    .filter(({ key }) => coinPath(key).of === reservePub)
    .toArray();
  const names = (hashes: readonly string[]) => [...hashes].sort().join();
  const theirs = names(signed.map(({ denomination }) => denomination));
  if (names(held.map(({ key }) => coinPath(key).denom)) !== theirs) {
    throw fault(`${held.length} coins here, ${signed.length} at the exchange`);
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

/** Every coin is signed by its denomination, and no coin's key serves twice. */
export async function checkCoins(disks: readonly Disk[]): Promise<number> {
  const [first, ...others] = disks;
  if (!first) return 0;
  const strangers = others.filter(({ isJoined }) => !isJoined);
  let count = 0;
  for (const disk of [first, ...strangers]) count += await checkCoinsOn(disk);
  return count;
}

async function checkCoinsOn({ db, device }: Disk): Promise<number> {
  const rows = await db.of(coins).toArray();
  const keys = new Set<string>();
  const pubByHash = new Map((await db.of(denominations).toArray()).map(({ key, facts }) => [key, facts.pub]));
  for (const { key, facts } of rows) {
    const { of, index, denom } = coinPath(key);
    const reserve = await db.of(reserveRows).get(of);
    const pub = pubByHash.get(denom);
    if (!reserve || pub === undefined || !facts.sig)
      throw new Failure("coins are good", `${device} knows half of ${key}`);
    const root = await rootNamed(db, reserve.facts.root);
    const secrets = planchetSecrets(planchetSecret(root, bytesOf(of), bytesOf(denom), index));
    const coinPub = publicKeyOf(secrets.coinPriv);
    if (!isCoin(rsaDenomination(bytesOf(pub)), coinPub, bytesOf(facts.sig))) {
      throw new Failure("coins are good", `${key} on ${device} is signed by nobody`);
    }
    keys.add(textOf(coinPub));
  }
  if (keys.size < rows.length) throw new Failure("keys serve once", `two coins on ${device} share a key`);
  if (!isDeepStrictEqual(await tallied(db, coins), countedBySort(coins, rows)))
    throw new Failure("coins are counted", `${device} has ${rows.length} coins, and its balance is of others`);
  return rows.length;
}
