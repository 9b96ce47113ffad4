/** Devices in memory that last for years: the real sync, the real tidying and the real books, with no disk under them. */
import { planSync } from "../backup/cycle.plan.ts";
import type { Doc } from "../backup/doc.ts";
import { planRecord } from "../backup/record.plan.ts";
import type { Upload } from "../backup/served.ts";
import type { Deed } from "../store/deed.ts";
import { batches } from "../store/entities/batch.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { deposits } from "../store/entities/deposit.ts";
import { devices } from "../store/entities/device.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { recoups } from "../store/entities/recoup.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { Entity, RowOf } from "../store/entity.ts";
import type { AskedRemoval } from "../store/removal.ts";
import type { Membership, Tombstone } from "../store/row.ts";
import type { Enrolment, Self } from "../store/self.ts";
import {
  type Changes,
  changeAfter,
  emptySet,
  type OpenTombstone,
  type SetChanges,
  type State,
  withChanges,
} from "../store/state.ts";
import { Step } from "../store/step.ts";
import { textOf } from "../taler/crockford.ts";
import { garbageIn, type Holdings } from "../wallet/tidy/garbage.plan.ts";
import { yearsWished } from "../wallet/tidy/history.ts";
import { heaped } from "../wallet/tidy/tidy-job.ts";

/** The name of the wallet's root; nothing is derived from it. */
export const lastingRoot = "ROOT";

/** One service: what it holds. */
export class Shelf {
  readonly url: string;
  doc: Doc | undefined;
  uploads = 0;

  constructor(url: string) {
    this.url = url;
  }

  /** How much stands in its document. */
  sizes(): { readonly rows: number; readonly tombstones: number } {
    const sets = Object.values(this.doc?.sets ?? {});
    const total = (of: "rows" | "tombstones") => sets.reduce((sum, set) => sum + set[of].length, 0);
    return { rows: total("rows"), tombstones: total("tombstones") };
  }

  /** Shaped like the hash of a blob. */
  get hash(): string {
    const bytes = new Uint8Array(64);
    new DataView(bytes.buffer).setUint32(0, this.uploads);
    return textOf(bytes);
  }
}

/** A device that lasts. What it is asked it does not answer: the question stands in `asked`. */
export class Lasting {
  state: State;
  self: Self;
  asked: AskedRemoval | undefined;
  /** How many rows merges have put into its trash. */
  trashed = 0;
  /** … and set aside, to be asked about at the exchange. */
  doubted = 0;
  #enrolments: readonly Enrolment[] = [];

  constructor(number: number, ...shelves: readonly Shelf[]) {
    const device = textOf(new Uint8Array(16).fill(number));
    const secrets = { recoverySecret: "", root: lastingRoot, isRootOwn: true, reserveCounters: {} };
    this.self = { id: "self", device, counts: {}, offered: 0, change: 0, ...secrets, installedAt: 0 };
    this.state = { counts: {}, sets: new Map(), providers: [] };
    for (const shelf of shelves) this.use(shelf);
  }

  /** Adds a service, which has to hear of everything. */
  use({ url }: Shelf): void {
    const one = { url, root: lastingRoot, revision: 0, counts: {}, told: -1, isMember: false };
    this.#enrolments = [...this.#enrolments, one];
    this.state = { ...this.state, providers: [...this.state.providers, url] };
  }

  rows<E extends Entity>(entity: E): readonly RowOf<E>[] {
    // What is looked up by index columns is not looked up here.
    return [...(this.state.sets.get(entity.name) ?? emptySet).rows.values()] as unknown as readonly RowOf<E>[];
  }

  get holdings(): Holdings {
    return {
      reserves: this.rows(reserves),
      withdrawals: this.rows(withdrawals),
      batches: this.rows(batches),
      coins: this.rows(coins),
      denominations: this.rows(denominations),
      refreshes: this.rows(refreshes),
      purchases: this.rows(purchases),
      payments: this.rows(payments),
      deposits: this.rows(deposits),
      recoups: this.rows(recoups),
      ghosts: [],
    };
  }

