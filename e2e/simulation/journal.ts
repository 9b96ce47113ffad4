/** What was heard on the wires and done by people during one history: to count, to check and to compare. */
import { createHash } from "node:crypto";

export interface Heard {
  /** Milliseconds. */
  readonly at: number;
  readonly device: string;
  readonly method: string;
  readonly url: string;
  /** 0 when no answer came. */
  readonly status: number;
  /** Restoring is not bound to the usual politeness. */
  readonly isRestore: boolean;
  /** Somebody waits for an answer on that device: then it is not the wallet alone that asks. */
  readonly isWished: boolean;
}

export class Journal {
  readonly requests: Heard[] = [];
  /** In words, for whoever looks for the cause of a failure. */
  readonly lines: string[] = [];
  kills = 0;
  conflicts = 0;
  retirements = 0;
  deletions = 0;
  renewals = 0;
  leaps = 0;
  coinConflicts = 0;
  readonly #hash = createHash("sha256");

  hear(heard: Heard): void {
    this.requests.push(heard);
    if (heard.status === 409 && heard.url.includes("/backups/")) this.conflicts += 1;
    const { at, device, method, url, status } = heard;
    this.note(at, `  ${device} ${method} ${url} → ${status}`);
  }

  note(at: number, line: string): void {
    this.lines.push(`${new Date(at).toISOString()} ${line}`);
    this.#hash.update(`${at} ${line}\n`);
  }

  /** Two plays of one history have the same. */
  digest(): string {
    return this.#hash.copy().digest("hex");
  }
}
