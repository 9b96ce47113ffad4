/** Hearing from an exchange which new coins an old one has become (GNU Taler exchange API, link). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { recoverLinked } from "../../taler/melt.ts";
import { linkedCoins, refreshEndpoints } from "../../taler/refresh-api.ts";

/** A melt that was revealed, with its new coins as only the owner of the old one can know them. */
export interface LinkedMelt {
  readonly denoms: readonly string[];
  readonly transferPub: string;
  /** Unblinded and verified, in the order of the new coins. */
  readonly signatures: readonly string[];
}

/** The melts of an old coin whose new coins are signed; none when nothing was revealed. */
export async function linkedTo(env: Env, exchange: string, oldCoinPriv: Uint8Array): Promise<readonly LinkedMelt[]> {
  const reply = await call(env, exchange, refreshEndpoints.link, {
    params: { coinPub: textOf(publicKeyOf(oldCoinPriv)) },
  });
  if (reply.status === 404 && reply.error?.code === errorCodes.linkUnknown) return [];
  if (reply.status !== 200) throw new WalletError("badAnswer", `the exchange answers ${reply.status} to a link`);
  const melts: LinkedMelt[] = [];
  for (const told of reply.value) {
    const listed = [...linkedCoins(told)].sort((a, b) => a.coinIndex - b.coinIndex);
    const found = await recoverLinked(oldCoinPriv, bytesOf(told.transfer_pub), listed);
    const signatures = found.flatMap((one) => (one ? textOf(one.signature) : []));
    const denoms = listed.map(({ denomination }) => textOf(denomination.hash));
    const isWhole = signatures.length === listed.length && listed.every(({ coinIndex }, index) => coinIndex === index);
    if (isWhole) melts.push({ denoms, transferPub: told.transfer_pub, signatures });
  }
  return melts;
}
