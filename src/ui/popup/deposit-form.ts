/** What stands in the form of a transfer to one's own bank account, and the question that it makes. */
import type { DepositOffer } from "../../api/deposit-views.ts";
import type { Question } from "../../api/requests.ts";
import { typedAmount } from "../../i18n/money.ts";

export interface DepositForm {
  /** The address of a known account, or nothing for one that is typed; undefined until the user chooses. */
  readonly chosen: string | undefined;
  readonly account: string;
  readonly owner: string;
  readonly amount: string;
  readonly isAll: boolean;
}

/** Changes some of what stands in the form. */
export type Fill = (change: Partial<DepositForm>) => void;

export const emptyForm: DepositForm = { chosen: undefined, account: "", owner: "", amount: "", isAll: false };

/** An account, and an amount or everything. */
export type Wish = Question<"lookAtDeposit"> & { readonly exchange: string; readonly account: string };

/**
 * The address of the account that is chosen, or nothing when it is typed. The exchange knows its own accounts only: what
 * was chosen at another one is forgotten, and the account that was used last is the first choice.
 */
export function chosenAccount({ chosen }: DepositForm, { known }: DepositOffer): string {
  if (chosen === "" || known.some(({ payto }) => payto === chosen)) return chosen ?? "";
  return known[0]?.payto ?? "";
}

/** What the form asks for at the exchange of this offer; undefined while the account or the amount is missing. */
export function wishOf(form: DepositForm, offer: DepositOffer): Wish | undefined {
  const { exchange, currency, style } = offer;
  const known = chosenAccount(form, offer);
  const account = known || form.account.trim();
  const owner = known === "" ? form.owner.trim() : "";
  const amount = typedAmount(form.amount, currency, style?.inputDigits);
  if (account === "" || (amount === undefined && !form.isAll)) return undefined;
  const whose = { exchange, account, ...(owner !== "" && { owner }) };
  return form.isAll || amount === undefined ? { ...whose, isAll: true } : { ...whose, amount };
}
