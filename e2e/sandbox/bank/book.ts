/** The books of the sandbox bank: who has how much, and which withdrawals are under way. */
import { type Amount, add, compare, currencyOf, subtract, zero } from "../../../src/taler/amount.ts";
import type { WithdrawalStatus } from "../../../src/taler/bank-api.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { newBell } from "../bell.ts";
import type { World } from "../world.ts";

export interface Movement {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly amount: Amount;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
}

export interface Account {
  readonly name: string;
  readonly password: string;
  readonly received: Amount;
  readonly paid: Amount;
  readonly movements: readonly Movement[];
}

/** A customer's wish to have money in a wallet. */
export interface Withdrawal {
  readonly id: string;
  readonly account: string;
  readonly status: WithdrawalStatus;
  readonly amount?: Amount;
  readonly reservePub?: string;
  readonly exchangePayto?: string;
}

export class BankBook {
  readonly currency: string;
  /** Rung whenever money moved or a withdrawal got further. */
  readonly changed = newBell();
  /** Every reserve key that was ever chosen or paid to: an exchange could not tell two payments to one apart. */
  readonly usedReservePubs = new Set<string>();
  readonly #world: World;
  readonly #bonus: Amount;
  readonly #accountByName = new Map<string, Account>();
  readonly #withdrawalById = new Map<string, Withdrawal>();

  /** Every customer gets the bonus for opening an account; its currency is the bank's. */
  constructor(world: World, bonus: Amount) {
    this.#world = world;
    this.#bonus = bonus;
    this.currency = currencyOf(bonus);
  }

  account(name: string): Account | undefined {
    return this.#accountByName.get(name);
  }

  withdrawal(id: string): Withdrawal | undefined {
    return this.#withdrawalById.get(id);
  }

  /** False when the name is taken by somebody with another password. */
  open(name: string, password: string): boolean {
    const known = this.account(name);
    if (known !== undefined) return known.password === password;
    this.#accountByName.set(name, { ...this.#blank(name), password, received: this.#bonus });
    return true;
  }

  /** Whether the account holds at least this much. */
  canPay(name: string, amount: Amount): boolean {
    const { received, paid } = this.account(name) ?? this.#blank(name);
    return compare(received, add(paid, amount)) >= 0;
  }

  /** Accounts come into being when somebody first sends money to them. */
  move(from: string, to: string, amount: Amount, subject: string): void {
    const movement = { at: this.#world.now(), amount, from, to, subject };
    const payer = this.account(from) ?? this.#blank(from);
    this.#accountByName.set(from, {
      ...payer,
      paid: add(payer.paid, amount),
      movements: [...payer.movements, movement],
    });
    const payee = this.account(to) ?? this.#blank(to);
    this.#accountByName.set(to, {
      ...payee,
      received: add(payee.received, amount),
      movements: [...payee.movements, movement],
    });
    this.changed.ring();
  }

  newWithdrawal(account: string, amount: Amount | undefined): Withdrawal {
    const id = textOf(this.#world.random(32));
    return this.update({ id, account, status: "pending", ...(amount !== undefined && { amount }) });
  }

  /** Puts the withdrawal in the place of the one with its id and wakes everybody who waits for it. */
  update(withdrawal: Withdrawal): Withdrawal {
    this.#withdrawalById.set(withdrawal.id, withdrawal);
    this.changed.ring();
    return withdrawal;
  }

  #blank(name: string): Account {
    const nothing = zero(this.currency);
    return { name, password: "", received: nothing, paid: nothing, movements: [] };
  }
}

export interface Balance {
  /** `credit`: the bank owes the customer; `debit`: the customer owes the bank. */
  readonly indicator: "credit" | "debit";
  readonly amount: Amount;
}

export function balanceOf({ received, paid }: Account): Balance {
  return compare(received, paid) >= 0
    ? { indicator: "credit", amount: subtract(received, paid) }
    : { indicator: "debit", amount: subtract(paid, received) };
}
