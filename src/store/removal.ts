/** What leaves this device and may be missed: rows in the local trash, and removals that wait for the user. */
import type { Amount } from "../taler/amount.ts";
import type { DeviceId } from "./clock.ts";
import type { Membership } from "./row.ts";

/** A row that was removed and can be brought back for a while; this device only. */
export interface TrashRow extends Membership {
  readonly set: string;
  /** Since when it lies here; milliseconds. */
  readonly at: number;
  /** The device that removed it; absent when a document had lost it and nobody says so. */
  readonly by?: DeviceId;
  /** The service whose document told of it; absent for what was removed here. */
  readonly service?: string;
}

/** What a service's document would take from this device: more than is taken without asking. This device only. */
export interface AskedRemoval {
  /** The service. */
  readonly url: string;
  /** Base32 hash of its document. */
  readonly hash: string;
  /** Since when the user is asked; milliseconds. */
  readonly at: number;
  /** Devices whose deletions the document holds, by name; empty for one without. */
  readonly devices: readonly { readonly id: DeviceId; readonly name: string }[];
  /** So many of the rows the document once had and has no more, though nobody deleted them. */
  readonly forgotten: number;
  /** By currency: what would be gone, and of how much. */
  readonly amounts: readonly { readonly lost: Amount; readonly of: Amount }[];
  /** Entries of the history: how many would be gone, and of how many. */
  readonly entries: { readonly lost: number; readonly of: number };
  /** Each removal, named by set, key and the insert that it takes: what a decision is about. */
  readonly names: readonly string[];
  readonly decided?: "remove" | "keep";
}

/** What becomes of trash and questions, beside the rows. */
export interface RemovalChanges {
  /** Rows that are removed and that may be missed. */
  readonly trash?: readonly TrashRow[];
  /** What the user is asked from now on. */
  readonly asks?: AskedRemoval;
  /** The service about which there is no question any more. */
  readonly settles?: string;
}
