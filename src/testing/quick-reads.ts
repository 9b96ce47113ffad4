/**
 * Reads of the fake disk without a transaction, where nobody is writing: most of what a wallet does to its disk is to look
 * whether there is anything to do. What is not as simple as that goes the way it always goes.
 */
import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

type Key = string | number | readonly (string | number)[];

interface Row {
  readonly key: Key;
  readonly value: unknown;
}

/** As much of the fake's insides as is touched here. In an index, the values of records are primary keys. */
interface Records {
  get(key: Key): Row | undefined;
  values(range?: IDBKeyRange): Iterable<Row>;
}
interface Store {
  readonly records: Records;
  readonly rawIndexes: ReadonlyMap<string, { readonly records: Records }>;
}
interface Transaction {
  readonly mode: IDBTransactionMode;
  readonly _scope: ReadonlySet<string>;
  readonly _state: string;
}
interface Disk {
  readonly transactions: readonly Transaction[];
  readonly rawObjectStores: ReadonlyMap<string, Store>;
}

/** As much of Dexie's. */
interface Table {
  readonly name: string;
  readonly _tx?: object;
  readonly db: { isOpen(): boolean; readonly idbdb: { readonly _rawDatabase: Disk } | null };
  readonly hook: { readonly reading: { readonly subscribers: readonly unknown[] } };
}
interface Context {
  readonly table: Table;
  readonly index: string | null;
  readonly isPrimKey: boolean;
  /** 1 for one key, 2 for all between two, 3 for all there are. */
  readonly range: {
    readonly type: number;
    readonly lower: Key;
    readonly upper: Key;
    readonly lowerOpen?: boolean;
    readonly upperOpen?: boolean;
  };
  readonly dir: string;
  readonly unique: string;
  readonly offset: number;
  readonly limit: number;
  readonly filter: unknown;
  readonly algorithm: unknown;
  readonly or: unknown;
  readonly error: unknown;
  readonly valueMapper: unknown;
}
type Method<T> = (this: T, ...parameters: readonly unknown[]) => unknown;

/** What holds the table's rows, unless somebody is in a transaction, or writes to them, or listens to what is read. */
function storeOf({ db, name, hook, _tx }: Table): Store | undefined {
  if (Dexie.currentTransaction || _tx || !db.isOpen() || !db.idbdb || hook.reading.subscribers.length > 0)
    return undefined;
  const { transactions, rawObjectStores } = db.idbdb._rawDatabase;
  const isInWay = ({ mode, _state, _scope }: Transaction) =>
    mode !== "readonly" && _state !== "finished" && (mode === "versionchange" || _scope.has(name));
  return transactions.some(isInWay) ? undefined : rawObjectStores.get(name);
}

/** What such a look at rows finds, in their order; undefined when it is not a simple one. */
function found({ table, index, isPrimKey, range, ...rest }: Context): readonly Row[] | undefined {
  const { dir, unique, offset, limit, filter, algorithm, or, error, valueMapper } = rest;
  if (dir !== "next" || unique || offset > 0 || limit <= 0) return undefined;
  if (filter || algorithm || or || error || valueMapper) return undefined;
  const store = storeOf(table);
  const records = isPrimKey || index === null ? store?.records : store?.rawIndexes.get(index)?.records;
  if (!store || !records) return undefined;
  const keys = rangeOf(range);
  if (keys === null) return undefined;
  const all: Row[] = [];
  for (const record of records.values(keys)) {
    if (all.length >= limit) break;
    const row = records === store.records ? record : store.records.get(record.value as Key);
    if (row) all.push(row);
  }
  return all;
}

/** The keys as the fake knows them, undefined for all; null for what is left to others. */
function rangeOf({ type, lower, upper, lowerOpen, upperOpen }: Context["range"]): IDBKeyRange | undefined | null {
  if (type === 3) return undefined;
  if (type === 1) return isKey(lower) ? IDBKeyRange.only(lower) : null;
  return type === 2 && isKey(lower) && isKey(upper) ? IDBKeyRange.bound(lower, upper, lowerOpen, upperOpen) : null;
}

const isKey = (key: unknown): key is Key =>
  typeof key === "string" || typeof key === "number" || (Array.isArray(key) && key.every(isKey));

const copyOf = (record: Row | undefined): unknown => record && structuredClone(record.value);

/** The method, which is answered by `quick` where that has an answer: `undefined` is none. */
function preferring<T extends object>(prototype: T, name: string, quick: (self: T, first: unknown) => unknown): void {
  const methods = prototype as Record<string, Method<T>>;
  const thorough = methods[name];
  if (!thorough) throw new TypeError(`the database has no ${name}`);
  methods[name] = function (this: T, ...parameters) {
    const [first, shortcut] = parameters;
    const isPlain = shortcut === undefined && typeof first !== "function";
    const answer = isPlain ? quick(this, first) : undefined;
    return answer === undefined
      ? Reflect.apply(thorough, this, parameters)
      : Dexie.Promise.resolve((answer as [unknown])[0]);
  };
}

let isInstalled = false;

/** From now on simple reads of the fake disks of this process are quick. */
export function installQuickReads(): void {
  if (isInstalled) return;
  isInstalled = true;
  const sample = new Dexie("sample", { indexedDB: new IDBFactory(), IDBKeyRange });
  sample.version(1).stores({ rows: "key" });
  const parent = (value: object) => Object.getPrototypeOf(Object.getPrototypeOf(value)) as object;
  const tables = parent(sample.table("rows")) as Table;
  const collections = parent(sample.table("rows").toCollection()) as { readonly _ctx: Context };

  preferring(tables, "get", (table, key) => {
    if (!isKey(key)) return undefined;
    const store = storeOf(table);
    return store && [copyOf(store.records.get(key))];
  });
  preferring(tables, "bulkGet", (table, keys) => {
    if (!Array.isArray(keys) || !keys.every(isKey)) return undefined;
    const store = storeOf(table);
    return store && [keys.map((key) => copyOf(store.records.get(key)))];
  });
  preferring(collections, "toArray", ({ _ctx }) => {
    const rows = found(_ctx);
    return rows && [rows.map(copyOf)];
  });
  preferring(collections, "primaryKeys", ({ _ctx }) => {
    const rows = found(_ctx);
    return rows && [rows.map(({ key }) => structuredClone(key))];
  });
  preferring(collections, "count", ({ _ctx }) => {
    const rows = found(_ctx);
    return rows && [rows.length];
  });
}
