/** What only this device knows of itself, and what it knows of each service: local records, never in a document. */
import type { Amount } from "../taler/amount.ts";
import type { Json } from "../taler/codec.ts";
import type { Counts, DeviceId } from "./clock.ts";
import type { Law } from "./law.ts";
import type { Membership, Tombstone } from "./row.ts";

/** What was told under a root that is in use no more; counts as of {@link Self}. */
export interface ToldBefore {
  readonly device: DeviceId;
  readonly offered: number;
  readonly accepted: number;
  /** Hashes of uploads that were on their way: a document that is one of them, or follows on it, holds all that was offered. */
  readonly inFlight: readonly string[];
}

/** What was told under the root in use is told under a former one, once another one takes its place. */
export const toldUntilNow = (
  { toldBefore, root, device, offered, accepted = 0 }: Self,
  enrolments: readonly Enrolment[],
) => {
  const inFlight = enrolments.flatMap(({ offer }) => offer?.hash ?? []);
  return { toldBefore: { ...toldBefore, [root]: { device, offered, accepted, inFlight } } };
};

/** The one record that every write reads and writes, so that one transaction covers the whole device. */
export interface Self {
  readonly id: "self";
  readonly device: DeviceId;
  /** Everything this device's disk contains (merge rules, section 1). */
  readonly counts: Counts;
  /** The highest own count ever put into an upload attempt; a document that shows more proves a rewound disk. */
  readonly offered: number;
  /** The highest own count that any document was seen or accepted with: that much was told for certain. */
  readonly accepted?: number;
  /** Rises by one with every durable change of rows, tombstones or counts. */
  readonly change: number;
  /** The recovery secret, 32 bytes; made at install, replaced by a restore. */
  readonly recoverySecret: string;
  /** Public name of the root derived from it. */
  readonly root: string;
  /**
   * True when the root was drawn here: then no document can know a slot that we do not. Also when the slot was drawn at
   * random, because there is no service that could tell of others.
   */
  readonly isRootOwn: boolean;
  /**
   * By the public names of roots that were in use before: under which id, and up to which counts (see `offered` and
   * `accepted`), this disk told anything under them. A document that shows more of it was told by a copy of this disk.
   */
  readonly toldBefore?: Readonly<Record<string, ToldBefore>>;
  /** Lamport time at which another root was adopted: slots claimed by then were slots of a former one. */
  readonly slotsAfter?: number;
  /** Highest reserve counter ever used, by `root/slot`. */
  readonly reserveCounters: Readonly<Record<string, number>>;
  /** When the user was asked for a backup service, and when they declined; milliseconds. */
  readonly askedForBackupAt?: number;
  readonly declinedBackupAt?: number;
  /** The restore that brought this root here: when (milliseconds), and what each service that was asked had. */
  readonly adopted?: {
    readonly root: string;
    readonly at: number;
    readonly asked: readonly {
      readonly url: string;
      readonly state: "waiting" | "done" | "empty" | "failed";
      /** Why it could not answer, and from when on it is asked again; milliseconds. */
      readonly holds?: { readonly code: string; readonly until: number };
    }[];
  };
  /** What is known of the paper with the secret. That of another root says nothing. */
  readonly secretKept?: KeptSecret;
  /** How this device backs up, as its user chose; promptly when absent. */
  readonly pace?: Pace;
  /** Devices that came to this wallet, or back to it, without the user having said yet whether they know them. */
  readonly newcomers?: Readonly<Record<DeviceId, Newcomer>>;
  /** When the wallet of this root was last saved as a file (milliseconds), and up to which change. */
  readonly savedFile?: { readonly root: string; readonly at: number; readonly change: number };
  /** When this device last found nothing more to clear away; milliseconds. */
  readonly tidiedAt?: number;
  readonly installedAt: number;
}

/** A device that this one had not seen before, or had seen retired. */
export interface Newcomer {
  /** When a document first showed it here; milliseconds. */
  readonly at: number;
  readonly isBack?: true;
}

