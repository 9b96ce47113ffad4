/** What the sandbox exchange tells the owner of a coin: all that happened to it. */
import { coinHistoryEndpoints, coinHistoryHeader } from "../../../src/taler/coin-history.ts";
import { bytesOf, publicKey } from "../../../src/taler/crockford.ts";
import { verify } from "../../../src/taler/eddsa.ts";
import { coinHistory } from "../../../src/taler/wallet-signatures.ts";
import { empty, json, refuse } from "../answers.ts";
import { numberIn, readPart, signatureIn } from "../body.ts";
import type { Ledger } from "../ledger.ts";
import { type Answering, on, type Route } from "../routes.ts";
import { entryOf } from "./coin-entries.ts";
import type { ExchangeKeys } from "./keys.ts";

const history =
  (keys: ExchangeKeys, ledger: Ledger): Answering =>
  async ({ request, url, parameters }) => {
    const coinPub = readPart(parameters.coinPub ?? "", publicKey, 27);
    const startOffset = numberIn(url, "start") ?? 0;
    const by = signatureIn(request, coinHistoryHeader);
    // The real exchange of 0.14.1 breaks down over this header; nobody may rely on any answer to it.
    if (request.headers.has("If-None-Match")) throw refuse(400, 26, { detail: "If-None-Match" });
    if (!(await verify(bytesOf(coinPub), coinHistory({ startOffset }), by))) throw refuse(403, 1251);
    const account = ledger.coins.account(coinPub);
    if (account === undefined) throw refuse(404, 1019);
    const lines = account.lines.filter(({ row }) => row > startOffset);
    if (lines.length === 0) return empty(204);
    const headers = { "Cache-Control": "no-cache", ETag: `"${lines.at(-1)?.row}"` };
    const { denomination, remaining } = account;
    const entries = await Promise.all(lines.map((line) => entryOf(keys, coinPub, line)));
    return json(200, { h_denom_pub: denomination, balance: remaining, history: entries }, headers);
  };

export const coinRoutes = (keys: ExchangeKeys, ledger: Ledger): readonly Route[] => [
  on(coinHistoryEndpoints.coinHistory, history(keys, ledger)),
];
