/** Having the exchange sign the coins of a plan (GNU Taler exchange API, batch-withdraw). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call, type ServerError } from "../../env/http.ts";
import { noteOutdated, noteSigner } from "../../exchange/outdated.ts";
import { type Deed, insert, learn } from "../../store/deed.ts";
import { type Batch, batches } from "../../store/entities/batch.ts";
import { coinKey, coins } from "../../store/entities/coin.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { sign } from "../../taler/eddsa.ts";
import { errorBody, errorCodes } from "../../taler/error-body.ts";
import { exchangeEndpoints } from "../../taler/exchange-api.ts";
import { uncoverSignature } from "../../taler/planchet.ts";
import { verifySignedError } from "../../taler/signed-error.ts";
import { seconds } from "../../taler/time.ts";
import { reserveWithdraw } from "../../taler/wallet-signatures.ts";
import { askedBy } from "../legitimize/legitimize.plan.ts";
import { reservePrivateKey } from "../roots.ts";
import { type PlannedCoin, plannedCoins } from "./planchets.ts";
import { isFinal } from "./refusals.plan.ts";

/**
 * Sends the plan and remembers the coins, or the refusal. The plan is on disk already, the request follows from
 * it, and the exchange answers a known one with the signatures it gave before: so this may be repeated at will.
 */
export async function signBatch(env: Env, reserve: Reserve, batch: Batch): Promise<void> {
  const planned = await plannedCoins(env.db, reserve, batch.facts.coins);
  const reply = await call(env, reserve.facts.exchange, exchangeEndpoints.withdraw, {
    params: { reservePub: reserve.key },
    body: { planchets: await signedPlanchets(env, reserve, planned) },
  });
  const now = seconds(env.now());
  if (reply.status === 200) {
    await save(env.db, ...uncovered(reserve, planned, reply.value.ev_sigs), learn(batches, batch.key, { doneAt: now }));
    return;
  }
  if (reply.status === 451) return paused(env, reserve, reply.error);
  const code = reply.error?.code ?? 0;
  if (!isFinal(code)) throw new WalletError("reserveRefused", `code ${code}`);
  await requireSigned(env, reserve, planned, reply.error?.body);
  await save(env.db, learn(batches, batch.key, { refusals: [{ code, at: now }] }));
  if (signedRefusals.has(code)) await noteOutdated(env, reserve.facts.exchange);
}

/** The exchange wants to know first who the owner is: the withdrawal waits for that, and the plan stays open. */
async function paused(env: Env, { key }: Reserve, error: ServerError | undefined): Promise<void> {
  const row = await env.db.of(withdrawals).get(key);
  const legitimization = askedBy(error, row?.facts.legitimization, seconds(env.now()));
  await save(env.db, learn(withdrawals, key, { legitimization }));
}

/** Refusals that an exchange has to sign, so that nobody else can make us give a plan up. */
const signedRefusals = new Set<number>([
  errorCodes.denominationUnknown,
  errorCodes.denominationNotYetValid,
  errorCodes.denominationExpired,
]);

/** Throws `badExchangeSignature` unless the refusal needs no signature, or has one for a denomination of the plan. */
async function requireSigned(
  env: Env,
  reserve: Reserve,
  planned: readonly PlannedCoin[],
  answer: unknown,
): Promise<void> {
  const body = errorBody.parse(answer);
  if (!signedRefusals.has(body.code)) return;
  const exchange = await env.db.of(exchanges).get(reserve.facts.exchange);
  const signkeys = exchange?.facts.learned?.value.signkeys ?? [];
  const hash = planned.find(({ denom }) => denom === body.h_denom_pub)?.denom;
  if (hash !== undefined && (await verifySignedError(body, hash, signkeys))) return;
  await noteSigner(env, reserve.facts.exchange, body.exchange_pub);
  throw new WalletError("badExchangeSignature", `a refusal with code ${body.code}`);
}

async function signedPlanchets(env: Env, reserve: Reserve, planned: readonly PlannedCoin[]) {
  const key = await reservePrivateKey(env.db, reserve);
  return Promise.all(
    planned.map(async ({ denom, planchet, cost }) => {
      const block = reserveWithdraw({
        amount: cost,
        denominationHash: planchet.denominationHash,
        envelopeHash: planchet.envelopeHash,
      });
      return {
        denom_pub_hash: denom,
        coin_ev: { cipher: "RSA" as const, rsa_blinded_planchet: textOf(planchet.blinded) },
        reserve_sig: textOf(await sign(key, block)),
      };
    }),
  );
}

/** Coins of the exchange's signatures. All of them are right, or nothing is remembered and the plan stays open. */
function uncovered(
  reserve: Reserve,
  planned: readonly PlannedCoin[],
  signatures: readonly { readonly ev_sig: { readonly blinded_rsa_signature: string } }[],
): Deed[] {
  if (signatures.length !== planned.length) throw new WalletError("badAnswer", "not one signature per coin");
  return planned.map(({ denom, index, denomination, planchet }, i) => {
    const blindSignature = bytesOf(signatures[i]?.ev_sig.blinded_rsa_signature ?? "");
    const sig = uncoverSignature(denomination, planchet, blindSignature);
    if (!sig) throw new WalletError("badCoinSignature");
    return insert(coins, coinKey({ source: "w", of: reserve.key, index, denom }), { sig: textOf(sig) });
  });
}