export interface Pace {
  /** Since when (milliseconds) no service is contacted: the user has switched the backup of this device off. */
  readonly offSince?: number;
  /** The private setting: 32 bytes (base32) from which the moments of all uploads follow; absent in the prompt one. */
  readonly timetable?: string;
}

/** What this device knows of the paper on which the secret of one root is kept; moments in milliseconds. */
export interface KeptSecret {
  readonly root: string;
  /** When the user said that it is put away, or first proved it. Absent when that was taken back. */
  readonly at?: number;
  /** Services that stood beside the secret when it was last shown, and those that the paper names. */
  readonly shown?: readonly string[];
  readonly named?: readonly string[];
  /** When the user last proved to have it, and how often that has been. */
  readonly provenAt?: number;
  readonly proofs?: number;
  /** The user does not want to be reminded before that. */
  readonly quietUntil?: number;
  /** The words that are asked for, by their places, and how many answers were wrong. */
  readonly asked?: { readonly places: readonly number[]; readonly misses: number };
}

/** The tombstone of one set, and the services whose documents may still need it. */
export interface StoredTombstone extends Tombstone {
  readonly set: string;
  readonly open: readonly string[];
}

/** A row of a set this version does not know, or of a known set with facts it cannot read; handed on as it came. */
export interface ForeignRow extends Membership {
  readonly set: string;
}

/** Law of a field this version does not know, as a document named it. */
export interface ForeignLaw {
  readonly set: string;
  readonly field: string;
  readonly law: Law;
}

/** Something received that could not even be joined; kept as received and shown, and it blocks nothing else. */
export interface SetAside {
  readonly set: string;
  /** Canonical spelling of what was received. */
  readonly spelling: string;
  readonly raw: Json;
  readonly reason: string;
  readonly at: number;
}

/**
 * A row on its way back: it died because a document had forgotten it, while its own facts still say that it is money;
 * or the user wants it back from the trash.
 */
export interface AsideRow extends Membership {
  readonly set: string;
  readonly at: number;
  readonly isWished?: boolean;
}

/** What this device knows of one service's document; all of it local. */
export interface Enrolment {
  readonly url: string;
  /** Highest revision seen; hash (base32) and counts of the document last merged. */
  readonly revision: number;
  readonly hash?: string;
  readonly counts: Counts;
  /** A restore found a document there, which is yet to be read: until then no row need name this service. */
  readonly isFound?: true;
  /** `Self.change` at the last completed sync: everything up to it is in the accepted document. */
  readonly told: number;
  /** When a sync was last completed, and a document last accepted; milliseconds. */
  readonly syncedAt?: number;
  readonly acceptedAt?: number;
  /** True once an upload that names this device was accepted; also of a retired one, which is to be named no more. */
  readonly isMember: boolean;
  /** The exact upload in flight; its bytes are among the blobs. */
  readonly offer?: Offer;
  /** Since when (milliseconds) deletions in its document wait for our acknowledgement, which rides on the next upload. */
  readonly waitingSince?: number;
  /** Devices that keep deletions waiting there: the clock each stands at, and since when we watch it; milliseconds. */
  readonly watched?: Readonly<Record<DeviceId, { readonly clock: number; readonly since: number }>>;
  /** What last looked wrong with the service's document, and when; milliseconds. */
  readonly suspicion?: NotedSuspicion;
  /** It takes nothing new; until when it says it can be read, in milliseconds. Absent once it takes documents again. */
  readonly closing?: { readonly until?: number };
  /** Bytes of the document that was last seen or accepted there. */
  readonly size?: number;
  /** A document that did not fit: its bytes, and those of each of its sets. Absent once one is accepted. */
  readonly tooLarge?: { readonly size: number; readonly sizeBySet: Readonly<Record<string, number>> };
  /** Set while the service is not to be contacted. */
  readonly isOff?: boolean;
  /** When its copy was overwritten by one that is empty; milliseconds. */
  readonly emptiedAt?: number;
  /** The root whose document stands there; a wallet that adopted another root leaves the old documents alone. */
  readonly root: string;
  /** When the next look is due although nothing changed here, and when this server was last asked; milliseconds. */
  readonly lookAt?: number;
  readonly asked?: readonly number[];
  /** The private setting: when something is uploaded next, and not before, whatever happens until then; milliseconds. */
  readonly uploadAt?: number;
  /** What the service wants to be paid before it goes on, or is to be asked for. */
  readonly bill?: Bill;
  /** Payments that this service does not want to be told of any more: it never counted them, or did so long ago. */
  readonly unheard?: readonly string[];
  /** When it was last asked what the next year costs; milliseconds. */
  readonly pricedAt?: number;
}

