/** An account book: for each exchange and currency what came in, where it went, and what of it is where now. */
import type { BookLine } from "../../api/money-views.ts";
import { type Amount, currencyOf, ofUnits, unitsOf } from "../../taler/amount.ts";

/** One exchange and one currency; lines of nothing are left out. */
export interface Page {
  readonly exchange: string;
  readonly currency: string;
  readonly lines: Partial<Readonly<Record<BookLine, Amount>>>;
  /** What is told by one side only: `missing` came in and is nowhere, `surplus` is here and never came. */
  readonly missing?: Amount;
  readonly surplus?: Amount;
}

export class AccountBook {
  readonly #unitsByPage = new Map<string, Map<BookLine, bigint>>();

  /** Adds to a line. */
  add(exchange: string, line: BookLine, amount: Amount): void {
    this.#change(exchange, currencyOf(amount), line, unitsOf(amount));
  }

  /** Takes off a line; what it says may be less than nothing until the rest is added. */
  subtract(exchange: string, line: BookLine, amount: Amount): void {
    this.#change(exchange, currencyOf(amount), line, -unitsOf(amount));
  }

  /** Sorted by currency and exchange. */
  pages(): readonly Page[] {
    return [...this.#unitsByPage]
      .map(([name, lines]) => pageOf(name, lines))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  }

  #change(exchange: string, currency: string, line: BookLine, units: bigint): void {
    const name = `${currency} ${exchange}`;
    const lines = this.#unitsByPage.get(name) ?? new Map<BookLine, bigint>();
    this.#unitsByPage.set(name, lines.set(line, (lines.get(line) ?? 0n) + units));
  }
}

const placeOf = ({ exchange, currency }: Page): string => `${currency} ${exchange}`;

/** All others say where it went, or where it is. */
const comesIn: ReadonlySet<BookLine> = new Set(["cameIn", "carried"]);

function pageOf(name: string, units: ReadonlyMap<BookLine, bigint>): Page {
  const [currency = "", exchange = ""] = name.split(" ");
  let difference = 0n;
  for (const [line, count] of units) difference += comesIn.has(line) ? count : -count;
  const lines = [...units].flatMap(([line, count]) => (count > 0n ? [[line, ofUnits(currency, count)] as const] : []));
  return {
    exchange,
    currency,
    lines: Object.fromEntries(lines),
    ...(difference > 0n && { missing: ofUnits(currency, difference) }),
    ...(difference < 0n && { surplus: ofUnits(currency, -difference) }),
  };
}
