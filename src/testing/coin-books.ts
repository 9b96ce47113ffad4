/** Comparing each coin of a wallet with the account that the exchange keeps of it: what was taken, what came back, what is left. */
import assert from "node:assert/strict";
import type { CoinAccount, CoinLine } from "../../e2e/sandbox/exchange/coin-book.ts";
import type { Ledger } from "../../e2e/sandbox/ledger.ts";
import type { Env } from "../env/env.ts";
import { type Coin, coinPath, coins, takenBy } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import type { Ghost } from "../store/self.ts";
import { type Amount, add, compare, sum } from "../taler/amount.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { rsaDenomination } from "../taler/denomination.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import { isCoin } from "../taler/planchet.ts";
import { isBefore, seconds } from "../taler/time.ts";
import { restOf, unexplained } from "../wallet/coins/coin-rest.ts";
import { coinSecrets, type KnownSecrets } from "../wallet/coins/coin-secrets.ts";

/** A coin of the wallet, what it says is left of it, and what others of our devices are known to have taken. */
interface HeldCoin {
  readonly row: Coin;
  readonly coinPub: string;
  readonly left: Amount;
  readonly ghosts: readonly Ghost[];
}

/** All coins of this wallet; each is one, signed by its denomination, and no key serves twice. */
export async function heldCoins({ db }: Env): Promise<HeldCoin[]> {
  const rows = await db.of(coins).toArray();
  const kinds = new Map((await db.of(denominations).toArray()).map((row) => [row.key, row.facts]));
  const keys = new Map([...kinds].map(([hash, { pub }]) => [hash, rsaDenomination(bytesOf(pub))]));
  const ghosts = await db.ghosts.toArray();
  const known: KnownSecrets = new Map();
  const held: HeldCoin[] = [];
  for (const row of rows) {
    const { denom } = coinPath(row.key);
    const [kind, denomination] = [kinds.get(denom), keys.get(denom)];
    assert.ok(kind && denomination, "a coin without its denomination");
    const pub = publicKeyOf((await coinSecrets(db, row.key, known)).coinPriv);
    assert.ok(isCoin(denomination, pub, bytesOf(row.facts.sig ?? "")), "a coin that is none");
    const own = unexplained(
      row.facts,
      ghosts.filter(({ coin }) => coin === row.key),
    );
    held.push({ row, coinPub: textOf(pub), left: restOf(row.facts, kind, own), ghosts: own });
  }
  assert.equal(new Set(held.map(({ coinPub }) => coinPub)).size, held.length, "a coin's key twice");
  return held;
}

/** A wallet with these coins, alone at the exchange, has every coin there is, and knows of each what the exchange knows. */
export function assertCoins(ledger: Ledger, held: readonly HeldCoin[]): void {
  const { coins: issued, spending } = ledger.books();
  const renewed = spending.accounts.flatMap(({ coinPub }) =>
    ledger.refreshes.revealedOf(coinPub).flatMap((one) => one.coins),
  );
  assert.equal(held.length, issued.length + renewed.length, "as many coins as were signed");
  for (const coin of held) assertAccount(coin, ledger.coins.account(coin.coinPub));
  const left = held.map((coin) => coin.left);
  assert.equal(sum("KUDOS", left), spending.remaining, "what is left of all coins");
}

/** Line by line: what the exchange booked on this coin is what the wallet says was taken of it and came back. */
function assertAccount({ row, left, ghosts }: HeldCoin, account: CoinAccount | undefined): void {
  const { lines = [], remaining = left } = account ?? {};
  const taken = [...takenBy(row.facts)].concat(ghosts.map(({ purpose, amount }) => [purpose, amount]));
  // To the exchange a deposit of one's own is like any other.
  const known = taken.map(([why, amount]) => [why.replace(/^d:/, "p:"), amount] as const);
  assert.deepEqual(spelled(known), spelled([...takenIn(lines)]), `what was taken of ${row.key}`);
  const back = (row.facts.refunds ?? []).map(({ contract, id, amount }) => [`${contract} ${id}`, amount] as const);
  assert.deepEqual(spelled(back), spelled(backIn(lines)), `what came back to ${row.key}`);
  assert.equal(left, remaining, `what is left of ${row.key}`);
}

const spelled = (moves: readonly (readonly [string, Amount])[]): readonly string[] =>
  moves.map(([why, amount]) => `${why} ${amount}`).sort();

function takenIn(lines: readonly CoinLine[]): ReadonlyMap<string, Amount> {
  const taken = new Map<string, Amount>();
  for (const line of lines) {
    const purpose = purposeOf(line);
    if (purpose === undefined || line.takes === undefined) continue;
    const so = taken.get(purpose);
    taken.set(purpose, so ? add(so, line.takes) : line.takes);
  }
  return taken;
}

function purposeOf(line: CoinLine): string | undefined {
  switch (line.type) {
    case "deposit":
      return `p:${line.contractHash}`;
    case "melt":
      return `m:${line.commitment}`;
    case "recoup":
    case "recoupRefresh":
      return "recoup";
    case "refund":
    case "oldCoinRecoup":
      return undefined;
  }
}

/** Refunds as the merchant ordered them: before the fee that the exchange kept. */
const backIn = (lines: readonly CoinLine[]): readonly (readonly [string, Amount])[] =>
  lines.flatMap((line) =>
    line.type === "refund" ? [[`${line.contractHash} ${line.transactionId}`, add(line.gives, line.fee)] as const] : [],
  );

/** What was shown to somebody and still holds something became new coins, unless it is too little for any, or too late. */
export async function assertNothingIdle({ db, now }: Env, held: readonly HeldCoin[]): Promise<void> {
  const offers = await db.offers.toArray();
  const kinds = new Map((await db.of(denominations).toArray()).map((row) => [row.key, row.facts]));
  for (const { row, left } of held) {
    const kind = kinds.get(coinPath(row.key).denom);
    const isIdle = row.ix.fresh === undefined && kind !== undefined && isBefore(seconds(now()), kind.expireDeposit);
    const offered = offers.find(({ url }) => url === kind?.exchange)?.denominations ?? [];
    const least = offered.map(({ value, feeWithdraw }) => add(add(value, feeWithdraw), kind?.feeRefresh ?? value));
    const isDust = least.every((cost) => compare(left, cost) < 0);
    assert.ok(!isIdle || isDust, `${left} lie idle on ${row.key}`);
  }
}
