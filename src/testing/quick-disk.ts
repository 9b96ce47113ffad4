/** The fake disk without its waits: what it puts off comes as soon as promises have settled, not a turn later. */
import { IDBDatabase, IDBTransaction } from "fake-indexeddb";

/** As much of the fake's insides as is touched here. */
interface Transaction {
  readonly mode: IDBTransactionMode;
  readonly _scope: ReadonlySet<string>;
  readonly _started: boolean;
  readonly _state: string;
  _start(): void;
  addEventListener(type: "complete" | "abort", listener: () => void): void;
}
interface Disk {
  readonly transactions: readonly Transaction[];
  processTransactions: () => void;
}
interface Connection {
  readonly _rawDatabase: Disk;
  transaction(...parameters: readonly unknown[]): Transaction;
}

type Deed = () => void;

// Dexie puts another `then` in its place for a while.
const { then } = Promise.prototype;
const settled = Promise.resolve();
const soon = (deed: Deed): void => void Reflect.apply(then, settled, [deed]);

const waiting: Deed[] = [];
let isArmed = false;

/** One deed at a time, each after all promises that are settled have told so: as between two tasks of a browser. */
function later(deed: Deed): void {
  waiting.push(deed);
  if (isArmed) return;
  isArmed = true;
  soon(arm);
}

// A tick that is asked for among promises comes when none is left.
const arm = (): void => process.nextTick(doNext);

function doNext(): void {
  const deed = waiting.shift();
  isArmed = waiting.length > 0;
  if (isArmed) soon(arm);
  deed?.();
}

/** Does what the fake does, with `later` where it would ask for a turn of the event loop. */
function withoutTurns<T>(deed: () => T): T {
  const { setImmediate } = globalThis;
  globalThis.setImmediate = later as typeof setImmediate;
  try {
    return deed();
  } finally {
    globalThis.setImmediate = setImmediate;
  }
}

/** Those that read the same do not wait for each other; who writes waits, and is waited for, in the order of asking. */
function startNext(disk: Disk): void {
  const open = disk.transactions.filter(({ _state }) => _state !== "finished");
  const next = open.find((one, index) => !one._started && !open.slice(0, index).some((other) => isInWay(other, one)));
  if (!next) return;
  next.addEventListener("complete", disk.processTransactions);
  next.addEventListener("abort", disk.processTransactions);
  next._start();
  disk.processTransactions();
}

const isInWay = (other: Transaction, { mode, _scope }: Transaction): boolean =>
  !(mode === "readonly" && other.mode === "readonly") && [..._scope].some((name) => other._scope.has(name));

/** Asked many times in a row, it looks once. */
function startingSoon(disk: Disk): Deed {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    later(() => {
      isComing = false;
      startNext(disk);
    });
  };
}

/** From now on the fake disks of this process are quick. They answer in the same order as before. */
export function installQuickDisk(): void {
  const transactions = IDBTransaction.prototype as unknown as Transaction;
  const { _start } = transactions;
  transactions._start = function (this: Transaction) {
    withoutTurns(() => _start.call(this));
  };
  const connections = IDBDatabase.prototype as unknown as Connection;
  const { transaction } = connections;
  const known = new WeakSet<Disk>();
  connections.transaction = function (this: Connection, ...parameters) {
    const disk = this._rawDatabase;
    if (!known.has(disk)) disk.processTransactions = startingSoon(disk);
    known.add(disk);
    return transaction.apply(this, [...parameters]);
  };
}
