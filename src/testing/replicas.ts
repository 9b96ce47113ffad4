/** Devices and services in memory, driven by the real merge, plan, record and renewal: a world for short histories. */
import type { Doc } from "../backup/doc.ts";
import { renewId } from "../backup/rewind.ts";
import { longestWait, type UploadPlan } from "../backup/upload.plan.ts";
import { type DeviceId, joinCounts } from "../store/clock.ts";
import { type Deed, insert, learn, remove } from "../store/deed.ts";
import type { Facts, Membership } from "../store/row.ts";
import { isSameJson } from "../store/same.ts";
import type { Enrolment } from "../store/self.ts";
import { type Changes, changeAfter, withChanges } from "../store/state.ts";
import { textOf } from "../taler/crockford.ts";
import { type Device, enrolled, freshDisk, left, setOf, things, withEnrolment, written } from "./replica.ts";
import { type Rules, realRules } from "./replica-rules.ts";

/** Something somebody did, and everything they knew of by then: one bit for each thing done. */
export interface Event {
  readonly bit: bigint;
  readonly number: number;
  readonly kind: "insert" | "learn" | "remove";
  readonly isMoney: boolean;
  /** The row was inserted again as it was: the user wanted to keep what a merge would have taken. */
  readonly isKept?: boolean;
  readonly set: string;
  readonly key: string;
  /** What was learned, as it then stood in the row. */
  readonly facts: Facts;
  readonly past: bigint;
}

/** One accepted document. */
export interface Version {
  readonly doc: Doc;
  readonly hash: string;
  readonly known: bigint;
}

export interface Provider {
  readonly url: string;
  current: Version | undefined;
  readonly history: Version[];
}

export interface FetchOptions {
  readonly retire?: readonly DeviceId[];
  /** Puts an acknowledgement off as long as the rules allow. */
  readonly isPatient?: boolean;
  /** The device stops once the merge is on disk. */
  readonly stopsAfterMerge?: boolean;
  /** No question stays open. */
  readonly mustDecide?: boolean;
}

/** What happens to an upload on its way; "stopped" is a device that hears the answer and stops before it writes it down. */
export type Fate = "arrives" | "requestLost" | "replyLost" | "stopped";

/** Shaped like the hash of a blob. */
function hashNumber(number: number): string {
  const bytes = new Uint8Array(64);
  new DataView(bytes.buffer).setUint32(0, number + 1);
  return textOf(bytes);
}

export class Replicas {
  readonly devices: Device[] = [];
  readonly providers = new Map<string, Provider>();
  readonly events: Event[] = [];
  uploads = 0;
  readonly #rules: Rules;
  readonly #offers = new Map<string, Version>();
  #names = 0;

  constructor(rules: Partial<Rules> = {}) {
    this.#rules = { ...realRules, ...rules };
  }

  provider(url: string): Provider {
    const known = this.providers.get(url) ?? { url, current: undefined, history: [] };
    this.providers.set(url, known);
    return known;
  }

