/** What a sync begins with and what it comes to: a document that a service holds, and the upload that is due. */
import type { DeviceId } from "../store/clock.ts";
import type { AskedRemoval } from "../store/removal.ts";
import type { Doc } from "./doc.ts";
import type { ToldTombstones } from "./upload.plan.ts";

/** What a service holds, opened. Nothing at all when `doc` is absent. */
export interface Served {
  readonly doc?: Doc;
  /** Base32 hashes of the document's bytes and of those it replaced. */
  readonly hash?: string;
  readonly previous?: string | undefined;
  /** Of its bytes. */
  readonly size?: number;
  /** The service was not asked: this is what it held when it was asked last. */
  readonly isRemembered?: boolean;
  /** Hash of the upload in whose place it was served. */
  readonly refused?: string;
}

/** Whose document of which service. */
export interface Place {
  readonly url: string;
  /** Public name of the root. */
  readonly root: string;
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
  /** The moment of this upload was drawn in advance: something is uploaded, be there news or not. */
  readonly isCover: boolean;
}

/** The document to be offered, and what its acceptance will have told. */
export interface Upload {
  readonly doc: Doc;
  readonly previous: string | undefined;
  /** As whom it was written. */
  readonly device: DeviceId;
  readonly change: number;
  readonly tombstones: ToldTombstones;
  /** What its address says of the annual fee, and the payment that is counted with it. */
  readonly query?: Readonly<Record<string, string>>;
  readonly pays?: string;
}

/** What a sync did apart from writing: the upload that is due, if any. */
export interface SyncResult {
  readonly upload?: Upload;
  /** Nothing was merged: the document would take much from this device, and the user has to decide. */
  readonly asks?: AskedRemoval;
}
