/** How a backup service gets its annual fee: it asks once, remembers what it asked for, and looks again at each upload. */
import { type Amount, isZero } from "../../../src/taler/amount.ts";
import { formatTalerUri } from "../../../src/taler/uri.ts";
import { empty, Refusal, refuse } from "../answers.ts";
import type { Till } from "../till.ts";
import type { World } from "../world.ts";
import type { SyncVault } from "./vault.ts";

export interface FeeSettings {
  readonly world: World;
  readonly annualFee: Amount;
  /** Needed when the fee is not zero. */
  readonly till?: Till | undefined;
  /** How long `?paying=` is waited for, in milliseconds. */
  readonly longestWait: number;
}

const lookEvery = 1000;

export class SyncFee {
  readonly #settings: FeeSettings;
  readonly #vault: SyncVault;
  /** The orders that each account was asked to pay and has not paid yet, oldest first. */
  readonly #unpaidByAccount = new Map<string, readonly string[]>();

  constructor(settings: FeeSettings, vault: SyncVault) {
    this.#settings = settings;
    this.#vault = vault;
  }

  /** Lets an upload pass when the account exists, is free, or turns out to be paid now; refuses it otherwise. */
  async admit(account: string, request: Request): Promise<void> {
    if (this.#vault.has(account)) return;
    if (isZero(this.#settings.annualFee)) this.#vault.openForFree(account);
    else await this.charge(account, request);
  }

  /**
   * Takes a year's fee. Refuses with 402 and the order to pay, the same again for as long as it is unpaid, unless
   * `fresh` is asked for; with 408 when the order promised by `paying` was not paid in time.
   */
  async charge(account: string, request: Request): Promise<void> {
    const { till, world, annualFee } = this.#settings;
    const query = new URL(request.url).searchParams;
    if (till === undefined) throw new Error("a service with a fee needs a till");
    const promised = query.get("paying");
    if (promised !== null) {
      if (await this.#comesIn(till, promised, request.signal)) return this.#settle(account, promised, world.now());
      throw refuse(408, 6109, { detail: "the order is still unpaid" });
    }
    const asked = query.has("fresh") ? undefined : this.#unpaid(account).at(-1);
    if (asked !== undefined && (await till.isPaid(asked))) return this.#settle(account, asked, world.now());
    const orderId = asked ?? (await till.newOrder(annualFee, "annual fee of the sandbox backup service"));
    if (asked === undefined) this.#unpaidByAccount.set(account, [...this.#unpaid(account), orderId]);
    const { merchantBaseUrl } = till;
    throw new Refusal(
      empty(402, { Taler: formatTalerUri({ action: "pay", merchantBaseUrl, orderId, sessionId: "" }) }),
    );
  }

  #unpaid(account: string): readonly string[] {
    return this.#unpaidByAccount.get(account) ?? [];
  }

  /** Waits for an order to be paid, as long as somebody waits for the answer. */
  async #comesIn(till: Till, order: string, signal: AbortSignal): Promise<boolean> {
    const { world, longestWait } = this.#settings;
    const end = world.now() + longestWait;
    while (!(await till.isPaid(order))) {
      if (world.now() >= end || signal.aborted) return false;
      await world.sleep(Math.min(lookEvery, end - world.now()), signal);
    }
    return true;
  }

  /** Each order counts once, and only for the account that was asked to pay it. */
  #settle(account: string, order: string, now: number): void {
    const unpaid = this.#unpaid(account);
    if (!unpaid.includes(order)) throw refuse(408, 6109, { detail: "no unpaid order of this account" });
    this.#unpaidByAccount.set(
      account,
      unpaid.filter((one) => one !== order),
    );
    this.#vault.extend(account, now);
  }
}
