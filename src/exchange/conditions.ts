/** What an exchange says of its accounts and limits, as people choose by it. */
import type { ExchangeOffer, OfferedAccount, OfferedLimits } from "../store/exchange-offer.ts";
import { type Amount, compare } from "../taler/amount.ts";
import type { Json } from "../taler/codec.ts";
import type { KeysAccount, KeysLimits, KeysView } from "../taler/keys-view.ts";
import type { Duration } from "../taler/time.ts";

/** From `/keys` (GNU Taler exchange API: accounts, zero_limits, hard_limits, wallet_balance_limit_without_kyc). */
export const conditionsOf = ({ accounts, limits }: KeysView): Required<Pick<ExchangeOffer, "accounts" | "limits">> => ({
  accounts: accounts.map(accountOf),
  limits: limitsOf(limits),
});

function accountOf({ payto, conversionUrl, creditRestrictions }: KeysAccount): OfferedAccount {
  const [, method = "", path = ""] = /^payto:\/\/([^/]+)\/([^?]*)/i.exec(payto) ?? [];
  // An IBAN may stand behind the code of its bank.
  const [country] = /^[A-Z]{2}(?=\d\d)/i.exec(path.split("/").at(-1) ?? "") ?? [];
  const isIban = method.toLowerCase() === "iban";
  return {
    method: method.toLowerCase().slice(0, longestName),
    ...(isIban && country !== undefined && { country: country.toUpperCase() }),
    ...(conversionUrl !== undefined && { isConverted: true }),
    ...(creditRestrictions.some((one) => fieldsOf(one).get("type") === "deny") && { isClosed: true }),
    rules: creditRestrictions.slice(0, mostRules).flatMap((one) => ruleOf(one) ?? []),
  };
}

const mostRules = 5;
const mostLanguages = 50;
const longestName = 50;
const longestHint = 300;

const fieldsOf = (one: Json | undefined): ReadonlyMap<string, Json> =>
  new Map(typeof one === "object" && one !== null && !Array.isArray(one) ? Object.entries(one) : []);

/** What the exchange says for people; a rule that is only for machines, or of a kind we do not know, says nothing. */
function ruleOf(one: Json): OfferedAccount["rules"][number] | undefined {
  const fields = fieldsOf(one);
  const hint = fields.get("human_hint");
  if (typeof hint !== "string" || hint === "") return undefined;
  const texts = [...fieldsOf(fields.get("human_hint_i18n"))].flatMap(([tag, text]) =>
    typeof text === "string" ? [[tag, text.slice(0, longestHint)] as const] : [],
  );
  return {
    hint: hint.slice(0, longestHint),
    ...(texts.length > 0 && { hintByLanguage: Object.fromEntries(texts.slice(0, mostLanguages)) }),
  };
}

function limitsOf({ identified, most, balances }: KeysLimits): OfferedLimits {
  const of = (operation: string) => most.filter((one) => one.operation === operation);
  const [first] = of("WITHDRAW").sort((a, b) => compare(a.threshold, b.threshold));
  const balance = least([...balances, ...of("BALANCE").map(({ threshold }) => threshold)]);
  return {
    ...(["WITHDRAW", "BALANCE"].some((one) => identified.includes(one)) && { isIdentified: true }),
    ...(first && { most: { amount: first.threshold, ...spanOf(first.timeframe) } }),
    ...(balance !== undefined && { balance }),
  };
}

const least = (amounts: readonly Amount[]): Amount | undefined => amounts.toSorted(compare)[0];

const spanOf = (span: Duration): { readonly seconds?: number } =>
  span === "forever" ? {} : { seconds: Math.floor(span / 1_000_000) };