  device(name: string, ...urls: readonly string[]): Device {
    const device: Device = { name, disk: freshDisk(this.#freshId(name)), isLost: false };
    this.devices.push(device);
    for (const url of urls) this.enrol(device, url);
    return device;
  }

  /** Never reused, not even by the same installation. */
  #freshId(name: string): DeviceId {
    this.#names += 1;
    return `${name}${this.#names}`;
  }

  insert(device: Device, key: string, { isMoney = false } = {}): boolean {
    const number = this.events.length;
    return this.do(device, insert(things, key, { notes: [number], ...(isMoney && { money: [number] }) }));
  }

  learn(device: Device, key: string, { isMoney = false } = {}): boolean {
    const number = this.events.length;
    const facts = isMoney ? { money: [number] } : { notes: [number], name: number, first: 99 - number, most: number };
    return this.do(device, learn(things, key, facts));
  }

  remove(device: Device, key: string): boolean {
    return this.do(device, remove(things, key));
  }

  /** Any deed on any row. False when it says nothing new. */
  do(device: Device, deed: Deed): boolean {
    const past = device.disk.known;
    const disk = written(device.disk, deed);
    if (!disk) return false;
    const number = this.events.length;
    const bit = 1n << BigInt(number);
    const { entity, key, verb: kind } = deed;
    const [before, after] = [device.disk, disk].map((one) => setOf(one, entity.name).rows.get(key));
    const isMoney = kind !== "remove" && !isSameJson(before?.worth, after?.worth);
    const isTold = (name: string) => deed.facts[name] !== undefined && entity.fields[name]?.law !== undefined;
    const facts = Object.fromEntries(Object.entries(after?.facts ?? {}).filter(([name]) => isTold(name)));
    this.events.push({ bit, number, kind, isMoney, set: entity.name, key, facts, past });
    device.disk = { ...disk, known: past | bit };
    return true;
  }

  enrol(device: Device, url: string): void {
    this.provider(url);
    device.disk = enrolled(device.disk, url);
  }

  /** Without a word to the service. */
  leave(device: Device, url: string): void {
    device.disk = left(device.disk, url);
  }

  /** Whole syncs until one is through: fetch, merge, upload, record. Returns whether anything was uploaded. */
  sync(device: Device, url: string, options: FetchOptions = {}): boolean {
    for (let round = 0; round < 5; round++) {
      if (!this.fetch(device, url, options)) return round > 0;
      if (this.post(device, url, "arrives")) return true;
    }
    throw new Error("conflict without end");
  }

  /** Lines 1 to 8. True when an offer is on disk and has to be sent. */
  fetch(
    device: Device,
    url: string,
    { retire = [], isPatient = false, stopsAfterMerge = false, mustDecide = false }: FetchOptions = {},
  ): boolean {
    const served = this.#served(device, url);
    if (served && !this.#merge(device, url, served, mustDecide)) return false;
    if (stopsAfterMerge) return false;
    const { state, self } = device.disk;
    const enrolment = this.#enrolment(device, url);
    const plan = this.#rules.plan({
      doc: served?.doc,
      docHash: served?.hash,
      state,
      enrolment: { ...enrolment, waitingSince: 0 },
      me: self.device,
      wallet: "ROOT",
      now: isPatient ? 0 : longestWait,
      retire,
    });
    if (!plan.isDue) {
      this.#record(device, url, served, plan.tombstones, self.change);
      return false;
    }
    this.#offer(device, url, served, plan);
    return true;
  }

  #served({ name }: Device, url: string): Version | undefined {
    const { current } = this.provider(url);
    return current && { ...current, doc: this.#rules.read(current.doc, name) };
  }

  /** False when a question stays open: then nothing was merged. */
  #merge(device: Device, url: string, served: Version, mustDecide: boolean): boolean {
    if (this.#rules.isRewound(served.doc, device.disk.self.device, device.disk.self.offered)) this.renew(device);
    const { state, self, enrolments, known } = device.disk;
    const enrolment = this.#enrolment(device, url);
    const changes = this.#rules.merge(state, served.doc, enrolment, self.device, mustDecide);
    if (!changes) return false;
    const revision = Math.max(enrolment.revision, served.doc.revision);
    const seen = { ...enrolment, revision, hash: served.hash, counts: served.doc.counts };
    device.disk = {
      state: withChanges(state, changes),
      self: { ...self, change: changeAfter(self, changes) },
      enrolments: new Map(enrolments).set(url, seen),
      known: known | served.known | this.#keptIn(changes, device, known | served.known),
    };
    return true;
  }

