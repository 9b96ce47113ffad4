/** What outlives a worker: the disk, the alarm, and the locks, which the browser takes from the dead. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { installQuickClone } from "./quick-clone.ts";
import { installQuickDisk } from "./quick-disk.ts";

installQuickClone();
installQuickDisk();

/** A browser profile. Several workers may share one, one after the other or at once. */
export class Profile {
  readonly disk: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof globalThis.IDBKeyRange };
  /** When the browser will wake the worker, in milliseconds. */
  alarm: number | undefined;
  /** How often a worker was started here. */
  starts = 0;
  readonly #ownerByLock = new Map<string, object>();

  constructor() {
    this.disk = { indexedDB: new IDBFactory(), IDBKeyRange };
  }

  /** As navigator.locks with `ifAvailable`, for the worker `owner`. */
  async lock<T>(owner: object, name: string, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#ownerByLock.has(name)) return undefined;
    this.#ownerByLock.set(name, owner);
    try {
      return await work();
    } finally {
      if (this.#ownerByLock.get(name) === owner) this.#ownerByLock.delete(name);
    }
  }

  /** Frees the locks of a worker that has died. */
  release(owner: object): void {
    for (const [name, holder] of this.#ownerByLock) if (holder === owner) this.#ownerByLock.delete(name);
  }
}
