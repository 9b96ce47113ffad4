/** Which of an exchange's bank accounts the money goes to. */
import { WalletError } from "../../api/problems.ts";
import type { Exchange } from "../../store/entities/exchange.ts";

/** The kind of account a payto URI names: `iban`, `x-taler-bank`, … */
export const wireType = (payto: string): string => /^payto:\/\/([^/]+)\//i.exec(payto)?.[1]?.toLowerCase() ?? "";

/**
 * The preferred account of one of these kinds (any kind when the bank does not say) that takes money from anybody
 * and in the exchange's own currency. Throws `noMatchingAccount`.
 */
export function accountFor(exchange: Exchange, wireTypes: readonly string[] | undefined): string {
  const best = fittingAccount(exchange, wireTypes);
  if (best === undefined) throw new WalletError("noMatchingAccount", wireTypes?.join(", "));
  return best;
}

/** The same account; undefined when there is none. */
export function fittingAccount(exchange: Exchange, wireTypes: readonly string[] | undefined): string | undefined {
  const fitting = (exchange.facts.learned?.value.accounts ?? [])
    .filter(({ isConverted, isRestricted }) => !isConverted && !isRestricted)
    .filter(({ payto }) => !wireTypes || wireTypes.includes(wireType(payto)))
    .sort((a, b) => b.priority - a.priority || (a.payto < b.payto ? -1 : 1));
  return fitting[0]?.payto;
}
