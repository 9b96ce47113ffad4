/** Opens the database with the schema that the entities ask for. */
import Dexie, { type Table } from "dexie";
import { entities } from "./entities.ts";
import type { Entity, RowOf } from "./entity.ts";
import type { ExchangeOffer } from "./exchange-offer.ts";
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
} from "./self.ts";
import type { Tally } from "./tally.ts";
import { deriveAnew } from "./upgrade.ts";

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
} as const;

/**
 * What a version of the database changed: sets with another index column or another sort, whose rows have to be
 * derived anew. Upgrades only add (design, section 11); the schema itself is always that of the entities.
 */
const changedByVersion: Readonly<Record<number, readonly string[]>> = {
  1: [],
  /** Withdrawals have their place in the story, and like coins they are counted. */
  2: ["withdrawals", "coins"],
  /** Purchases, payments and refreshes; coins by what was taken of them. */
  3: ["coins"],
};

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

  onChange: ChangeListener = () => {};
  /** Called before and after each write; tests stop the world here. */
  boundary: () => Promise<void> = async () => {};

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

/**
 * Opens (or makes) the database `name`.
 * Every commit is durable before it is reported: Chrome is asked for strict durability, Firefox flushes anyway
 * (design, section 7). `factory` replaces the browser's IndexedDB in tests.
 */
export async function openDatabase(
  name = "satchel",
  factory?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange },
): Promise<Database> {
  const db = new Database(name, { chromeTransactionDurability: "strict", ...factory });
  for (const [version, changed] of Object.entries(changedByVersion)) {
    db.version(Number(version))
      .stores(schema())
      .upgrade((transaction) => deriveAnew(transaction, changed));
  }
  await db.open();
  return db;
}
