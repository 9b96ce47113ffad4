/** The shape of a backup document: every set with its rows, stamps and tombstones (FORMAT.md publishes it). */
import type { Counts, DeviceId } from "../store/clock.ts";
import type { Law } from "../store/law.ts";
import type { Membership, Tombstone } from "../store/row.ts";
import type { Json } from "../taler/codec.ts";

/** A newer major version is refused by name; a newer minor one is read, and what is unknown handed on. */
export const formatVersion = { major: 1, minor: 1 } as const;

/** A tombstone with the revision in which it first stood in this very document. */
export type DocTombstone = Tombstone & { readonly since: number };

export interface DocSet {
  /** The law of each field that any row carries, so that an older version can join fields it does not know. */
  readonly laws: Readonly<Record<string, Law>>;
  /** Sorted by key. */
  readonly rows: readonly Membership[];
  readonly tombstones: readonly DocTombstone[];
  /** Members that could not be read, handed on as they came. */
  readonly unread: readonly Json[];
}

export interface Doc {
  readonly version: { readonly major: number; readonly minor: number };
  /** Public name of the root the document belongs to. */
  readonly wallet: string;
  /** This document's own clock: one more per accepted upload. */
  readonly revision: number;
  /** Connected devices: the revision whose content is safely on that device's disk. */
  readonly clocks: Readonly<Record<DeviceId, number>>;
  /** Every device that ever wrote, retired ones too. */
  readonly counts: Counts;
  /** Base32 SHA-512 of the last blobs before this one, oldest first, at most 64: shows forks to who skipped some. */
  readonly previous: readonly string[];
  /** By set name. Sets of newer versions are handed on like any other. */
  readonly sets: Readonly<Record<string, DocSet>>;
}
