/** Why there is too little money for an offer: what is missing, what is under way, and what lies where the shop takes none. */
import type { PaymentOffer } from "../../api/payment-views.ts";
import type { Env } from "../../env/env.ts";
import { isSuspended } from "../../exchange/status.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, compare, currencyOf, sum } from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { worthOf } from "../coins/coin-value.ts";
import type { CoinShortage } from "../coins/coins.plan.ts";
import { listOpen } from "../story/story.ts";
import { topUpFor } from "./top-up.ts";

export interface Means {
  /** What can be spent now at exchanges that the shop takes coins from. */
  readonly available: Amount;
  /** On its way into the wallet from these exchanges. */
  readonly coming: Amount;
  /** At exchanges that the shop takes coins from, and the user has switched off. */
  readonly suspended: Amount;
  /** At exchanges that the shop does not take coins from. */
  readonly elsewhere: Amount;
}

/** The reason that helps most: what passes by itself comes before what the user has to see to. Pure. */
export function whyTooLittle(
  price: Amount,
  { why, missing }: CoinShortage,
  { available, coming, suspended, elsewhere }: Means,
): NonNullable<PaymentOffer["shortage"]> {
  if (compare(coming, missing) >= 0 && why !== "exchangeLimit") return "coming";
  if (why === "exchangeLimit") return "limit";
  if (why === "tooManyCoins") return "manyCoins";
  if (compare(available, price) >= 0) return "fees";
  if (compare(suspended, missing) >= 0) return "suspended";
  return compare(elsewhere, missing) >= 0 ? "elsewhere" : "little";
}

/** What of an offer tells about the shortage; `available` as {@link Means} has it. */
export async function shortageOf(
  env: Env,
  contract: Contract,
  shortage: CoinShortage,
  available: Amount,
): Promise<Pick<PaymentOffer, "shortage" | "missing" | "coming" | "topUp">> {
  const means = { available, ...(await meansBeside(env, contract.terms)) };
  const why = whyTooLittle(contract.terms.amount, shortage, means);
  const topUp =
    why === "coming" || why === "limit" || why === "suspended"
      ? undefined
      : await topUpFor(env, contract, shortage.missing);
  return {
    shortage: why,
    missing: shortage.missing,
    ...(why === "coming" && { coming: means.coming }),
    ...(topUp && { topUp }),
  };
}

async function meansBeside(env: Env, terms: Contract["terms"]): Promise<Omit<Means, "available">> {
  const currency = currencyOf(terms.amount);
  const takenFrom = new Set<string>(terms.exchanges.map(({ url }) => url));
  const all = (amounts: readonly Amount[]) =>
    sum(
      currency,
      amounts.filter((one) => currencyOf(one) === currency),
    );
  const withdrawn = (await listOpen(env)).flatMap(({ coming, transaction }) =>
    coming !== undefined && takenFrom.has(transaction.exchange) ? [coming] : [],
  );
  const { holdings } = worthOf(await tallied(env.db, coins), await env.db.of(denominations).toArray());
  const change = await changeAt(env, takenFrom);
  const off = new Set((await env.db.of(exchanges).toArray()).filter(isSuspended).map(({ key }) => key));
  const at = (isThere: (url: string) => boolean) =>
    all(holdings.filter(({ exchange }) => isThere(exchange)).map(({ value }) => value));
  return {
    coming: all([...withdrawn, ...change]),
    suspended: at((url) => takenFrom.has(url) && off.has(url)),
    elsewhere: at((url) => !takenFrom.has(url)),
  };
}

/** New coins that are being made of old ones. */
async function changeAt({ db }: Env, urls: ReadonlySet<string>): Promise<Amount[]> {
  const open = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const kinds = await db.of(denominations).bulkGet(open.flatMap(({ facts }) => facts.denoms));
  return kinds.flatMap((kind) => (kind && urls.has(kind.facts.exchange) ? [kind.facts.value] : []));
}
