/** The database: a table for every kind of row, and those of this device alone. */
import Dexie, { type DexieOptions, type Table } from "dexie";
import { entities } from "./entities.ts";
import type { Entity, RowOf } from "./entity.ts";
import type { ExchangeOffer } from "./exchange-offer.ts";
import type { AskedRemoval, TrashRow } from "./removal.ts";
import type {
  AsideRow,
  Blob,
  ClaimedOrder,
  Enrolment,
  ForeignLaw,
  ForeignRow,
  Ghost,
  Retry,
  Self,
  SetAside,
  StoredTombstone,
  Tally,
} from "./self.ts";

/** Tables of this device alone, with their primary keys. */
export const localTables = {
  self: "id",
  tombstones: "[set+key]",
  foreign: "[set+key]",
  foreignLaws: "[set+field]",
  setAside: "[set+spelling]",
  aside: "[set+key]",
  enrolments: "url",
  blobs: "[url+hash]",
  offers: "url",
  retries: "id",
  tallies: "[set+sort]",
  orders: "id,order",
  ghosts: "[coin+purpose]",
  trash: "[set+key],at",
  removals: "url",
} as const;

/** Every write tells the names of the sets it changed, after it is durable. */
export type ChangeListener = (sets: readonly string[]) => void;

export class Database extends Dexie {
  declare readonly self: Table<Self, string>;
  declare readonly tombstones: Table<StoredTombstone, [string, string]>;
  declare readonly foreign: Table<ForeignRow, [string, string]>;
  declare readonly foreignLaws: Table<ForeignLaw, [string, string]>;
  declare readonly setAside: Table<SetAside, [string, string]>;
  declare readonly aside: Table<AsideRow, [string, string]>;
  declare readonly enrolments: Table<Enrolment, string>;
  declare readonly blobs: Table<Blob, [string, string]>;
  declare readonly offers: Table<ExchangeOffer, string>;
  declare readonly retries: Table<Retry, string>;
  declare readonly tallies: Table<Tally, [string, string]>;
  declare readonly orders: Table<ClaimedOrder, string>;
  declare readonly ghosts: Table<Ghost, [string, string]>;
  declare readonly trash: Table<TrashRow, [string, string]>;
  declare readonly removals: Table<AskedRemoval, string>;

  onChange: ChangeListener = () => {};
  /** Called before and after each write; tests stop the world here. */
  boundary: () => Promise<void> = async () => {};

  constructor(name: string, options?: DexieOptions) {
    super(name, options);
    // They serve live queries, of which there are none: each write would be told to nobody.
    this.unuse({ stack: "dbcore", name: "Cache" });
    this.unuse({ stack: "dbcore", name: "Observability" });
  }

  /** The table of one kind of row. */
  of<E extends Entity>(entity: E): Table<RowOf<E>, string> {
    return this.table(entity.name);
  }
}

/** The Dexie schema: primary keys and index columns, derived from the entities. */
export function schema(): Record<string, string> {
  const ofEntities = entities.map((entity) => [
    entity.name,
    ["key", "seq", ...Object.keys(entity.indexes).map((name) => `ix.${name}`)].join(","),
  ]);
  return { ...Object.fromEntries(ofEntities), ...localTables };
}