  /** A merge that inserts anew is something the device did. */
  #keptIn({ sets }: Changes, { disk }: Device, past: bigint): bigint {
    const me = disk.self.device;
    const isOwn = ({ ins }: Membership) => ins.device === me && ins.count > (disk.state.counts[me] ?? 0);
    const kept = [...sets].flatMap(([set, { rows = [] }]) => rows.filter(isOwn).map(({ key }) => ({ set, key })));
    const events = kept.map((about, index): Event => {
      const number = this.events.length + index;
      const nothingNew = { isMoney: false, isKept: true, facts: {} };
      return { bit: 1n << BigInt(number), number, kind: "insert", ...nothingNew, ...about, past };
    });
    this.events.push(...events);
    return events.reduce((sum, { bit }) => sum | bit, 0n);
  }

  renew(device: Device): void {
    const { state, self, enrolments } = device.disk;
    const renewal = renewId(state, self, [...enrolments.values()], this.#freshId(device.name));
    device.disk = {
      ...device.disk,
      state: withChanges(state, renewal.changes),
      self: { ...self, ...renewal.self },
      enrolments: new Map(renewal.enrolments.map((enrolment) => [enrolment.url, enrolment])),
    };
  }

  #offer(device: Device, url: string, served: Version | undefined, plan: UploadPlan & { readonly isDue: true }): void {
    const { state, self, known } = device.disk;
    const hash = hashNumber(this.#offers.size);
    this.#offers.set(hash, { doc: this.#rules.deliver(plan.doc), hash, known });
    const { revision, counts } = plan.doc;
    const offer = { revision, hash, counts, change: self.change, tombstones: plan.tombstones };
    this.#enrol(device, {
      ...this.#enrolment(device, url),
      offer: { ...offer, ...(served && { previous: served.hash }) },
    });
    const offered = Math.max(self.offered, state.counts[self.device] ?? 0);
    device.disk = { ...device.disk, self: { ...self, offered } };
  }

  /** Lines 9 to 11, with the offer on disk, which may be one of long ago. False on a conflict. */
  post(device: Device, url: string, fate: Fate): boolean {
    const provider = this.provider(url);
    const enrolment = this.#enrolment(device, url);
    const { offer } = enrolment;
    const version = offer && this.#offers.get(offer.hash);
    if (!offer || !version) throw new Error("nothing to send");
    if (fate === "requestLost") return true;
    const isThere = provider.current?.hash === offer.hash;
    if (!isThere && provider.current?.hash !== offer.previous) {
      const { offer: _, ...rest } = enrolment;
      if (fate === "arrives") this.#enrol(device, rest);
      return false;
    }
    if (!isThere) {
      provider.current = version;
      provider.history.push(version);
      this.uploads += 1;
    }
    if (fate === "arrives") this.#record(device, url, version, offer.tombstones, offer.change);
    return true;
  }

  #record(
    device: Device,
    url: string,
    there: Version | undefined,
    told: UploadPlan["tombstones"],
    change: number,
  ): void {
    const { offer: _, ...enrolment } = this.#enrolment(device, url);
    const { state } = device.disk;
    const changes = this.#rules.record(state, url, told);
    device.disk = { ...device.disk, state: withChanges(state, changes) };
    const revision = Math.max(enrolment.revision, there?.doc.revision ?? 0);
    const isMember = Object.hasOwn(there?.doc.clocks ?? {}, device.disk.self.device);
    const counts = joinCounts(enrolment.counts, there?.doc.counts ?? {});
    this.#enrol(device, { ...enrolment, revision, counts, told: change, isMember, ...(there && { hash: there.hash }) });
  }

  #enrolment(device: Device, url: string): Enrolment {
    const enrolment = device.disk.enrolments.get(url);
    if (!enrolment) throw new Error(`${device.name} is not at ${url}`);
    return enrolment;
  }

  #enrol(device: Device, enrolment: Enrolment): void {
    device.disk = withEnrolment(device.disk, enrolment);
  }

  /** The service shows an older version again, as many uploads back. */
  rollBack(url: string, versions: number): void {
    const provider = this.provider(url);
    provider.current = provider.history[Math.max(0, provider.history.length - 1 - versions)];
  }

  /** The service has lost everything. */
  empty(url: string): void {
    this.provider(url).current = undefined;
  }
}
