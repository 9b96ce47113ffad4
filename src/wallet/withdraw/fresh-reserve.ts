/** Finding a reserve key for a new withdrawal: one that has served for nothing else, whatever became of this disk. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { isSlotSafe } from "../../store/coverage.ts";
import { claimOf, devices } from "../../store/entities/device.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { reserveKey } from "../../store/root-secret.ts";
import type { Amount } from "../../taler/amount.ts";
import { canonicalJson } from "../../taler/canonical.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { sha512Half, utf8 } from "../../taler/hash.ts";
import { ownRoot, selfOf } from "../roots.ts";
import type { BankOperation } from "./bank.ts";
import { isReserveUnused } from "./reserve.ts";

/** What a reserve is made for. */
export interface ReserveDeed {
  readonly exchange: string;
  readonly bank: BankOperation | undefined;
  readonly amount: Amount;
  /** The exchange's account, as a payto address. */
  readonly account: string;
  /** Milliseconds: nothing else tells two wires of one amount apart. */
  readonly begun: number;
}

export interface FreshReserve {
  readonly pub: string;
  readonly root: string;
  readonly slot: number;
  readonly counter: number;
  /** The name of what it is made for. */
  readonly deed: string;
}

/** Used keys passed over before we stop believing the exchange. */
const mostTries = 50;

/**
 * The next reserve key of this device that the exchange has never heard of: a collision, a rewound profile or a
 * lost counter cannot make one key serve twice (design, section 3). Two copies of one disk come by one key only
 * for one operation of a bank, and then it is one withdrawal.
 */
export async function freshReserve(env: Env, wanted: ReserveDeed): Promise<FreshReserve> {
  const root = await ownRoot(env.db);
  const slot = await safeSlot(env);
  const first = await nextCounter(env, slot);
  const deed = nameOf(wanted);
  for (let counter = first; counter < first + mostTries; counter += 1) {
    const pub = textOf(publicKeyOf(reserveKey(root, slot, counter, deed)));
    const fresh = { pub, root: root.name, slot, counter, deed: textOf(deed) };
    if (await isReserveUnused(env, wanted.exchange, pub)) return fresh;
  }
  throw new WalletError("reserveRefused", "the exchange claims to know every new key");
}

/** An operation of a bank is one deed whenever it is accepted; a wire is told from others by its moment. */
function nameOf({ exchange, account, amount, bank, begun }: ReserveDeed): Uint8Array {
  const from = bank ? { bank: { url: bank.url, operation: bank.operation } } : { begun };
  return sha512Half(utf8(canonicalJson({ exchange, account, amount, ...from })));
}

/** A slot may be used once a document with its claim was accepted; in a wallet born here nobody can contest it. */
async function safeSlot(env: Env): Promise<number> {
  const self = await selfOf(env.db);
  const claim = claimOf(await env.db.of(devices).get(self.device));
  if (!claim || !isSlotSafe(self, claim.at, await env.db.enrolments.toArray())) throw new WalletError("slotNotSafe");
  return claim.slot;
}

async function nextCounter(env: Env, slot: number): Promise<number> {
  const self = await selfOf(env.db);
  const path = `${self.root}/${slot}`;
  const rows = await env.db.of(reserves).where("ix.slot").equals(path).toArray();
  return Math.max(self.reserveCounters[path] ?? 0, ...rows.map((row) => row.facts.counter)) + 1;
}
