/** Finding the new coins of an old one again when the plan of its refresh was lost (protocol page on recovery, sections 5 and 7). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { spendableExchange } from "../../exchange/ready.ts";
import { insert, learn } from "../../store/deed.ts";
import { type Coin, coinKey, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { devices } from "../../store/entities/device.ts";
import { formerRoots } from "../../store/entities/former-root.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { rememberGhosts } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import type { Ghost } from "../../store/self.ts";
import type { Amount } from "../../taler/amount.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { type Denomination as DenominationKey, rsaDenomination } from "../../taler/denomination.ts";
import { type Melt, prepareMelt } from "../../taler/melt.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { ghostsOf, unexplained } from "../coins/coin-rest.ts";
import { coinSecrets, masterSecretOf } from "../coins/coin-secrets.ts";
import { selfOf } from "../roots.ts";
import { rememberDenominations } from "../withdraw/choose.ts";
import { type LinkedMelt, linkedTo } from "./linked.ts";
import { changeFor } from "./plan-refresh.ts";

/** Another device that is alive tells of its refresh by itself; it has so long, in milliseconds. */
const grace = 60 * 60_000;

/** One plan for a coin is hardly ever made more often. */
const mostAttempts = 3;

/** Ghosts that are melts: some device of ours, or an earlier life of this one, has new coins for it. */
export const recoverMeltsJob: Job = {
  kind: "recoverMelts",
  reads: ["ghosts", "coins", "devices", "self"],

  async pending(env) {
    const melts = (await env.db.ghosts.toArray()).filter(({ purpose }) => purpose.startsWith("m:"));
    if (melts.length === 0) return [];
    const rows = await env.db.of(coins).bulkGet(melts.map(({ coin }) => coin));
    const pause = (await hasOthers(env)) ? grace : 0;
    return melts
      .filter((ghost, index) => unexplained(rows[index]?.facts ?? {}, [ghost]).length > 0)
      .map(({ coin, purpose, seenAt }) => ({ id: `${coin} ${purpose}`, due: seenAt + pause }));
  },

  async step(env, id) {
    const [name = "", purpose = ""] = id.split(" ");
    const coin = await env.db.of(coins).get(name);
    const kind = await env.db.of(denominations).get(coinPath(name).denom);
    const ghosts = await ghostsOf(env.db, name);
    const ghost = ghosts.find((one) => one.purpose === purpose);
    if (!coin || !kind || !ghost) return;
    await recover(env, { coin, kind, ghost, commitment: purpose.slice(2) });
    await rememberGhosts(
      env.db,
      name,
      ghosts.filter((one) => one !== ghost),
    );
  },
};

async function hasOthers({ db }: Env): Promise<boolean> {
  const { device } = await selfOf(db);
  const all = await db.of(devices).toArray();
  return all.some(({ key, facts }) => key !== device && facts.retired?.value !== "yes");
}

interface LostMelt {
  readonly coin: Coin;
  readonly kind: Denomination;
  readonly ghost: Ghost;
  readonly commitment: string;
}

/** Writes down the refresh again; throws `notFound` when nothing that this wallet derives is what was melted. */
async function recover(env: Env, lost: LostMelt): Promise<void> {
  const { coinPriv } = await coinSecrets(env.db, lost.coin.key);
  const linked = await linkedTo(env, lost.kind.facts.exchange, coinPriv);
  for (const melt of linked) if (await writtenDown(env, lost, coinPriv, melt.denoms, melt)) return;
  // Not revealed yet: the plan follows from what the exchange offers, and can be carried out to its end.
  for (const denoms of await likelyPlans(env, lost)) if (await writtenDown(env, lost, coinPriv, denoms)) return;
  throw new WalletError("notFound", "a melt that nothing here explains");
}

