/** Whom to believe about a coin: the exchange that signed it. */
import type { Env } from "../../env/env.ts";
import { download } from "../../exchange/download.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import type { Signers } from "../../taler/exchange-proof.ts";
import { seconds } from "../../taler/time.ts";

/** The keys with which the exchange of this coin signs, as of now. */
export async function signersFor(env: Env, coin: string): Promise<Signers> {
  const kind = await env.db.of(denominations).get(coinPath(coin).denom);
  const exchange = kind && (await signing(env, kind.facts.exchange));
  return { signkeys: exchange?.facts.learned?.value.signkeys ?? [], now: seconds(env.now()) };
}

/** An exchange that was removed is asked for its keys again: somebody brings news of money that it has signed. */
async function signing(env: Env, url: string): Promise<Exchange | undefined> {
  const known = await env.db.of(exchanges).get(url);
  if (known) return known;
  await download(env, { key: url, facts: {} });
  return env.db.of(exchanges).get(url);
}
