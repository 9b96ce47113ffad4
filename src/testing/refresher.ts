/** Turns coins into new ones at a sandbox exchange, as a wallet does; for tests of servers. */
import type { SandboxDenomination } from "../../e2e/sandbox/exchange/denominations.ts";
import { amount } from "../taler/amount.ts";
import type { Of } from "../taler/codec.ts";
import { bytesOf, textOf } from "../taler/crockford.ts";
import { signNow } from "../taler/eddsa.ts";
import { sha512, utf8 } from "../taler/hash.ts";
import { type Melt, prepareMelt, revealMelt } from "../taler/melt.ts";
import { meltAnswer, meltRequest, revealAnswer, revealRequest } from "../taler/refresh-api.ts";
import { coinMelt } from "../taler/wallet-signatures.ts";
import { type Held, held, rsaOf, type Spender } from "./spender.ts";

/** A refresh that was thought out and not yet sent. */
export interface Refresh {
  readonly old: Held;
  readonly denominations: readonly SandboxDenomination[];
  readonly melt: Melt;
  readonly request: Of<typeof meltRequest>;
}

/** So much of the coin (fee included) for new coins of these worths. `name` makes it another one than the last. */
export async function planRefresh(
  spender: Spender,
  old: Held,
  digits: string,
  values: readonly string[],
  name = "refresh",
): Promise<Refresh> {
  const denominations = values.map((value) => spender.denomination(value));
  const wanted = amount.parse(`KUDOS:${digits}`);
  const melt = await prepareMelt({
    masterSecret: sha512(utf8(name)).slice(0, 32),
    oldCoinPriv: old.planchet.coinPriv,
    amount: wanted,
    denominations: denominations.map(rsaOf),
  });
  const block = coinMelt({
    commitment: melt.commitment,
    denominationHash: bytesOf(old.denomination.hash),
    amount: wanted,
    refreshFee: old.denomination.fees.refresh,
  });
  const request = {
    denom_pub_hash: old.denomination.hash,
    denom_sig: { cipher: "RSA" as const, rsa_signature: old.signature },
    confirm_sig: textOf(signNow(old.planchet.coinPriv, block)),
    value_with_fee: wanted,
    rc: textOf(melt.commitment),
  };
  return { old, denominations, melt, request };
}

export const sendMelt = (spender: Spender, { old, request }: Refresh): Promise<Response> =>
  spender.ask("POST", `coins/${old.coinPub}/melt`, meltRequest.format(request));

/** What is to be revealed when this candidate was chosen. */
export async function revealOf({ old, melt }: Refresh, norevealIndex: number): Promise<Of<typeof revealRequest>> {
  const reveal = await revealMelt(melt, norevealIndex, old.planchet.coinPriv);
  return {
    transfer_pub: textOf(reveal.transferPub),
    transfer_privs: reveal.transferPrivs.map(textOf),
    new_denoms_h: reveal.planchets.map(({ denominationHash }) => textOf(denominationHash)),
    coin_evs: reveal.planchets.map(({ blinded }) => ({
      cipher: "RSA" as const,
      rsa_blinded_planchet: textOf(blinded),
    })),
    link_sigs: reveal.linkSignatures.map(textOf),
  };
}

export const sendReveal = (spender: Spender, commitment: string, body: unknown): Promise<Response> =>
  spender.ask("POST", `refreshes/${commitment}/reveal`, body);

/** Melts, reveals and unblinds. */
export async function refresh(spender: Spender, plan: Refresh): Promise<readonly Held[]> {
  const { noreveal_index } = meltAnswer.parse(await (await sendMelt(spender, plan)).json());
  const body = revealRequest.format(await revealOf(plan, noreveal_index));
  const { ev_sigs } = revealAnswer.parse(await (await sendReveal(spender, plan.request.rc, body)).json());
  const planchets = plan.melt.candidates[noreveal_index]?.planchets ?? [];
  return plan.denominations.flatMap((denomination, index) => {
    const planchet = planchets[index];
    const signed = bytesOf(ev_sigs[index]?.ev_sig.blinded_rsa_signature ?? "");
    return planchet ? [held(denomination, planchet, signed)] : [];
  });
}
