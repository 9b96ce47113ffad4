/** Every backup that a service has ever accepted in one history, as it lay there. */
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { BackupService } from "./act.ts";

export interface Kept {
  readonly service: BackupService;
  readonly account: string;
  readonly hash: string;
  readonly body: Uint8Array;
  /** Milliseconds; when it was seen first. */
  readonly at: number;
}

export class Shelf {
  readonly #sandbox: Sandbox;
  readonly #keptByHash = new Map<string, Kept>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Looks what the account that this address names holds now. */
  look(url: string): void {
    const service = (["sync", "paidSync"] as const).find((one) => url.startsWith(this.#sandbox.addresses[one]));
    const [, account] = /\/backups\/([^/?]+)/.exec(url) ?? [];
    if (!service || !account) return;
    const newest = this.#sandbox[service].vault.newest(account);
    if (!newest || this.#keptByHash.has(newest.hash)) return;
    const { hash, body } = newest;
    this.#keptByHash.set(hash, { service, account, hash, body, at: this.#sandbox.world.now() });
  }

  /** Oldest first. */
  kept(): readonly Kept[] {
    return [...this.#keptByHash.values()];
  }
}
