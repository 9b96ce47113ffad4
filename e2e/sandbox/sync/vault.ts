/** What a backup service keeps: per account how long it is paid for, and the newest backup. */
import type { Replacement } from "../../../src/taler/sync-api.ts";

export interface StoredBackup extends Replacement {
  readonly signature: string;
  readonly body: Uint8Array;
}

export interface VaultAccount {
  /** Milliseconds since 1970; an account at a free service does not end. */
  readonly paidUntil: number | "never";
  /** Oldest first; only the last is ever handed out, the others serve those who play a dishonest service. */
  readonly versions: readonly StoredBackup[];
}

const yearInMs = 365 * 24 * 60 * 60 * 1000;
const versionsKept = 32;

export class SyncVault {
  readonly #accountByPub = new Map<string, VaultAccount>();

  has(account: string): boolean {
    return this.#accountByPub.has(account);
  }

  /** The newest backup, or undefined when the account is new or unknown. */
  newest(account: string): StoredBackup | undefined {
    return this.#accountByPub.get(account)?.versions.at(-1);
  }

  /** Until when the account is paid for; undefined for an unknown one. */
  paidUntil(account: string): number | "never" | undefined {
    return this.#accountByPub.get(account)?.paidUntil;
  }

  /** Makes an account that does not end, unless there is one. */
  openForFree(account: string): void {
    if (!this.has(account)) this.#accountByPub.set(account, { paidUntil: "never", versions: [] });
  }

  /** A year more: from now for a new account, from its old end for a known one, even if that has passed. */
  extend(account: string, now: number): void {
    const { paidUntil, versions } = this.#accountByPub.get(account) ?? { paidUntil: now, versions: [] };
    const end = paidUntil === "never" ? paidUntil : paidUntil + yearInMs;
    this.#accountByPub.set(account, { paidUntil: end, versions });
  }

  /** Replaces the newest backup if it is still the one that the new one means to replace; tells whether it did. */
  replace(account: string, backup: StoredBackup): boolean {
    const known = this.#accountByPub.get(account);
    if (known === undefined || known.versions.at(-1)?.hash !== backup.previous) return false;
    const versions = [...known.versions, backup].slice(-versionsKept);
    this.#accountByPub.set(account, { ...known, versions });
    return true;
  }

  /** Forgets the accounts whose time is over, with their backups. Nothing else ever looks at the time. */
  collectGarbage(now: number): void {
    for (const [account, { paidUntil }] of this.#accountByPub) {
      if (paidUntil !== "never" && paidUntil < now) this.#accountByPub.delete(account);
    }
  }

  /** What only a dishonest or broken service does: forgets the newest versions of an account. */
  rollBack(account: string, versions = 1): void {
    const known = this.#accountByPub.get(account);
    if (known === undefined) return;
    this.#accountByPub.set(account, { ...known, versions: known.versions.slice(0, -versions) });
  }
}
