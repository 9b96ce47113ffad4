/** One sync thought through: what to merge, whether to upload, what to write (merge rules, section 4); pure. */
import type { Adoption, AdoptSight } from "../store/adopt.ts";
import type { DeviceId } from "../store/clock.ts";
import { type Deed, insert, learn } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { providers } from "../store/entities/provider.ts";
import type { AskedRemoval, TrashRow } from "../store/removal.ts";
import type { Membership } from "../store/row.ts";
import type { Enrolment, Self } from "../store/self.ts";
import {
  bothChanges,
  type Changes,
  changeAfter,
  emptySet,
  noChanges,
  type State,
  withChanges,
} from "../store/state.ts";
import { Step } from "../store/step.ts";
import { seconds } from "../taler/time.ts";
import type { Doc } from "./doc.ts";
import { feeQuery, promiseOf, type Told } from "./fee.plan.ts";
import { type Asking, mergeGuarded } from "./guarded-merge.ts";
import { afterMeeting } from "./meeting.plan.ts";
import { isArriving, newcomersAfter, retiredIn } from "./newcomers.plan.ts";
import { offeredBefore, surelyOurs } from "./offered.ts";
import { nextUpload } from "./pace.plan.ts";
import { planRecord } from "./record.plan.ts";
import { planRetirement } from "./retire.plan.ts";
import { renewId, retold } from "./rewind.ts";
import type { Dice, Place, Served, SyncResult, Upload } from "./served.ts";
import { claimSlot, currentClaim, drawnSlot, mustClaimSlot, slotClaims } from "./slot.ts";
import { isRewound, suspicions } from "./suspicion.ts";
import { planUpload } from "./upload.plan.ts";

/** How old this device's last sign of life may be before an upload that is due anyway carries a new one. Seconds. */
const staleSign = 6 * 60 * 60;

/** Everything between the answer of a service and the upload, for one transaction. */
export function planSync({ url, root }: Place, served: Served, dice: Dice) {
  return ({ state: before, self, enrolments, removals }: AdoptSight): Adoption<SyncResult> => {
    const known = enrolments.find((one) => one.url === url);
    // While the service was asked it was left, or another root was adopted: this document is none of ours any more.
    if (!known || known.root !== root || self.root !== root) return { result: {} };
    const offered = offeredBefore(self, enrolments, served);
    const odd = suspicions({ me: self.device, offered, enrolment: known }, suspect(served));
    const draft = new Draft(before, { ...self, offered }, enrolments);
    if (served.doc) {
      const asked = removals.find((one) => one.url === url);
      const asking: Asking = { url, hash: served.hash ?? "", now: dice.now, asked };
      const asks = odd.includes("ownDiskOld")
        ? draft.meetOwnFuture(served.doc, surelyOurs(self, known), asking, dice)
        : draft.meet(served.doc, odd.length === 0, asking);
      if (asks) return { asks, result: { asks } };
    }
    if (served.doc && !isArriving(self, known, dice.now)) draft.noteNewcomers(dice.now);
    if (known.hash === undefined) draft.use(known, dice);
    if (draft.mustClaim()) draft.claim(dice);
    const enrolment = afterMeeting(draft.enrolment(url), served, odd, draft.guest(), dice);
    return draft.written(enrolment, served, draft.plan(served, enrolment, dice), dice);
  };
}

const suspect = ({ doc, hash, previous }: Served) =>
  doc && hash !== undefined ? { doc, hash, ...(previous !== undefined && { previous }) } : undefined;

type Plan = ReturnType<typeof planUpload> & { readonly watched: NonNullable<Enrolment["watched"]> };

/** The state as it becomes while the sync is thought through. */
export class Draft {
  readonly #first: Self;
  readonly #before: State;
  #changes: Changes = noChanges;
  #enrolments: readonly Enrolment[];
  #trash: readonly TrashRow[] = [];
  /** The name that this device bore before it was renewed. */
  #former: DeviceId | undefined;
  state: State;
  self: Self;

