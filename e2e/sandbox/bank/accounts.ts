/** The side of the sandbox bank that other programs talk to: accounts, withdrawals, incoming wires (GNU Taler corebank API). */
import { amount } from "../../../src/taler/amount.ts";
import { object, optional, text } from "../../../src/taler/codec.ts";
import { publicKey } from "../../../src/taler/crockford.ts";
import { payto } from "../../../src/taler/payto.ts";
import { seconds } from "../../../src/taler/time.ts";
import { empty, json, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import { currencySpecification } from "../currency.ts";
import type { Answering, Route } from "../routes.ts";
import { type Account, balanceOf } from "./book.ts";
import type { BankDesk } from "./desk.ts";
import { requireWithdrawal, withdrawUri } from "./integration.ts";

const registration = object({ username: text(64), password: text(256) });
const wish = object({ amount: optional(amount) });
const incoming = object({ amount, reserve_pub: publicKey, debit_account: payto });

function requireAccount(desk: BankDesk, name: string): Account {
  const account = desk.book.account(name);
  if (account === undefined) throw refuse(404, 5106, { detail: name });
  return account;
}

const config =
  (desk: BankDesk): Answering =>
  () =>
    json(200, {
      version: "4:1:4",
      currency: desk.book.currency,
      implementation: "satchel sandbox",
      currency_specification: currencySpecification(desk.book.currency),
      name: "taler-corebank",
    });

const register =
  (desk: BankDesk): Answering =>
  async ({ request }) => {
    const { username, password } = await readJson(request, registration);
    if (!desk.book.open(username, password)) throw refuse(409, 5118);
    return empty(204);
  };

const account =
  (desk: BankDesk): Answering =>
  ({ parameters }) => {
    const one = requireAccount(desk, parameters.account ?? "");
    const { indicator, amount } = balanceOf(one);
    return json(200, {
      payto_uri: desk.paytoOf(one.name),
      balance: { credit_debit_indicator: indicator, amount },
    });
  };

const newWithdrawal =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const { name } = requireAccount(desk, parameters.account ?? "");
    const { amount } = await readJson(request, wish);
    if (amount !== undefined) desk.requireFunds(name, amount);
    const { id } = desk.book.newWithdrawal(name, amount);
    return json(200, { taler_withdraw_uri: withdrawUri(desk.settings.baseUrl, id), withdrawal_id: id });
  };

const withdrawal =
  (desk: BankDesk): Answering =>
  ({ parameters }) => {
    const { status, exchangePayto, reservePub, amount } = requireWithdrawal(desk, parameters.id ?? "");
    return json(200, {
      aborted: status === "aborted",
      selection_done: reservePub !== undefined,
      transfer_done: status === "confirmed",
      ...(exchangePayto !== undefined && { selected_exchange_account: exchangePayto }),
      ...(reservePub !== undefined && { selected_reserve_pub: reservePub }),
      currency: desk.book.currency,
      ...(amount !== undefined && { amount }),
    });
  };

const confirm =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const isEmpty = request.body === null;
    const { amount } = isEmpty ? {} : await readJson(request, wish);
    desk.confirm(requireWithdrawal(desk, parameters.id ?? ""), amount);
    return empty(204);
  };

const abort =
  (desk: BankDesk): Answering =>
  ({ parameters }) => {
    desk.abort(requireWithdrawal(desk, parameters.id ?? ""));
    return empty(204);
  };

/** A wire transfer from anywhere, without any page: for tests and scripts. The sender comes into being if need be. */
const addIncoming =
  (desk: BankDesk): Answering =>
  async ({ request, parameters }) => {
    const wire = await readJson(request, incoming);
    if (parameters.account !== desk.settings.exchange.account) throw refuse(404, 5106);
    desk.wireIn(desk.accountAt(wire.debit_account), wire.amount, wire.reserve_pub);
    const rows = requireAccount(desk, parameters.account).movements.length;
    return json(200, { row_id: rows, timestamp: { t_s: seconds(desk.settings.world.now()) } });
  };

export const accountRoutes = (desk: BankDesk): readonly Route[] => [
  { method: "GET", path: "config", answer: config(desk) },
  { method: "POST", path: "accounts", answer: register(desk) },
  { method: "GET", path: "accounts/:account", answer: account(desk) },
  { method: "POST", path: "accounts/:account/withdrawals", answer: newWithdrawal(desk) },
  { method: "GET", path: "withdrawals/:id", answer: withdrawal(desk) },
  { method: "POST", path: "accounts/:account/withdrawals/:id/confirm", answer: confirm(desk) },
  { method: "POST", path: "accounts/:account/withdrawals/:id/abort", answer: abort(desk) },
  { method: "POST", path: "accounts/:account/taler-wire-gateway/admin/add-incoming", answer: addIncoming(desk) },
];
