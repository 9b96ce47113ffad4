/** What can be done at the sandbox bank, the same for wallets, for other servers and for people at its pages. */
import { type Amount, currencyOf } from "../../../src/taler/amount.ts";
import { publicKey } from "../../../src/taler/crockford.ts";
import { parsePayto } from "../../../src/taler/payto.ts";
import { refuse } from "../answers.ts";
import type { World } from "../world.ts";
import type { BankBook, Withdrawal } from "./book.ts";

/** Money that arrives at the exchange's account with a reserve's public key as its subject. */
export interface IncomingWire {
  readonly reservePub: string;
  readonly amount: Amount;
  /** The payto address of the account it came from. */
  readonly sender: string;
}

/** An account here to which reserves are paid. */
export interface ExchangeAccount {
  /** Its name at this bank. */
  readonly account: string;
  credit(wire: IncomingWire): void;
}

export interface BankSettings {
  readonly world: World;
  readonly baseUrl: string;
  /** The one that the bank suggests. */
  readonly exchange: ExchangeAccount & { readonly baseUrl: string };
  /** Others that customers may choose. */
  readonly otherExchanges?: readonly ExchangeAccount[];
  /** How long a wire takes until the exchange has seen it, in milliseconds. */
  readonly wireDelay: number;
  /** Whether accounts may fall below zero, as at the test bank that was recorded. */
  readonly hasOverdraft: boolean;
  /** `fakebank` knows no abort by the wallet and no page for confirming, as recorded; `documented` has both. */
  readonly manner: "documented" | "fakebank";
}

/** The payto address of an account at the bank with this base URL. */
export const bankPayto = (bankBaseUrl: string, account: string): string =>
  `payto://x-taler-bank/${new URL(bankBaseUrl).hostname}/${account}?receiver-name=${account}`;

/** What a wallet chooses for a withdrawal. */
export interface Choice {
  readonly reservePub: string;
  readonly exchangePayto: string;
  /** Only for a withdrawal without an amount of its own. */
  readonly amount?: Amount | undefined;
}

/** The reserve key in the subject of a transfer, wherever it stands there. */
function reservePubIn(subject: string): string | undefined {
  const words = subject.match(/(?<![0-9a-z])[0-9a-z]{52}(?![0-9a-z])/gi) ?? [];
  const word = words.find((one) => /^[0-9a-hj-np-tv-z]+$/i.test(one));
  return word === undefined ? undefined : publicKey.parse(word);
}

export class BankDesk {
  readonly book: BankBook;
  readonly settings: BankSettings;

  constructor(book: BankBook, settings: BankSettings) {
    this.book = book;
    this.settings = settings;
  }

  paytoOf(account: string): string {
    return bankPayto(this.settings.baseUrl, account);
  }

  /** The name of the account that this address means; refuses what does not lie at this bank. */
  accountAt(address: string): string {
    const name = this.#nameAt(address);
    if (name === undefined) throw refuse(404, 5106, { detail: address });
    return name;
  }

