/** What the sandbox exchange tells about a reserve: what is left in it, and to its owner all that happened. */

import type { Json } from "../../../src/taler/codec.ts";
import { bytesOf, publicKey } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { exchangeEndpoints, reserveHistoryHeader } from "../../../src/taler/exchange-api.ts";
import { recoupConfirmation } from "../../../src/taler/exchange-signatures.ts";
import { reserveHistory } from "../../../src/taler/wallet-signatures.ts";
import { empty, json, refuse } from "../answers.ts";
import { waitUntil } from "../bell.ts";
import { numberIn, readPart, signatureIn } from "../body.ts";
import { type Credit, costOf, type Ledger, type Recouped, type Reserve, type Withdrawal } from "../ledger.ts";
import { type Answering, on, type Route } from "../routes.ts";
import type { World } from "../world.ts";
import { type ExchangeKeys, signedByExchange } from "./keys.ts";

export const reservePubOf = (parameters: Readonly<Record<string, string>>): string =>
  readPart(parameters.reservePub ?? "", publicKey, 27);

const status =
  (world: World, ledger: Ledger): Answering =>
  async ({ request, url, parameters }) => {
    const reservePub = reservePubOf(parameters);
    const exists = () => ledger.reserve(reservePub) !== undefined;
    // Only for the reserve to come into being, never for its balance to change.
    await waitUntil(world, ledger.credited, exists, numberIn(url, "timeout_ms") ?? 0, request.signal);
    const reserve = ledger.reserve(reservePub);
    if (reserve === undefined) throw refuse(404, 1027);
    const lastOrigin = reserve.credits.at(-1)?.sender;
    return json(200, { ...(lastOrigin !== undefined && { last_origin: lastOrigin }), balance: reserve.balance });
  };

const creditEntry = ({ at, sender, wireReference, amount }: Credit): Json => ({
  type: "CREDIT",
  timestamp: { t_s: at },
  sender_account_url: sender,
  wire_reference: wireReference,
  amount,
});

const withdrawEntry = (one: Withdrawal): Json => ({
  type: "WITHDRAW",
  reserve_sig: one.reserveSig,
  h_coin_envelope: one.envelope,
  h_denom_pub: one.denomination,
  withdraw_fee: one.fee,
  amount: costOf(one),
});

async function recoupEntry(keys: ExchangeKeys, reservePub: string, one: Recouped): Promise<Json> {
  const { at, amount, coinPub } = one;
  const values = { timestamp: at, amount, coinPub: bytesOf(coinPub), reservePub: bytesOf(reservePub) };
  const proof = await signedByExchange(keys, recoupConfirmation(values));
  return { type: "RECOUP", ...proof, timestamp: { t_s: at }, amount, coin_pub: coinPub };
}

interface Row {
  readonly row: number;
  readonly entry: Json;
}

/** By kind, then by row, as the real exchange lists them. */
async function entriesAfter(
  keys: ExchangeKeys,
  reservePub: string,
  start: number,
  { credits, withdrawals, recoups }: Reserve,
): Promise<readonly Row[]> {
  const recouped = recoups.map(async (one) => ({ row: one.row, entry: await recoupEntry(keys, reservePub, one) }));
  const all = [
    ...credits.map((one) => ({ row: one.row, entry: creditEntry(one) })),
    ...withdrawals.map((one) => ({ row: one.row, entry: withdrawEntry(one) })),
    ...(await Promise.all(recouped)),
  ];
  return all.filter(({ row }) => row > start);
}

const history =
  (keys: ExchangeKeys, ledger: Ledger): Answering =>
  async ({ request, url, parameters }) => {
    const reservePub = reservePubOf(parameters);
    const startOffset = numberIn(url, "start") ?? 0;
    const by = signatureIn(request, reserveHistoryHeader);
    // The real exchange of 0.14.1 breaks down over this header; nobody may rely on any answer to it.
    if (request.headers.has("If-None-Match")) throw refuse(400, 26, { detail: "If-None-Match" });
    if (!(await verify(bytesOf(reservePub), reserveHistory({ startOffset }), by))) throw refuse(403, 1252);
    const reserve = ledger.reserve(reservePub);
    if (reserve === undefined) throw refuse(404, 1027);
    const entries = await entriesAfter(keys, reservePub, startOffset, reserve);
    if (entries.length === 0) return empty(204);
    const highest = Math.max(...entries.map(({ row }) => row));
    const headers = { "Cache-Control": "no-cache", ETag: `"${highest}"` };
    return json(200, { balance: reserve.balance, history: entries.map(({ entry }) => entry) }, headers);
  };

export const reserveRoutes = (keys: ExchangeKeys, ledger: Ledger): readonly Route[] => [
  on(exchangeEndpoints.reserve, status(keys.settings.world, ledger)),
  on(exchangeEndpoints.reserveHistory, history(keys, ledger)),
];
