/** The side of the sandbox bank that wallets talk to (GNU Taler bank integration API). */
import { zero } from "../../../src/taler/amount.ts";
import {
  bankEndpoints,
  type WithdrawalStatus,
  withdrawalSelection,
  withdrawalStatus,
} from "../../../src/taler/bank-api.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { formatTalerUri } from "../../../src/taler/uri.ts";
import { empty, json, refuse } from "../answers.ts";
import { waitUntil } from "../bell.ts";
import { numberIn, readJson, readPart } from "../body.ts";
import { currencySpecification } from "../currency.ts";
import { type Answering, on, type Route } from "../routes.ts";
import type { Withdrawal } from "./book.ts";
import type { BankDesk } from "./desk.ts";

/** Where this API lies below the bank's base URL. */
const place = "taler-integration/";
const longestWait = 5 * 60 * 1000;

/** The link that hands a withdrawal to a wallet. */
export const withdrawUri = (bankBaseUrl: string, operationId: string): string =>
  formatTalerUri({
    action: "withdraw",
    bankBaseUrl: bankBaseUrl + place,
    operationId,
    hasExternalConfirmation: false,
  });

/** The page where the customer confirms. */
export const withdrawalPage = (bankBaseUrl: string, id: string): string => `${bankBaseUrl}pages/withdrawals/${id}`;

export function requireWithdrawal(desk: BankDesk, id: string): Withdrawal {
  const withdrawal = desk.book.withdrawal(id);
  if (withdrawal === undefined) throw refuse(404, 5107, { detail: id });
  return withdrawal;
}

/** How long to hold the answer, and until when: a newer wallet names the state it knows, an older one waits for the end. */
function patience(url: URL): { readonly wait: number; isNews(status: WithdrawalStatus): boolean } {
  const wait = numberIn(url, "timeout_ms") ?? numberIn(url, "long_poll_ms") ?? 0;
  const known = url.searchParams.get("old_state");
  if (known === null && !url.searchParams.has("timeout_ms")) {
    return { wait, isNews: (status) => status === "confirmed" || status === "aborted" };
  }
  const old = readPart(known ?? "pending", withdrawalStatus, 26);
  return { wait, isNews: (status) => status !== old };
}

/** What the wallet may know, in the words of old and new versions. */
function describe(desk: BankDesk, withdrawal: Withdrawal): Json {
  const { baseUrl, exchange, manner } = desk.settings;
  const { status, amount, id, account } = withdrawal;
  return {
    aborted: status === "aborted",
    selection_done: status === "selected" || status === "confirmed",
    transfer_done: status === "confirmed",
    status,
    sender_wire: desk.paytoOf(account),
    suggested_exchange: exchange.baseUrl,
    ...(amount === undefined ? { currency: desk.book.currency } : { amount }),
    wire_types: ["x-taler-bank"],
    ...(manner === "documented" && { confirm_transfer_url: withdrawalPage(baseUrl, id) }),
  };
}

/** What the recorded bank tells here although it concerns accounts only. */
const accountRules = (currency: string) => ({
  allow_conversion: false,
  allow_registrations: true,
  allow_deletions: false,
  allow_edit_name: false,
  allow_edit_cashout_payto_uri: false,
  default_debit_threshold: zero(currency),
  supported_tan_channels: [],
});

const config =
  (desk: BankDesk): Answering =>
  () =>
    json(200, {
      version: desk.settings.manner === "fakebank" ? "1:0:1" : "5:0:5",
      currency: desk.book.currency,
      implementation: "satchel sandbox",
      ...accountRules(desk.book.currency),
      currency_specification: currencySpecification(desk.book.currency),
      name: "taler-bank-integration",
    });

const status =
  (desk: BankDesk): Answering =>
  async ({ request, url, parameters }) => {
    const { wopid = "" } = parameters;
    requireWithdrawal(desk, wopid);
    const { wait, isNews } = patience(url);
    const isDone = () => isNews(requireWithdrawal(desk, wopid).status);
    await waitUntil(desk.settings.world, desk.book.changed, isDone, Math.min(wait, longestWait), request.signal);
    return json(200, describe(desk, requireWithdrawal(desk, wopid)));
  };

const select =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const choice = await readJson(request, withdrawalSelection);
    const { id, status } = desk.select(requireWithdrawal(desk, parameters.wopid ?? ""), {
      reservePub: choice.reserve_pub,
      exchangePayto: choice.selected_exchange,
      amount: choice.amount,
    });
    const isWaiting = status === "selected" && desk.settings.manner === "documented";
    return json(200, {
      transfer_done: status === "confirmed",
      status,
      ...(isWaiting && { confirm_transfer_url: withdrawalPage(desk.settings.baseUrl, id) }),
    });
  };

const abort =
  (desk: BankDesk): Answering =>
  (asked) => {
    // The recorded bank takes this for a choice, and misses the reserve key in it.
    if (desk.settings.manner === "fakebank") return select(desk)(asked);
    desk.abort(requireWithdrawal(desk, asked.parameters.wopid ?? ""));
    return empty(204);
  };

export function integrationRoutes(desk: BankDesk): readonly Route[] {
  const below = (route: Route): Route => ({ ...route, path: place + route.path });
  return [
    on(bankEndpoints.config, config(desk)),
    on(bankEndpoints.status, status(desk)),
    on(bankEndpoints.select, select(desk)),
    on(bankEndpoints.abort, abort(desk)),
  ].map(below);
}