  get tombstones(): number {
    return [...this.state.sets.values()].reduce((sum, { tombstones }) => sum + tombstones.size, 0);
  }

  /** All of these deeds in one step. */
  do(deeds: readonly Deed[]): void {
    if (deeds.length === 0) return;
    const step = new Step(this.self);
    const after = new Map<string, Map<string, Membership | Tombstone>>();
    for (const deed of deeds) {
      const { name } = deed.entity;
      const set = this.state.sets.get(name) ?? emptySet;
      const changed = after.get(name) ?? new Map<string, Membership | Tombstone>();
      after.set(name, changed);
      const before = changed.get(deed.key) ?? set.rows.get(deed.key) ?? set.tombstones.get(deed.key);
      const now = step.apply(before, deed);
      if (now && now !== before) changed.set(deed.key, now);
    }
    const sets = new Map([...after].map(([name, changed]) => [name, this.#changesOf(changed)] as const));
    const { counts, change } = step.after();
    this.self = { ...this.self, counts, change };
    this.state = withChanges(this.state, { counts, sets });
  }

  #changesOf(changed: ReadonlyMap<string, Membership | Tombstone>): SetChanges {
    const { providers } = this.state;
    const rows: Membership[] = [];
    const buried: OpenTombstone[] = [];
    for (const one of changed.values()) {
      if ("ins" in one) rows.push(one);
      else buried.push({ ...one, open: providers });
    }
    return providers.length > 0 ? { rows, tombstones: buried } : { rows, gone: buried.map(({ key }) => key) };
  }

  /** Clears away what is garbage at this moment (seconds), as the job does; returns how many rows that took. */
  tidy(now: number): number {
    const years = yearsWished(this.rows(devices));
    const heaps = heaped(garbageIn(this.holdings, { now, years }));
    for (const deeds of heaps) this.do(deeds);
    return heaps.flat().filter(({ verb }) => verb === "remove").length;
  }

  /** One sync, whose upload is accepted. Returns whether there was one. `now` in seconds. */
  sync(shelf: Shelf, now: number): boolean {
    const { doc, url, hash } = shelf;
    const place = { url, root: lastingRoot };
    const freshId = textOf(new Uint8Array(16).fill(shelf.uploads % 251));
    const dice = { now: now * 1000, freshId, deviceName: "Lasting", lookAt: 0, isCover: false };
    const removals = this.asked ? [this.asked] : [];
    const adoption = planSync(
      place,
      doc ? { doc, hash } : {},
      dice,
    )({
      ...{ state: this.state, self: this.self, enrolments: this.#enrolments, removals },
    });
    this.asked = adoption.asks ?? (adoption.settles === undefined ? this.asked : undefined);
    this.#adopt(adoption.changes, adoption.self, adoption.enrolments);
    this.trashed += adoption.trash?.length ?? 0;
    this.doubted += [...(adoption.changes?.sets.values() ?? [])].flatMap(({ aside = [] }) => aside).length;
    const { upload } = adoption.result;
    if (!upload) return false;
    shelf.doc = upload.doc;
    shelf.uploads += 1;
    this.#record(shelf, upload, now);
    return true;
  }

  #adopt(changes: Changes = { sets: new Map() }, self: Partial<Self> = {}, enrolments = this.#enrolments): void {
    const change = changeAfter(this.self, changes);
    this.state = withChanges(this.state, changes);
    this.self = { ...this.self, ...self, counts: this.state.counts, change };
    this.#enrolments = enrolments;
  }

  #record({ url, hash }: Shelf, { doc, change, tombstones }: Upload, now: number): void {
    const { revision, counts } = doc;
    const told = counts[this.self.device] ?? 0;
    const self = { offered: Math.max(this.self.offered, told), accepted: told };
    const accepted = { hash, revision, counts, told: change, isMember: true, syncedAt: now * 1000 };
    const enrolments = this.#enrolments.map((one) => (one.url === url ? { ...one, ...accepted } : one));
    this.#adopt(planRecord(this.state, url, tombstones), self, enrolments);
  }
}