  constructor(state: State, self: Self, enrolments: readonly Enrolment[]) {
    this.#first = self;
    this.#before = state;
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

  /** A disk that was put back or copied gets a new name, for whatever it or its other copy did beyond this count. */
  meetOwnFuture(doc: Doc, ours: number, asking: Asking, { freshId }: Dice): AskedRemoval | undefined {
    const { device, offered } = this.self;
    this.#former = device;
    // Who says by hearsay more of this device than it told may have left out of it what it did tell.
    const told = isRewound(doc, device, offered) ? (doc.counts[device] ?? 0) : ours;
    const known = { device, offered: Math.min(offered, ours, told) };
    const { changes, self, enrolments } = renewId(this.state, known, this.#enrolments, freshId);
    this.#make(changes);
    // The other copy may hold our slot: nothing is derived before a new one is safe.
    this.self = { ...this.self, ...self, isRootOwn: false, accepted: 0 };
    this.#enrolments = enrolments;
    const asks = this.meet(doc, false, { ...asking, former: device });
    if (!asks) this.#make(retold(this.state, known, freshId));
    return asks;
  }

  /** Undefined once merged; otherwise what the user is asked first, and then this draft is void. */
  meet(doc: Doc, isTrusted: boolean, asking: Asking): AskedRemoval | undefined {
    const { device, root, accepted = 0 } = this.self;
    const isOrdinary = isTrusted && Object.hasOwn(doc.clocks, device);
    const merged = mergeGuarded(this.state, doc, { ...asking, me: device, root, isOrdinary });
    if ("asks" in merged) return merged.asks;
    this.#make(merged.changes);
    this.#trash = merged.trash;
    this.self = { ...this.self, accepted: Math.max(accepted, doc.counts[device] ?? 0) };
    return undefined;
  }

  /** As whom this device meets the document. */
  guest() {
    const { device } = this.self;
    return { device, isRetired: retiredIn(this.state).includes(device) };
  }

  /** The user is to hear of devices that the merge has brought. */
  noteNewcomers(now: number): void {
    this.self = { ...this.self, newcomers: newcomersAfter(this.self, this.#before, this.state, now) };
  }

  /**
   * A document that a restore has found may not name the service it lies at, if it was moved there or made by hand. One
   * that another wallet brought along is from now on a service of this one. Any other without a row has been removed on
   * another device, and is not brought back.
   */
  use({ url, isFound }: Pick<Enrolment, "url" | "isFound">, { now }: Dice): void {
    const row = this.#rowOf(providers.name, url);
    const roots = [this.self.root];
    if (!row && isFound) this.#do(insert(providers, url, { addedAt: seconds(now), roots }));
    else if (row?.facts.roots !== undefined) this.#do(learn(providers, url, { roots }));
  }

  mustClaim(): boolean {
    const claims = slotClaims(this.state);
    const { device, slotsAfter = -1 } = this.self;
    const own = currentClaim(claims, device);
    return mustClaimSlot(claims, device) || (own !== undefined && own.at.count <= slotsAfter);
  }

  claim({ deviceName, now }: Dice): void {
    this.#make(claimSlot(this.state, this.self, { name: this.#formerName ?? deviceName, joinedAt: seconds(now) }));
  }

  /** What its owner called this device before it was renewed: it is the same to them. */
  get #formerName(): string | undefined {
    const row = this.#former === undefined ? undefined : this.#rowOf(devices.name, this.#former);
    const { value } = (row?.facts.name ?? {}) as { readonly value?: unknown };
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** Where no service can tell of other devices. */
  draw({ deviceName, now }: Dice, luck: number): void {
    const slot = drawnSlot(slotClaims(this.state), luck);
    this.#make(claimSlot(this.state, this.self, { name: deviceName, joinedAt: seconds(now), slot }));
    this.self = { ...this.self, isRootOwn: true };
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
      retire: [...retire, ...retiredIn(this.state)],
      isCover: dice.isCover,
    };
    const plan = planUpload({ ...question, state: this.state });
    if (!plan.isDue || !this.#signOfLife(dice.now)) return { ...plan, watched };
    return { ...planUpload({ ...question, state: this.state }), watched };
  }

  /** True when the own row was told that this device lives. */
  #signOfLife(now: number): boolean {
    const { device } = this.self;
    const seen = this.#rowOf(devices.name, device)?.facts.seenAt;
    if (typeof seen === "number" && seconds(now) - seen < staleSign) return false;
    return this.#do(learn(devices, device, { seenAt: seconds(now) }));
  }

  #rowOf(set: string, key: string): Membership | undefined {
    return this.state.sets.get(set)?.rows.get(key);
  }

  /** True when it changed anything. */
  #do(deed: Deed): boolean {
    const set = this.state.sets.get(deed.entity.name) ?? emptySet;
    const before = set.rows.get(deed.key) ?? set.tombstones.get(deed.key);
    const step = new Step(this.self);
    const after = step.apply(before, deed);
    if (after === before || !after || !("ins" in after)) return false;
    const counts = step.after().counts;
    const hasTicked = counts !== this.self.counts;
    this.#make({ ...(hasTicked && { counts }), sets: new Map([[deed.entity.name, { rows: [after] }]]) });
    return true;
  }

  /** Local records of oneself, as they became. */
  #ofOneself() {
    const { device, offered, accepted = 0, isRootOwn, newcomers } = this.self;
    return { device, offered, accepted, isRootOwn, ...(newcomers && { newcomers }) };
  }

