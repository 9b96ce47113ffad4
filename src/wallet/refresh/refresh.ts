/** Performing a refresh: melt, then reveal; both may be repeated at will (GNU Taler exchange API, refresh). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { noteSigner } from "../../exchange/outdated.ts";
import { type Deed, insert, learn } from "../../store/deed.ts";
import { type Coin, coinKey, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";
import { isSameJson } from "../../store/same.ts";
import { save } from "../../store/save.ts";
import { compare } from "../../taler/amount.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { type Denomination as DenominationKey, rsaDenomination } from "../../taler/denomination.ts";
import { sign } from "../../taler/eddsa.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { type Melt, prepareMelt, revealMelt } from "../../taler/melt.ts";
import { uncoverSignature } from "../../taler/planchet.ts";
import { refreshEndpoints, verifyMelt } from "../../taler/refresh-api.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { coinMelt } from "../../taler/wallet-signatures.ts";
import { coinSecrets, masterSecretOf } from "../coins/coin-secrets.ts";
import { hearCoin } from "../coins/hear-coin.ts";
import { signersFor } from "../coins/signers.ts";
import { askedBy } from "../legitimize/legitimize.plan.ts";
import type { OpenQuestion } from "../legitimize/legitimize.ts";
import { linkedTo } from "./linked.ts";
import { planRefresh } from "./plan-refresh.ts";

/** Everything that a refresh is made of, derived anew. */
interface Prepared {
  readonly refresh: Refresh;
  readonly coin: Coin;
  readonly kind: Denomination;
  readonly oldCoinPriv: Uint8Array;
  readonly fresh: readonly DenominationKey[];
  readonly melt: Melt;
}

async function prepared(env: Env, refresh: Refresh): Promise<Prepared> {
  const { coin: name, amount, denoms } = refresh.facts;
  const coin = await env.db.of(coins).get(name);
  const kind = await env.db.of(denominations).get(coinPath(name).denom);
  const kinds = await env.db.of(denominations).bulkGet([...denoms]);
  const fresh = kinds.flatMap((one) => (one ? [rsaDenomination(bytesOf(one.facts.pub))] : []));
  if (!coin || !kind || fresh.length < denoms.length) throw new WalletError("bug", "a refresh of coins unknown");
  const { coinPriv: oldCoinPriv } = await coinSecrets(env.db, name);
  const masterSecret = await masterSecretOf(env.db, refresh.facts, oldCoinPriv);
  const melt = await prepareMelt({ masterSecret, oldCoinPriv, amount, denominations: fresh });
  if (textOf(melt.commitment) !== refresh.key) throw new WalletError("bug", "a refresh that derives otherwise");
  return { refresh, coin, kind, oldCoinPriv, fresh, melt };
}

/** New coins must be revealed while their denominations are signed; so much time, in seconds, is kept for it. */
const margin = 60 * 60;

/** Melts the old coin, unless too little time is left to reveal the new ones: then another plan is made. */
export async function melt(env: Env, refresh: Refresh): Promise<void> {
  const now = seconds(env.now());
  const kinds = await env.db.of(denominations).bulkGet([...refresh.facts.denoms]);
  const isLate = kinds.some((kind) => !kind || isBefore(kind.facts.expireWithdraw, now + margin));
  const why = isLate ? errorCodes.denominationExpired : errorCodes.denominationRevoked;
  const isVain = isLate || (await isRevoked(env, refresh));
  if (isVain && !(await isMelted(env, refresh))) return planAnew(env, refresh, why);
  const all = await prepared(env, refresh);
  const reply = await call(env, all.kind.facts.exchange, refreshEndpoints.melt, {
    params: { coinPub: textOf(all.melt.oldCoinPub) },
    body: await meltRequest(all),
  });
  if (reply.status === 451) {
    const legitimization = askedBy(reply.error, refresh.facts.legitimization, now);
    return save(env.db, learn(refreshes, refresh.key, { legitimization }));
  }
  if (reply.status !== 200) return refused(env, all, reply.error?.code ?? 0);
  const signers = await signersFor(env, refresh.facts.coin);
  if (!(await verifyMelt(refresh.key, reply.value, signers))) {
    await noteSigner(env, all.kind.facts.exchange, reply.value.exchange_pub);
    throw new WalletError("badExchangeSignature", "melt");
  }
  const { noreveal_index: noreveal, exchange_pub: meltedBy, exchange_sig: meltSig } = reply.value;
  await save(env.db, learn(refreshes, refresh.key, { noreveal, meltedBy, meltSig, meltedAt: now }));
}

/** Whether a new coin is of a denomination that the exchange signs no more: what is melted for it would be lost. */
async function isRevoked({ db }: Env, { facts }: Refresh): Promise<boolean> {
  const revoked = new Set((await db.offers.toArray()).flatMap((offer) => offer.revoked ?? []));
  return facts.denoms.some((denom) => revoked.has(denom));
}

/** Whether the exchange took the coin for this plan already: a device that has died or forgotten it may have asked. */
async function isMelted(env: Env, { key, facts }: Refresh): Promise<boolean> {
  return (await hearCoin(env, facts.coin)).taken.has(`m:${key}`);
}

