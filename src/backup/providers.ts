/** Backup services: looking at one, choosing it, leaving it. */

import type { Provider as ProviderView } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Tos } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { call } from "../env/http.ts";
import { addressOf } from "../exchange/manage.ts";
import { fetchTos } from "../exchange/terms-download.ts";
import type { TosWish } from "../exchange/terms-wish.ts";
import { coveredChange } from "../store/coverage.ts";
import type { Database } from "../store/db.ts";
import { insert, learn } from "../store/deed.ts";
import { isUsedBy, type Provider, providers } from "../store/entities/provider.ts";
import { purchases } from "../store/entities/purchase.ts";
import { switchedOn } from "../store/pace.ts";
import { forgetRetry } from "../store/remember.ts";
import { decide, save } from "../store/save.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { type Amount, currencyOf, zero } from "../taler/amount.ts";
import { syncEndpoints, syncInterfaces } from "../taler/sync-api.ts";
import { seconds } from "../taler/time.ts";
import { compatibility } from "../taler/version.ts";
import { contractOf } from "../wallet/pay/claim.ts";
import { selfOf } from "../wallet/roots.ts";
import { feeView } from "./fee.plan.ts";
import { serviceState } from "./service-state.ts";

/** What a service promises in its `/config`. Storage in MiB, exclusive. */
export interface ServiceTerms {
  readonly annualFee: Amount;
  readonly storageLimit: number;
  readonly liability: Amount;
}

/** Asks a service what it is. Throws `notABackupService` or `incompatibleService`. */
async function askService(env: Env, url: string): Promise<ServiceTerms> {
  const reply = await call(env, url, syncEndpoints.config);
  if (reply.status !== 200) throw new WalletError("notABackupService", `/config answers ${reply.status}`);
  const { version, annual_fee, storage_limit_in_megabytes, liability_limit } = reply.value;
  if (compatibility(version, syncInterfaces) !== "compatible") throw new WalletError("incompatibleService", version);
  return {
    annualFee: annual_fee,
    storageLimit: storage_limit_in_megabytes,
    liability: liability_limit ?? zero(currencyOf(annual_fee)),
  };
}

/** Every service in use, those whose rows only a newer version can read, and the presets of this build. */
export async function listProviders(env: Env): Promise<ProviderView[]> {
  const rows = new Map((await env.db.of(providers).toArray()).map((row) => [row.key, row]));
  const unreadable = await unreadableServices(env.db);
  const urls = [...new Set([...rows.keys(), ...unreadable, ...env.presets.services.map(({ url }) => url)])];
  return Promise.all(urls.map((url) => viewOf(env, url, rows.get(url), unreadable.has(url))));
}

async function viewOf(env: Env, url: string, row: Provider | undefined, isUnreadable = false): Promise<ProviderView> {
  const preset = env.presets.services.find((one) => one.url === url);
  const enrolment = await env.db.enrolments.get(url);
  const self = await selfOf(env.db);
  const terms = row?.facts.terms?.value;
  const failedBackup = await env.db.retries.get(`backup:${url}`);
  const isUnread = failedBackup?.problem.code === "massDeletion";
  const fee = row && feeView({ row, enrolment, root: self.root, now: seconds(env.now()), isUnread });
  // Another device may have paid what this one could not.
  const failedFee = fee?.payment === "paid" ? undefined : await env.db.retries.get(`fee:${url}`);
  const failed = failedBackup ?? failedFee;
  return {
    url: url.slice(0, 512),
    name: row?.facts.name?.value ?? preset?.name ?? hostOf(url),
    isActive: (row !== undefined || isUnreadable) && enrolment !== undefined && !enrolment.isOff,
    ...(row !== undefined && enrolment?.isOff && { isOff: true as const }),
    ...(enrolment?.emptiedAt !== undefined && { emptiedAt: enrolment.emptiedAt }),
    ...(row && !enrolment && !isUsedBy(row, self.root) && { former: { isCovered: await isCovered(env, self) } }),
    isPreset: preset !== undefined,
    ...(isUnreadable && { isUnreadable }),
    ...(terms && { annualFee: terms.annualFee, storageLimit: terms.storageLimit, liability: terms.liability }),
    ...(row?.facts.tosAccepted && { tosVersion: row.facts.tosAccepted.value, tos: "accepted" as const }),
    ...fee,
    ...serviceState(enrolment, failed),
  };
}

/** In a row that cannot be read, even the address may be none. */
const hostOf = (url: string): string => (URL.canParse(url) && new URL(url).host) || url.slice(0, 200);

/** True when all of this wallet stands in an accepted document: what a former service keeps is needed no more. */
const isCovered = async ({ db }: Env, { change }: Self): Promise<boolean> =>
  coveredChange(await db.enrolments.toArray()) >= change;

