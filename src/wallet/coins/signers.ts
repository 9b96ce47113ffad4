/** Whom to believe about a coin: the exchange that signed it. */
import type { Env } from "../../env/env.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import type { Signers } from "../../taler/exchange-proof.ts";
import { seconds } from "../../taler/time.ts";

/** The keys with which the exchange of this coin signs, as of now. */
export async function signersFor(env: Env, coin: string): Promise<Signers> {
  const kind = await env.db.of(denominations).get(coinPath(coin).denom);
  const exchange = kind && (await env.db.of(exchanges).get(kind.facts.exchange));
  return { signkeys: exchange?.facts.learned?.value.signkeys ?? [], now: seconds(env.now()) };
}
