/** Whom the sandbox exchange asks who he is: nobody, until a test or a curious person sets a limit. */
import { type Amount, compare } from "../../../src/taler/amount.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { normalizedPaytoHash } from "../../../src/taler/payto.ts";
import { refuse } from "../answers.ts";
import { newBell } from "../bell.ts";
import type { World } from "../world.ts";

export type Operation = "WITHDRAW" | "DEPOSIT" | "AGGREGATE" | "MELT" | "BALANCE";

/** Whoever wants to move more than this at once must have said who he is. */
export interface Limit {
  readonly operation: Operation;
  readonly above: Amount;
}

/** An account as the exchange knows it: its payto address, and the key (as text) that speaks for it. */
export interface Owned {
  readonly address: string;
  readonly pub: string;
}

/** Somebody who was asked. */
export interface Case {
  /** The hash of the account's address, as text. */
  readonly accountHash: string;
  readonly row: number;
  readonly pub: string;
  /** Opens the pages of the case. */
  readonly token: string;
  /** `review`: he has answered, and the exchange's people are to look at it. */
  readonly state: "asked" | "review" | "passed";
}

export class Legitimization {
  /** Rung whenever a case got further. */
  readonly changed = newBell();
  /** Whether answers wait for {@link approve} before they count. */
  isReviewed = false;
  readonly #world: World;
  readonly #limits: Limit[] = [];
  readonly #caseByAccount = new Map<string, Case>();

  constructor(world: World) {
    this.#world = world;
  }

  get limits(): readonly Limit[] {
    return this.#limits;
  }

  /** From now on whoever does this with more than that is asked, unless he has passed. */
  limit(limit: Limit): void {
    this.#limits.push(limit);
  }

  /** From now on nobody is asked; open cases stay open. */
  lift(): void {
    this.#limits.length = 0;
  }

  cases(): readonly Case[] {
    return [...this.#caseByAccount.values()];
  }

  caseOf(accountHash: string): Case | undefined {
    return this.#caseByAccount.get(accountHash);
  }

  /** He has answered on the page of his case. False when there is no such case. */
  answer(token: string): boolean {
    const one = this.cases().find((each) => each.token === token);
    if (one === undefined) return false;
    if (one.state === "asked") this.#update({ ...one, state: this.isReviewed ? "review" : "passed" });
    return true;
  }

  /** The exchange's people are content with all answers so far. */
  approve(): void {
    for (const one of this.cases()) if (one.state === "review") this.#update({ ...one, state: "passed" });
  }

  /** The case that has to be settled before this is done, opened when there was none yet. */
  hindrance(operation: Operation, amount: Amount, { address, pub }: Owned): Case | undefined {
    const isOver = this.#limits.some((one) => one.operation === operation && compare(amount, one.above) > 0);
    if (!isOver) return undefined;
    const accountHash = textOf(normalizedPaytoHash(address));
    const known = this.caseOf(accountHash) ?? this.#open(accountHash, pub);
    return known.state === "passed" ? undefined : known;
  }

  /** The lowest limit that this amount is within and another may exceed; none for whoever has passed. */
  nextLimit(operation: Operation, amount: Amount, address: string): Amount | undefined {
    if (this.caseOf(textOf(normalizedPaytoHash(address)))?.state === "passed") return undefined;
    const above = this.#limits.flatMap((one) => (one.operation === operation ? one.above : []));
    return above.filter((one) => compare(amount, one) <= 0).sort(compare)[0];
  }

  /** Refuses with 451 when the owner of the account has to say first who he is. */
  require(operation: Operation, amount: Amount, owned: Owned): void {
    const known = this.hindrance(operation, amount, owned);
    if (known === undefined) return;
    const more = { h_payto: known.accountHash, account_pub: known.pub, requirement_row: known.row };
    throw refuse(451, 1028, { ...more, ...(known.pub !== owned.pub && { bad_kyc_auth: true }) });
  }

  /** The account proves by a wire of its own that this key speaks for it. */
  authenticate({ address, pub }: Owned): void {
    const accountHash = textOf(normalizedPaytoHash(address));
    const known = this.caseOf(accountHash) ?? this.#open(accountHash, pub);
    this.#update({ ...known, pub });
  }

  #open(accountHash: string, pub: string): Case {
    const row = this.#caseByAccount.size + 1;
    return this.#update({ accountHash, row, pub, token: textOf(this.#world.random(32)), state: "asked" });
  }

  #update(one: Case): Case {
    this.#caseByAccount.set(one.accountHash, one);
    this.changed.ring();
    return one;
  }
}