/** New coins as this wallet would choose them for so much: now, and if they had to last longer. */
async function likelyPlans(env: Env, { kind, ghost }: LostMelt): Promise<readonly (readonly string[])[]> {
  const { offer } = await spendableExchange(env, kind.facts.exchange);
  const lasting = offer.denominations.filter((one) => isBefore(kind.facts.expireDeposit, one.expireDeposit));
  return [offer.denominations, lasting].flatMap((offered) => {
    const change = changeFor(ghost.amount, kind.facts, offered, seconds(env.now()));
    return change ? [change.picks.map(({ hash }) => hash)] : [];
  });
}

/** True when the commitment is that of these new coins, by a root and an attempt of this wallet; then all is kept. */
async function writtenDown(
  env: Env,
  lost: LostMelt,
  oldCoinPriv: Uint8Array,
  denoms: readonly string[],
  revealed?: LinkedMelt,
): Promise<boolean> {
  const { coin, kind, ghost, commitment } = lost;
  const known = await knownKinds(env, kind.facts.exchange, denoms);
  if (!known) return false;
  const found = await derivedAs(env, commitment, { oldCoinPriv, amount: ghost.amount, denoms, keys: known.keys });
  if (!found) return false;
  const now = seconds(env.now());
  const { device } = await selfOf(env.db);
  const noreveal =
    revealed && found.melt.candidates.findIndex((one) => textOf(one.transferPub) === revealed.transferPub);
  if (noreveal === -1) return false;
  const { root, attempt } = found;
  const plan = { coin: coin.key, amount: ghost.amount, denoms, root, attempt, plannedAt: now, runner: device };
  const done = noreveal === undefined ? {} : { noreveal, meltedAt: now, doneAt: now };
  await save(
    env.db,
    ...rememberDenominations(kind.facts.exchange, known.unknown),
    insert(refreshes, commitment, plan),
    learn(refreshes, commitment, done),
    learn(coins, coin.key, { spends: [{ by: `m:${commitment}`, amount: ghost.amount }] }),
    ...(revealed?.signatures ?? []).map((sig, index) =>
      insert(coins, coinKey({ source: "r", of: commitment, index, denom: denoms[index] ?? "" }), { sig }),
    ),
  );
  return true;
}

/** The keys of these denominations, and those that are in no row yet; undefined when the exchange lists one no more. */
async function knownKinds(env: Env, exchange: string, denoms: readonly string[]) {
  const rows = await env.db.of(denominations).bulkGet([...denoms]);
  const { offer } = await spendableExchange(env, exchange);
  const unknown = denoms.flatMap((hash, index) =>
    rows[index] ? [] : (offer.denominations.find((one) => one.hash === hash) ?? []),
  );
  const pubs = denoms.flatMap(
    (hash, index) => rows[index]?.facts.pub ?? unknown.find((one) => one.hash === hash)?.pub ?? [],
  );
  if (pubs.length < denoms.length) return undefined;
  return {
    keys: pubs.map((pub) => rsaDenomination(bytesOf(pub))),
    unknown: [...new Set(unknown)].map((denomination) => ({ denomination })),
  };
}

interface Derivation {
  readonly oldCoinPriv: Uint8Array;
  readonly amount: Amount;
  readonly denoms: readonly string[];
  readonly keys: readonly DenominationKey[];
}

/** The root and the attempt by which this refresh was derived, if it was derived here at all. */
async function derivedAs(
  { db }: Env,
  commitment: string,
  { oldCoinPriv, amount, denoms, keys }: Derivation,
): Promise<{ readonly root: string; readonly attempt: number; readonly melt: Melt } | undefined> {
  const roots = [(await selfOf(db)).root, ...(await db.of(formerRoots).toCollection().primaryKeys())].map(String);
  for (const root of roots) {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const masterSecret = await masterSecretOf(db, { root, amount, denoms, attempt }, oldCoinPriv);
      const melt = await prepareMelt({ masterSecret, oldCoinPriv, amount, denominations: keys });
      if (textOf(melt.commitment) === commitment) return { root, attempt, melt };
    }
  }
  return undefined;
}