/** An order of an annual fee, or the wish for one: a link that is not there yet is asked for by the next upload. */
export interface Bill {
  /** `account`: the service takes nothing without it; `renewal`: it takes everything, and one wants to go on. */
  readonly kind: "account" | "renewal";
  /** taler://pay; it may hold a claim token. */
  readonly link?: string;
  /** The order before is taken, over or refused: another one is wanted. */
  readonly isFresh?: boolean;
  /** What it costs, once that is known. */
  readonly fee?: Amount;
  /** When it was asked for; milliseconds. */
  readonly at: number;
}

/** Something that looked wrong with a service's document. It stays on record; times in milliseconds. */
export interface NotedSuspicion {
  readonly kind: "ownDiskOld" | "emptied" | "rolledBack" | "forked";
  readonly at: number;
  /** How often the same was noted in a row; once when absent. */
  readonly times?: number;
  /** When the user said that they have seen it. */
  readonly seenAt?: number;
}

/** The bytes of a document, as last merged from a service or as offered to it. */
export interface Blob {
  readonly url: string;
  readonly hash: string;
  readonly body: Uint8Array;
}

/** An upload that may or may not have arrived. */
export interface Offer {
  readonly revision: number;
  readonly hash: string;
  /** Absent for the first version. */
  readonly previous?: string;
  /** `Self.change` and counts that it covers. */
  readonly change: number;
  readonly counts: Counts;
  /** What is added to the address, and the payment (by its contract) that the service counts with it. */
  readonly query?: Readonly<Record<string, string>>;
  readonly pays?: string;
  /** `set key` of each tombstone as of the plan, with what it said, to close `open` entries once accepted. */
  readonly tombstones: readonly (Tombstone & { readonly set: string; readonly stays: boolean })[];
}

/** An order that this device has claimed and nobody has accepted yet: it joins no document (seed 001). */
export interface ClaimedOrder {
  /** Hash of the contract. */
  readonly id: string;
  /** Base URL of the merchant and number of the order, one after the other. */
  readonly order: string;
  /** The contract terms as canonical JSON, and the merchant's signature of their hash. */
  readonly contract: string;
  readonly merchantSig: string;
  /** The nonce that claimed it: given by the link, or else derived for this device of this root. */
  readonly nonce?: string;
  readonly device: DeviceId;
  readonly root: string;
  /** The browser session that the shop wants to be told; often empty. */
  readonly session: string;
  /** Milliseconds. */
  readonly claimedAt: number;
}

/**
 * What the exchange proves to have been taken of a coin of ours, and no plan here explains: another of our devices did
 * it and has not told yet. It joins no document (seed 001), and gives way to the true row when that comes.
 */
export interface Ghost {
  readonly coin: string;
  /** What it was for: `p:CONTRACT`, `m:COMMITMENT` or `recoup`. */
  readonly purpose: string;
  readonly amount: Amount;
  readonly exchange: string;
  /** Milliseconds. */
  readonly seenAt: number;
}

/** The one kind of scheduler state that is stored: what failed, how often, and when to try again. */
export interface Retry {
  readonly id: string;
  readonly failures: number;
  /** Milliseconds. */
  readonly notBefore: number;
  readonly problem: { readonly code: string; readonly detail?: string };
  readonly at: number;
}

/** How many rows of a set are of one sort: kept in step by the transaction that changes them, never told to anybody. */
export interface Tally {
  readonly set: string;
  /** As the entity spells it (`Entity.sort`). */
  readonly sort: string;
  readonly count: number;
}