  #nameAt(address: string): string | undefined {
    const { method, target } = parsePayto(address);
    const [host, name] = target.split("/");
    const isHere = method === "x-taler-bank" && host?.toLowerCase() === new URL(this.settings.baseUrl).hostname;
    return isHere ? name : undefined;
  }

  #exchangeNamed(name: string): ExchangeAccount | undefined {
    const { exchange, otherExchanges = [] } = this.settings;
    return [exchange, ...otherExchanges].find(({ account }) => account === name);
  }

  /** The exchange pays somebody; an account at another bank is kept here under its address. */
  payOut(
    { account, amount, subject }: { account: string; amount: Amount; subject: string },
    from = this.settings.exchange.account,
  ): void {
    this.book.move(from, this.#nameAt(account) ?? account, amount, subject);
  }

  /** Refuses an amount in a foreign currency or beyond what the account may spend. */
  requireFunds(account: string, amount: Amount): void {
    if (currencyOf(amount) !== this.book.currency) throw refuse(400, 22, { field: "amount", line: 0 });
    if (!this.settings.hasOverdraft && !this.book.canPay(account, amount)) throw refuse(409, 5102);
  }

  /** Chooses the reserve of a withdrawal; the same choice twice is one choice. Gives the withdrawal as it is then. */
  select(withdrawal: Withdrawal, { reservePub, exchangePayto, amount }: Choice): Withdrawal {
    if (withdrawal.status === "aborted") return withdrawal;
    if (withdrawal.status === "confirmed" && this.settings.manner === "fakebank") throw refuse(409, 5114);
    if (this.#exchangeNamed(this.accountAt(exchangePayto)) === undefined) {
      throw refuse(404, 5106, { detail: exchangePayto });
    }
    if (withdrawal.reservePub === undefined) {
      if (this.book.usedReservePubs.has(reservePub)) throw refuse(409, 5114);
      this.book.usedReservePubs.add(reservePub);
      const due = withdrawal.amount ?? amount;
      const chosen = { reservePub, exchangePayto, ...(due !== undefined && { amount: due }) };
      return this.book.update({ ...withdrawal, ...chosen, status: "selected" });
    }
    if (withdrawal.reservePub !== reservePub) throw refuse(409, 5113, { detail: "reserve public key changed" });
    if (withdrawal.exchangePayto !== exchangePayto) throw refuse(409, 5113, { detail: "exchange account changed" });
    if (amount !== undefined && withdrawal.amount !== amount) throw refuse(409, 5113, { detail: "amount changed" });
    return withdrawal;
  }

  /** The customer agrees: the money moves. `amount` only when it is not fixed yet. */
  confirm(withdrawal: Withdrawal, amount?: Amount): void {
    const due = withdrawal.amount ?? amount;
    if (withdrawal.status === "aborted") throw refuse(409, 5117);
    if (withdrawal.status === "confirmed") throw refuse(409, 5114);
    const { reservePub, exchangePayto } = withdrawal;
    if (reservePub === undefined || exchangePayto === undefined) throw refuse(400, 5119);
    if (due === undefined || (amount !== undefined && amount !== due)) throw refuse(409, 5117);
    this.requireFunds(withdrawal.account, due);
    this.book.update({ ...withdrawal, status: "confirmed", amount: due });
    this.#payReserve(withdrawal.account, due, reservePub, this.#exchangeNamed(this.accountAt(exchangePayto)));
  }

  abort(withdrawal: Withdrawal): void {
    if (withdrawal.status === "confirmed") throw refuse(409, 5116);
    this.book.update({ ...withdrawal, status: "aborted" });
  }

  /** Money for a reserve from whoever, without a withdrawal operation. Refuses a key that was used before. */
  wireIn(from: string, amount: Amount, reservePub: string): void {
    if (this.book.usedReservePubs.has(reservePub)) throw refuse(409, 5114);
    this.#payReserve(from, amount, reservePub);
  }

  /**
   * A wire transfer by hand. To the exchange it must name a fresh reserve key in its subject, else the money
   * comes straight back: then the answer is `bounced`.
   */
  transfer(from: string, to: string, amount: Amount, subject: string): "sent" | "bounced" {
    this.requireFunds(from, amount);
    const name = this.accountAt(to);
    const exchange = this.#exchangeNamed(name);
    const reservePub = exchange === undefined ? undefined : reservePubIn(subject);
    if (reservePub !== undefined && !this.book.usedReservePubs.has(reservePub)) {
      this.#payReserve(from, amount, reservePub, exchange);
      return "sent";
    }
    this.book.move(from, name, amount, subject);
    if (exchange === undefined) return "sent";
    this.book.move(name, from, amount, `returned: ${subject}`);
    return "bounced";
  }

  #payReserve(
    from: string,
    amount: Amount,
    reservePub: string,
    exchange: ExchangeAccount = this.settings.exchange,
  ): void {
    const { world, wireDelay } = this.settings;
    this.book.usedReservePubs.add(reservePub);
    this.book.move(from, exchange.account, amount, reservePub);
    const wire = { reservePub, amount, sender: this.paytoOf(from) };
    // The exchange reads its account after a while; nobody at the bank waits for it.
    if (wireDelay === 0) exchange.credit(wire);
    else void world.sleep(wireDelay).then(() => exchange.credit(wire));
  }
}