  /** What a document that lies at no service changes: nothing is told to anybody. */
  met(): Omit<Adoption<never>, "result"> {
    return {
      changes: this.#changes,
      self: this.#ofOneself(),
      enrolments: this.#enrolments,
      trash: this.#trash,
    };
  }

  /** What to write. The services of the wallet follow from its rows, and are joined and left by themselves. */
  written(met: Enrolment, served: Served, plan: Plan, { now }: Dice): Adoption<SyncResult> {
    const self = this.#ofOneself();
    const { device } = self;
    const { offer: _, waitingSince: _since, ...rest } = { ...met, watched: plan.watched };
    // What the service held when it was asked last says nothing of what the user was asked since.
    const about = { trash: this.#trash, ...(!served.isRemembered && { settles: met.url }) };
    if (plan.isDue) {
      const waiting = met.waitingSince === undefined ? {} : { waitingSince: met.waitingSince };
      const change = changeAfter(this.#first, this.#changes);
      const fee = feeOf({ doc: plan.doc, held: served.doc, enrolment: met, now });
      const upload = { doc: plan.doc, previous: served.hash, device, change, tombstones: plan.tombstones, ...fee };
      const all = this.#all({ ...rest, ...waiting });
      return { changes: this.#changes, self, enrolments: all, ...about, result: { upload } };
    }
    const changes = bothChanges(this.#changes, planRecord(this.state, met.url, plan.tombstones));
    const { tooLarge: _large, ...calm } = rest;
    const waiting = plan.waitingSince === undefined ? {} : { waitingSince: plan.waitingSince };
    // All there is stands in the document already, whoever told it.
    const told = { told: changeAfter(this.#first, changes), syncedAt: now, acceptedAt: met.acceptedAt ?? now };
    const all = this.#all({ ...calm, ...waiting, ...told, ...nextUpload(this.#first, met, now) });
    return { changes, self, enrolments: all, ...about, result: {} };
  }

  #all(one: Enrolment): Enrolment[] {
    return this.#enrolments.map((other) => (other.url === one.url ? one : other));
  }
}

/** What the upload says of the annual fee. */
function feeOf(told: Told): Pick<Upload, "query" | "pays"> {
  const promise = promiseOf(told);
  const query = feeQuery(promise, told);
  return { ...(query && { query }), ...(promise && { pays: promise.id }) };
}
