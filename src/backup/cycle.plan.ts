/** One sync thought through: what to merge, whether to upload, what to write (merge rules, section 4); pure. */
import { WalletError } from "../api/problems.ts";
import type { Adoption, AdoptSight } from "../store/adopt.ts";
import type { DeviceId } from "../store/clock.ts";
import { learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { bothChanges, type Changes, changeAfter, noChanges, type State, withChanges } from "../store/state.ts";
import { Step } from "../store/step.ts";
import { seconds } from "../taler/time.ts";
import type { Doc } from "./doc.ts";
import { mergeDoc, mostForgotten } from "./merge.ts";
import { planRecord } from "./record.plan.ts";
import { planRetirement } from "./retire.plan.ts";
import { renewId } from "./rewind.ts";
import { claimSlot, mustClaimSlot, slotClaims } from "./slot.ts";
import { isRewound, suspicions } from "./suspicion.ts";
import { planUpload, type ToldTombstones } from "./upload.plan.ts";

/** What a service holds, opened. Nothing at all when `doc` is absent. */
export interface Served {
  readonly doc?: Doc;
  /** Base32 hashes of the document's bytes and of those it replaced. */
  readonly hash?: string;
  readonly previous?: string | undefined;
}

/** What chance and clock give to the plan, drawn beforehand. */
export interface Dice {
  /** Milliseconds. */
  readonly now: number;
  /** A device id, in case this one must be renewed. */
  readonly freshId: DeviceId;
  readonly deviceName: string;
  /** When to look again although nothing changed here; milliseconds. */
  readonly lookAt: number;
}

/** The document to be offered, and what its acceptance will have told. */
export interface Upload {
  readonly doc: Doc;
  readonly previous: string | undefined;
  readonly change: number;
  readonly tombstones: ToldTombstones;
}

/** What a sync did apart from writing: the upload that is due, if any, and services that the merge has taken away. */
export interface SyncResult {
  readonly upload?: Upload;
  readonly left: readonly string[];
}

/** How old this device's last sign of life may be before an upload that is due anyway carries a new one. Seconds. */
const staleSign = 6 * 60 * 60;

/** Everything between the answer of a service and the upload, for one transaction. */
export function planSync(url: string, served: Served, dice: Dice) {
  return ({ state: before, self, enrolments }: AdoptSight): Adoption<SyncResult> => {
    const known = enrolments.find((one) => one.url === url);
    if (!known) return { result: { left: [] } };
    const draft = new Draft(before, self, enrolments);
    const odd = suspicions({ me: self.device, offered: self.offered, enrolment: known }, suspect(served));
    if (served.doc) draft.meet(served.doc, dice, known.isMember && odd.length === 0);
    if (mustClaimSlot(slotClaims(draft.state), draft.self.device)) draft.claim(dice);
    const enrolment = { ...draft.enrolment(url), ...(odd[0] && { suspicion: { kind: odd[0], at: dice.now } }) };
    const plan = draft.plan(served, enrolment, dice);
    return draft.written(url, enrolment, served, plan, dice);
  };
}

const suspect = ({ doc, hash, previous }: Served) =>
  doc && hash !== undefined ? { doc, hash, ...(previous !== undefined && { previous }) } : undefined;

type Plan = ReturnType<typeof planUpload> & { readonly watched: NonNullable<Enrolment["watched"]> };

/** The state as it becomes while the sync is thought through. */
class Draft {
  readonly #before: State;
  readonly #first: Self;
  #changes: Changes = noChanges;
  #enrolments: readonly Enrolment[];
  state: State;
  self: Self;

  constructor(state: State, self: Self, enrolments: readonly Enrolment[]) {
    this.#before = state;
    this.#first = self;
    this.#enrolments = enrolments;
    this.state = state;
    this.self = self;
  }

  #make(changes: Changes): void {
    this.#changes = bothChanges(this.#changes, changes);
    this.state = withChanges(this.state, changes);
    this.self = { ...this.self, counts: this.state.counts };
  }

  enrolment(url: string): Enrolment {
    const found = this.#enrolments.find((one) => one.url === url);
    if (!found) throw new Error("a sync with a service that is not enrolled");
    return found;
  }

  /** Merges; before that, a disk that was put back or copied gets a new name. */
  meet(doc: Doc, { freshId }: Dice, isOrdinary: boolean): void {
    const isOld = isRewound(doc, this.self.device, this.self.offered);
    if (isOld) {
      const { changes, self, enrolments } = renewId(this.state, this.self, this.#enrolments, freshId);
      this.#make(changes);
      // The other copy may hold our slot: nothing is derived before a new one is safe.
      this.self = { ...this.self, ...self, isRootOwn: false };
      this.#enrolments = enrolments;
    }
    const { changes, forgotten } = mergeDoc(this.state, doc);
    if (isOrdinary && !isOld && forgotten > mostForgotten) throw new WalletError("massDeletion", `${forgotten} rows`);
    this.#make(changes);
  }

  claim({ deviceName, now }: Dice): void {
    this.#make(claimSlot(this.state, this.self, { name: deviceName, joinedAt: seconds(now) }));
  }

  plan(served: Served, enrolment: Enrolment, dice: Dice): Plan {
    const { retire, watched } = served.doc
      ? planRetirement(served.doc, this.self.device, enrolment.watched ?? {}, dice.now)
      : { retire: [], watched: {} };
    const question = {
      ...(served.doc && { doc: served.doc, docHash: served.hash }),
      enrolment,
      me: this.self.device,
      wallet: this.self.root,
      now: dice.now,
      retire,
    };
    const plan = planUpload({ ...question, state: this.state });
    if (!plan.isDue || !this.#signOfLife(dice.now)) return { ...plan, watched };
    return { ...planUpload({ ...question, state: this.state }), watched };
  }

  /** True when the own row was told that this device lives. */
  #signOfLife(now: number): boolean {
    const row = this.state.sets.get(devices.name)?.rows.get(this.self.device);
    const seen = row?.facts.seenAt;
    if (!row || (typeof seen === "number" && seconds(now) - seen < staleSign)) return false;
    const step = new Step(this.self);
    const after = step.apply(row, learn(devices, row.key, { seenAt: seconds(now) }));
    if (!after || !("ins" in after)) return false;
    this.#make({ sets: new Map([[devices.name, { rows: [after] }]]) });
    return true;
  }

  written(url: string, enrolment: Enrolment, served: Served, plan: Plan, { now, lookAt }: Dice): Adoption<SyncResult> {
    const left = this.#left(url);
    const self = { device: this.self.device, offered: this.self.offered, isRootOwn: this.self.isRootOwn };
    const { offer: _, ...met } = { ...enrolment, ...seen(enrolment, served), watched: plan.watched, lookAt };
    if (plan.isDue) {
      const change = changeAfter(this.#first, this.#changes);
      const upload = { doc: plan.doc, previous: served.hash, change, tombstones: plan.tombstones };
      return { changes: this.#changes, self, enrolments: this.#all(met), result: { upload, left } };
    }
    const changes = bothChanges(this.#changes, planRecord(this.state, url, plan.tombstones));
    const told = changeAfter(this.#first, changes);
    const { waitingSince: _since, ...rest } = met;
    const waiting = plan.waitingSince === undefined ? {} : { waitingSince: plan.waitingSince };
    return {
      changes,
      self,
      enrolments: this.#all({ ...rest, ...waiting, told, syncedAt: now }),
      result: { left },
    };
  }

  #all(one: Enrolment): Enrolment[] {
    return this.#enrolments.map((other) => (other.url === one.url ? one : other));
  }

  /** Services this wallet used before the merge and uses no more: another device has left them. */
  #left(url: string): string[] {
    const rows = (state: State) => state.sets.get("providers")?.rows;
    const gone = [...(rows(this.#before)?.keys() ?? [])].filter((key) => !rows(this.state)?.has(key));
    return gone.filter((key) => key !== url || this.enrolment(url).isMember);
  }
}

/** What is remembered of a document once it is merged. */
function seen(enrolment: Enrolment, { doc, hash }: Served): Partial<Enrolment> {
  if (!doc || hash === undefined) return {};
  return {
    revision: Math.max(enrolment.revision, doc.revision),
    hash,
    counts: doc.counts,
    isMember: enrolment.isMember,
  };
}