/** The question that holds a melt up, as whoever has the old coin asks about it. */
export async function questionOf(env: Env, { facts }: Refresh): Promise<OpenQuestion> {
  const kind = await env.db.of(denominations).get(coinPath(facts.coin).denom);
  const { coinPriv } = await coinSecrets(env.db, facts.coin);
  return { exchange: kind?.facts.exchange ?? "", fact: facts.legitimization, priv: coinPriv };
}

async function meltRequest({ refresh, coin, kind, oldCoinPriv, melt }: Prepared) {
  const block = coinMelt({
    commitment: melt.commitment,
    denominationHash: bytesOf(kind.key),
    amount: refresh.facts.amount,
    refreshFee: kind.facts.feeRefresh,
  });
  return {
    denom_pub_hash: kind.key,
    denom_sig: { cipher: "RSA" as const, rsa_signature: coin.facts.sig ?? "" },
    confirm_sig: textOf(await sign(oldCoinPriv, block)),
    value_with_fee: refresh.facts.amount,
    rc: refresh.key,
  };
}

/** Too little left: the coin's own history tells who took it. Other refusals are not for good. */
async function refused(env: Env, all: Prepared, code: number): Promise<void> {
  const { refresh } = all;
  if (isTooLate(env, all, code)) return planAnew(env, refresh, code, true);
  if (code !== errorCodes.coinInsufficientFunds) throw new WalletError("refused", `a melt, code ${code}`);
  const story = await hearCoin(env, refresh.facts.coin);
  const left = story.leftBut(`m:${refresh.key}`);
  if (compare(left, refresh.facts.amount) >= 0) throw new WalletError("coinContested", "melt");
  await planAnew(env, refresh, code);
}

/** This plan is over, and the coin has lost nothing by it; what is left of the coin is planned for again. */
async function planAnew(env: Env, { key, facts }: Refresh, code: number, isLast = false): Promise<void> {
  await planRefresh(env, facts.coin, facts.reason ?? "change", { key, code, isLast });
}

/** Clocks of computers are wrong by so much, in seconds. */
const day = 24 * 60 * 60;

/** The old coin has expired: the exchange says so, and so does the date that it signed. */
function isTooLate(env: Env, { kind }: Prepared, code: number): boolean {
  const isSaid = code === errorCodes.denominationExpired || code === errorCodes.meltExpired;
  return isSaid && !isBefore(seconds(env.now()) + day, kind.facts.expireDeposit);
}

/** Has the new coins signed. The exchange gives out the same signatures however often it is asked. */
export async function reveal(env: Env, refresh: Refresh): Promise<void> {
  const all = await prepared(env, refresh);
  const shown = await revealMelt(all.melt, refresh.facts.noreveal ?? 0, all.oldCoinPriv);
  const reply = await call(env, all.kind.facts.exchange, refreshEndpoints.reveal, {
    params: { commitment: refresh.key },
    body: {
      transfer_pub: textOf(shown.transferPub),
      transfer_privs: shown.transferPrivs.map(textOf),
      new_denoms_h: refresh.facts.denoms,
      coin_evs: shown.planchets.map(({ blinded }) => ({
        cipher: "RSA" as const,
        rsa_blinded_planchet: textOf(blinded),
      })),
      link_sigs: shown.linkSignatures.map(textOf),
    },
  });
  if (reply.status === 410) return revealedBefore(env, all, textOf(shown.transferPub));
  if (reply.status !== 200) {
    throw new WalletError(reply.status === 451 ? "kycRequired" : "refused", `a reveal, code ${reply.error?.code ?? 0}`);
  }
  const signatures = reply.value.ev_sigs.map(({ ev_sig }) => bytesOf(ev_sig.blinded_rsa_signature));
  const done = learn(refreshes, refresh.key, { doneAt: seconds(env.now()) });
  await save(env.db, ...uncovered(all, shown.planchets, signatures), done);
}

/** The new denominations are signed no more; what was signed while they were, and never arrived here, is told by link. */
async function revealedBefore(env: Env, all: Prepared, transferPub: string): Promise<void> {
  const { key, facts } = all.refresh;
  const melts = await linkedTo(env, all.kind.facts.exchange, all.oldCoinPriv);
  const found = melts.find((one) => one.transferPub === transferPub && isSameJson(one.denoms, facts.denoms));
  if (!found) throw new WalletError("refused", "a reveal that comes too late");
  const signed = facts.denoms.map((denom, index) =>
    insert(coins, coinKey({ source: "r", of: key, index, denom }), { sig: found.signatures[index] ?? "" }),
  );
  await save(env.db, ...signed, learn(refreshes, key, { doneAt: seconds(env.now()) }));
}

/** All signatures are right, or nothing is remembered and the refresh stays open. */
function uncovered(
  { refresh, fresh }: Prepared,
  planchets: Awaited<ReturnType<typeof revealMelt>>["planchets"],
  signatures: readonly Uint8Array[],
): Deed[] {
  if (signatures.length !== planchets.length) throw new WalletError("badAnswer", "not one signature per coin");
  return planchets.map((planchet, index) => {
    const [denomination, signature] = [fresh[index], signatures[index]];
    const sig = denomination && signature && uncoverSignature(denomination, planchet, signature);
    if (!sig) throw new WalletError("badCoinSignature");
    const denom = refresh.facts.denoms[index] ?? "";
    return insert(coins, coinKey({ source: "r", of: refresh.key, index, denom }), { sig: textOf(sig) });
  });
}