/** What a service promises right now, and whether its current terms of service are accepted. */
export async function lookAtProvider(env: Env, typed: string): Promise<ProviderView> {
  const url = addressOf(typed);
  const terms = await askService(env, url);
  const tos = await fetchTos(env, url, syncEndpoints.terms);
  const row = await env.db.of(providers).get(url);
  const isAccepted = tos !== undefined && row?.facts.tosAccepted?.value === tos.version;
  return {
    ...(await viewOf(env, url, row)),
    ...terms,
    tos: tos === undefined ? "missing-tos" : isAccepted ? "accepted" : "proposed",
    ...(tos && { tosVersion: tos.version }),
  };
}

/** The service's terms of service; throws `notFound` when it has none. */
export async function getProviderTos(env: Env, typed: string, wish: TosWish): Promise<Tos> {
  const tos = await fetchTos(env, addressOf(typed), syncEndpoints.terms, wish);
  if (!tos) throw new WalletError("notFound", "this service has no terms of service");
  return tos;
}

/**
 * Uses a service from now on (seed 002, add-provider); the current terms of service must have been accepted by their
 * version. The first upload follows by itself.
 */
export async function addProvider(env: Env, typed: string, tosVersion: string | undefined): Promise<void> {
  const url = addressOf(typed);
  const terms = await askService(env, url);
  const tos = await fetchTos(env, url, syncEndpoints.terms);
  if (tos && tos.version !== tosVersion) throw new WalletError("tosNotAccepted");
  const preset = env.presets.services.find((one) => one.url === url);
  const facts = {
    addedAt: seconds(env.now()),
    terms,
    ...(preset && { name: preset.name }),
    ...(tos && { tosAccepted: tos.version }),
    ...(await feesPaidBefore(env, url)),
  };
  // Whoever adds a service, perhaps once more, does not want to wait for what failed before.
  await forgetRetry(env.db, `backup:${url}`);
  await decide(env.db, [], ({ self }) => ({
    deeds: [insert(providers, url, { ...facts, roots: [self.root] })],
    joins: newEnrolment(url, self.root),
    self: { pace: switchedOn(self.pace) },
  }));
}

/** A service that was left keeps its account, and does not say until when: the purchases still know. */
async function feesPaidBefore(env: Env, url: string): Promise<Pick<Provider["facts"], "feePayments">> {
  const { root } = await selfOf(env.db);
  const bought = await env.db
    .of(purchases)
    .filter(({ facts }) => facts.service === url && facts.root === root && facts.paid !== undefined)
    .toArray();
  const entries = bought.map(({ key, facts }) => {
    const { acceptedAt: agreedAt = 0, paidAt = agreedAt } = facts;
    const fee = contractOf(facts.contract).terms.amount;
    return [key, { kind: "renewal" as const, root, fee, order: facts.orderId, agreedAt, paidAt }] as const;
  });
  return entries.length === 0 ? {} : { feePayments: Object.fromEntries(entries) };
}

/**
 * What this device knows of a service, once it has joined or left it as the rows say: another device may have added
 * or removed it. Undefined when it is not used here.
 */
export async function followRow(env: Env, url: string): Promise<Enrolment | undefined> {
  const row = await env.db.of(providers).get(url);
  const known = await env.db.enrolments.get(url);
  const { root } = await selfOf(env.db);
  if (known?.isOff) return undefined;
  if (row ? known?.root === root : !isGone(known, await namedServices(env.db))) return known;
  await decide(env.db, [providers], async (sight) => {
    const row = await sight.get(providers, url);
    return row && isUsedBy(row, sight.self.root) ? { joins: newEnrolment(url, sight.self.root) } : { leaves: url };
  });
  return env.db.enrolments.get(url);
}

/** True when the wallet uses the service no more. One that a restore has found is only about to get its row. */
export const isGone = (known: Enrolment | undefined, named: ReadonlySet<string>): boolean =>
  known !== undefined && !known.isFound && !named.has(known.url);

/** Services that any row names. One whose row this version cannot read is not joined, but not left either. */
export async function namedServices(db: Database): Promise<ReadonlySet<string>> {
  const readable = await db.of(providers).toCollection().primaryKeys();
  return new Set([...readable, ...(await unreadableServices(db))]);
}

async function unreadableServices(db: Database): Promise<ReadonlySet<string>> {
  const places = await db.foreign.where("[set+key]").between([providers.name, ""], [providers.name, []]).primaryKeys();
  return new Set(places.map(([, key]) => key));
}

/** Asks the service again what it offers: an operator may make room, or take it away. */
export async function askTermsAgain(env: Env, url: string): Promise<void> {
  await save(env.db, learn(providers, url, { terms: await askService(env, url) }));
}

/** Nothing is known yet of the service's document. */
export const newEnrolment = (url: string, root: string): Enrolment => ({
  url,
  root,
  revision: 0,
  counts: {},
  told: -1,
  isMember: false,
});

/** A document of this root was found there, and is yet to be read. */
export const foundEnrolment = (url: string, root: string): Enrolment => ({ ...newEnrolment(url, root), isFound: true });
