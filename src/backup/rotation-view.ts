/** What renewing the recovery secret would cost now, and how far the last renewal is: read from the records. */
import type { CoinsAt, Rotation } from "../api/rotation-views.ts";
import type { Env } from "../env/env.ts";
import { devices } from "../store/entities/device.ts";
import type { FormerRoot } from "../store/entities/former-root.ts";
import { isFree, isUsedBy, type Provider, providers } from "../store/entities/provider.ts";
import { refreshes, refreshStatus } from "../store/entities/refresh.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { type Amount, currencyOf, isZero, multiply, sum, zero } from "../taler/amount.ts";
import { selfOf } from "../wallet/roots.ts";
import { troubleOf } from "../wallet/trouble.ts";
import { type Pile, pilesOf } from "./old-coins.ts";
import { replacedRoots, rivalSince } from "./rotation.ts";
import { copiesOf } from "./rotation-copies.ts";
import { waitsFor } from "./rotation-gate.ts";
import { isSheetKept } from "./secret-kept.ts";

/** The answer to `getRotation`. */
export async function rotationView(env: Env): Promise<Rotation> {
  const { root } = await selfOf(env.db);
  const rows = (await env.db.of(providers).toArray()).filter((row) => isUsedBy(row, root));
  const coming = env.db
    .of(withdrawals)
    .where("ix.status")
    .anyOf("selecting", "confirming", "transferring", "withdrawing");
  const replaced = await replacedRoots(env.db);
  return {
    root,
    costs: coinsBy(await pilesOf(env, () => true)),
    services: rows.map(serviceOf),
    hasIncoming: (await coming.count()) > 0,
    ...(replaced.length > 0 && { last: await lastRenewal(env, replaced) }),
  };
}

const nameOf = ({ key, facts }: Provider): string => (facts.name?.value ?? new URL(key).host).slice(0, 200);

const serviceOf = (row: Provider) => {
  const { terms } = row.facts;
  return { url: row.key, name: nameOf(row), ...(terms && !isFree(row) && { fee: terms.value.annualFee }) };
};

async function lastRenewal(env: Env, replaced: readonly FormerRoot[]): Promise<NonNullable<Rotation["last"]>> {
  const since = replaced[0]?.facts.renewedAt ?? 0;
  const old = new Set(replaced.map(({ key }) => key));
  const waits = await waitsFor(env);
  const plans = await env.db
    .of(refreshes)
    .filter(({ facts }) => facts.reason === "rotation" && (facts.plannedAt ?? 0) >= since)
    .toArray();
  const statuses = plans.map(refreshStatus);
  const underWay = statuses.filter((status) => status === "planned" || status === "melted").length;
  return {
    at: since * 1000,
    ...(waits && { waits }),
    isSheetKept: isSheetKept(await selfOf(env.db)),
    services: await servicesNow(env),
    renewed: statuses.filter((status) => status === "done").length,
    underWay,
    left: coinsBy(await pilesOf(env, (root) => old.has(root))),
    overwritten: new Set(replaced.flatMap(({ facts }) => facts.emptied ?? [])).size,
    copies: await copiesNow(env, replaced),
    others: await othersSince(env, since),
    hasRival: (await rivalSince(env)) !== undefined,
  };
}

/** Services of the new secret, and those that want to be paid for it first. */
async function servicesNow({ db }: Env): Promise<NonNullable<Rotation["last"]>["services"]> {
  const { root } = await selfOf(db);
  const rows = await db.of(providers).toArray();
  const enrolments = await db.enrolments.bulkGet(rows.map(({ key }) => key));
  return rows.map((row, index) => {
    const { isMember = false, told = -1 } = enrolments[index] ?? {};
    const { fee, ...service } = serviceOf(row);
    return { ...service, isTold: isMember && told >= 0, ...(fee && !isUsedBy(row, root) && { fee }) };
  });
}

async function copiesNow({ db }: Env, replaced: readonly FormerRoot[]) {
  const left = replaced.flatMap((row) => copiesOf(row).map((url) => ({ url, id: `${row.key} ${url}` })));
  const rows = await db.of(providers).bulkGet(left.map(({ url }) => url));
  const retries = await db.retries.bulkGet(left.map(({ id }) => `rotationCopies:${id}`));
  return left.map(({ url }, index) => {
    const row = rows[index];
    const trouble = troubleOf(retries[index]);
    return { url, name: row ? nameOf(row) : new URL(url).host, ...(trouble && { trouble }) };
  });
}

/** Another device tells that it lives with what it uploads: nothing of it has come since. */
async function othersSince({ db }: Env, since: number): Promise<string[]> {
  const { device } = await selfOf(db);
  const others = (await db.of(devices).toArray()).filter(
    ({ key, facts }) => key !== device && facts.retired?.value !== "yes" && (facts.seenAt ?? 0) < since,
  );
  return others.map(({ facts }) => facts.name?.value ?? "");
}

/** Piles of one exchange and currency together. */
function coinsBy(piles: readonly Pile[]): CoinsAt[] {
  const groups = new Map<string, Pile[]>();
  for (const pile of piles) {
    const place = `${pile.kind.facts.exchange} ${currencyOf(pile.kind.facts.value)}`;
    groups.set(place, [...(groups.get(place) ?? []), pile]);
  }
  return [...groups.values()].map(coinsIn);
}

function coinsIn(piles: readonly Pile[]): CoinsAt {
  const [first] = piles as [Pile];
  const currency = currencyOf(first.kind.facts.value);
  const total = (of: (pile: Pile) => Amount) =>
    sum(
      currency,
      piles.map((pile) => multiply(of(pile), pile.names.length)),
    );
  const { price } = piles.find((one) => "why" in one.price) ?? first;
  const stays = total(({ kind, price }) => ("why" in price ? kind.facts.value : price.left));
  return {
    exchange: first.kind.facts.exchange,
    coins: piles.reduce((so, { names }) => so + names.length, 0),
    amount: total(({ kind }) => kind.facts.value),
    fee: total(({ price }) => ("why" in price ? zero(currency) : price.fee)),
    ...(!isZero(stays) && { stays: { amount: stays, why: "why" in price ? price.why : ("small" as const) } }),
    isSilent: piles.some(({ price }) => ("why" in price ? price.why === "silent" : price.isSilent)),
  };
}
