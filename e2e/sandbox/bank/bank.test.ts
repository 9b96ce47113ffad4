import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { amount } from "../../../src/taler/amount.ts";
import { bankEndpoints, withdrawalOperation, withdrawalSelected } from "../../../src/taler/bank-api.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { fillPath } from "../../../src/taler/endpoint.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import { transferPayto } from "../../../src/taler/payto.ts";
import flow from "../../../src/taler/recordings/bank-flow.json";
import { parseTalerUri } from "../../../src/taler/uri.ts";
import { allRecorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded, replayRequest } from "../../../src/testing/replay.ts";
import { handWoundWorld } from "../world.ts";
import { type BankOptions, newBank } from "./bank.ts";
import type { IncomingWire } from "./desk.ts";

const baseUrl = "http://localhost:8082/";

function sandboxBank(more: Partial<BankOptions> = {}) {
  const world = handWoundWorld(Date.UTC(2026, 0, 1), "bank");
  const wires: IncomingWire[] = [];
  const exchange = {
    baseUrl: "http://localhost:8081/",
    account: "exchange",
    credit: (one: IncomingWire) => wires.push(one),
  };
  const bank = newBank({ world, baseUrl, exchange, bonus: amount.parse("KUDOS:100"), ...more });
  const ask = (method: string, path: string, body?: object) =>
    bank.server(new Request(baseUrl + path, { method, ...(body && { body: JSON.stringify(body) }) }));
  return { world, wires, ask, ...bank };
}

type Ask = ReturnType<typeof sandboxBank>["ask"];

const exchangePayto = "payto://x-taler-bank/localhost/exchange?receiver-name=exchange";
const reservePub = textOf(new Uint8Array(32).fill(1));
const otherPub = textOf(new Uint8Array(32).fill(2));
const codeOf = async (response: Response) => errorBody.parse(await response.json()).code;

async function newWithdrawal(ask: Ask, wanted?: string): Promise<string> {
  await ask("POST", "accounts", { username: "alice", password: "secret" });
  const made = await ask("POST", "accounts/alice/withdrawals", wanted === undefined ? {} : { amount: wanted });
  const { withdrawal_id } = (await made.json()) as { withdrawal_id: string };
  return withdrawal_id;
}

const operation = (wopid: string) => `taler-integration/${fillPath(bankEndpoints.status.path, { wopid })}`;
const select = (reserve_pub = reservePub) => ({ reserve_pub, selected_exchange: exchangePayto });
const statusOf = async (ask: Ask, id: string) =>
  withdrawalOperation.parse(await (await ask("GET", operation(id))).json()).status;

it("answers the whole recorded conversation as the real bank did", async () => {
  const zero = amount.parse("KUDOS:0");
  const { server, ask, world } = sandboxBank({ manner: "fakebank", hasOverdraft: true, bonus: zero });
  await ask("POST", "accounts", { username: "alice", password: "password" });
  // The names of withdrawals differ: ours are put in the place of the recorded ones.
  const idByRecorded = new Map<string, string>();
  for (const one of allRecorded(flow)) {
    let { path } = one.request;
    for (const [recordedId, id] of idByRecorded) path = path.replace(recordedId, id);
    const answering = server(replayRequest(one, baseUrl, path));
    if (path.includes("long_poll_ms")) await world.advance(1_000);
    const json = (await assertLikeRecorded(await answering, one)) as { withdrawal_id?: string } | undefined;
    const recordedId = (one.response.json as { withdrawal_id?: string } | undefined)?.withdrawal_id;
    if (recordedId !== undefined) idByRecorded.set(recordedId, json?.withdrawal_id ?? "");
  }
  assert.equal(idByRecorded.size, 2);
});

describe("a withdrawal", () => {
  it("goes from link to wire", async () => {
    const { ask, wires, desk } = sandboxBank();
    const id = await newWithdrawal(ask, "KUDOS:12.50");
    const { amount: due } = withdrawalOperation.parse(await (await ask("GET", operation(id))).json());
    assert.equal(due, "KUDOS:12.5");
    const selected = withdrawalSelected.parse(await (await ask("POST", operation(id), select())).json());
    assert.deepEqual(selected, { status: "selected", confirm_transfer_url: `${baseUrl}pages/withdrawals/${id}` });
    assert.equal((await ask("POST", `accounts/alice/withdrawals/${id}/confirm`)).status, 204);
    assert.equal(await statusOf(ask, id), "confirmed");
    const sender = "payto://x-taler-bank/localhost/alice?receiver-name=alice";
    assert.deepEqual(wires, [{ reservePub, amount: "KUDOS:12.5", sender }]);
    assert.equal(desk.book.account("alice")?.paid, "KUDOS:12.5");
    const again = withdrawalSelected.parse(await (await ask("POST", operation(id), select())).json());
    assert.equal(again.status, "confirmed");
  });

  it("takes the amount from the wallet when it has none", async () => {
    const { ask, wires } = sandboxBank();
    const id = await newWithdrawal(ask);
    await ask("POST", operation(id), { ...select(), amount: "KUDOS:3" });
    await ask("POST", `accounts/alice/withdrawals/${id}/confirm`, {});
    assert.deepEqual(
      wires.map((wire) => wire.amount),
      ["KUDOS:3"],
    );
  });

  it("arrives later when wires take their time", async () => {
    const { ask, wires, world } = sandboxBank({ wireDelay: 5_000 });
    const id = await newWithdrawal(ask, "KUDOS:1");
    await ask("POST", operation(id), select());
    await ask("POST", `accounts/alice/withdrawals/${id}/confirm`);
    await world.advance(4_999);
    assert.equal(wires.length, 0);
    await world.advance(1);
    assert.equal(wires.length, 1);
  });

  it("takes no reserve twice, and no other one once chosen", async () => {
    const { ask } = sandboxBank();
    const [first, second] = [await newWithdrawal(ask, "KUDOS:1"), await newWithdrawal(ask, "KUDOS:1")];
    await ask("POST", operation(first), select());
    assert.equal(await codeOf(await ask("POST", operation(second), select())), 5114);
    assert.equal(await codeOf(await ask("POST", operation(first), select(otherPub))), 5113);
    const foreign = { ...select(otherPub), selected_exchange: "payto://x-taler-bank/localhost/bob?receiver-name=bob" };
    assert.equal(await codeOf(await ask("POST", operation(second), foreign)), 5106);
    assert.equal((await ask("POST", operation(second), { ...foreign, selected_exchange: "bob" })).status, 400);
  });

  it("is aborted by the wallet or at the bank, but not when the money has moved", async () => {
    const { ask, wires } = sandboxBank();
    const [first, second] = [await newWithdrawal(ask, "KUDOS:1"), await newWithdrawal(ask, "KUDOS:1")];
    assert.equal((await ask("POST", `${operation(first)}/abort`, {})).status, 204);
    assert.equal((await ask("POST", `${operation(first)}/abort`, {})).status, 204);
    assert.equal(await statusOf(ask, first), "aborted");
    assert.equal(await codeOf(await ask("POST", `accounts/alice/withdrawals/${first}/confirm`)), 5117);
    assert.equal(await codeOf(await ask("POST", `accounts/alice/withdrawals/${second}/confirm`)), 5119);
    await ask("POST", operation(second), select());
    await ask("POST", `accounts/alice/withdrawals/${second}/confirm`);
    assert.equal(await codeOf(await ask("POST", `${operation(second)}/abort`, {})), 5116);
    assert.equal(await codeOf(await ask("POST", `accounts/alice/withdrawals/${second}/confirm`)), 5114);
    assert.equal(wires.length, 1);
  });

  it("is refused when the account does not hold as much", async () => {
    const { ask } = sandboxBank();
    await ask("POST", "accounts", { username: "alice", password: "" });
    const asked = await ask("POST", "accounts/alice/withdrawals", { amount: "KUDOS:100.01" });
    assert.deepEqual([asked.status, await codeOf(asked)], [409, 5102]);
    assert.equal((await ask("POST", "accounts/alice/withdrawals", { amount: "EUR:1" })).status, 400);
  });

  it("tells who waits as soon as something happens", async () => {
    const { ask, world } = sandboxBank();
    const id = await newWithdrawal(ask, "KUDOS:1");
    const waiting = ask("GET", `${operation(id)}?old_state=pending&timeout_ms=20000`);
    const confirming = ask("GET", `${operation(id)}?long_poll_ms=20000`);
    await world.advance(1_000);
    await ask("POST", operation(id), select());
    assert.equal(withdrawalOperation.parse(await (await waiting).json()).status, "selected");
    await ask("POST", `accounts/alice/withdrawals/${id}/confirm`);
    assert.equal(withdrawalOperation.parse(await (await confirming).json()).status, "confirmed");
    assert.equal((await ask("GET", `${operation(id)}?timeout_ms=soon`)).status, 400);
  });
});

describe("money sent by hand", () => {
  it("reaches the reserve named in the subject, once", async () => {
    const { ask, wires, desk } = sandboxBank();
    await ask("POST", "accounts", { username: "bob", password: "" });
    const money = amount.parse("KUDOS:5");
    assert.equal(desk.transfer("bob", exchangePayto, money, `Taler ${reservePub.toLowerCase()}!`), "sent");
    assert.equal(desk.transfer("bob", exchangePayto, money, reservePub), "bounced");
    assert.equal(desk.transfer("bob", exchangePayto, money, "for you"), "bounced");
    assert.deepEqual(
      wires.map((wire) => wire.reservePub),
      [reservePub],
    );
    assert.equal(desk.book.account("bob")?.movements.length, 5);
    assert.deepEqual(await (await ask("GET", "accounts/bob")).json(), {
      payto_uri: "payto://x-taler-bank/localhost/bob?receiver-name=bob",
      balance: { credit_debit_indicator: "credit", amount: "KUDOS:95" },
    });
  });

  it("comes in by script too", async () => {
    const { ask, wires } = sandboxBank();
    const wire = {
      amount: "KUDOS:7",
      reserve_pub: reservePub,
      debit_account: exchangePayto.replaceAll("exchange", "carol"),
    };
    const path = "accounts/exchange/taler-wire-gateway/admin/add-incoming";
    assert.equal((await ask("POST", path, wire)).status, 200);
    assert.equal(await codeOf(await ask("POST", path, wire)), 5114);
    assert.equal(wires.length, 1);
  });
});

describe("the pages", () => {
  const post = (bank: ReturnType<typeof sandboxBank>, path: string, fields: Record<string, string>) =>
    bank.server(new Request(baseUrl + path, { method: "POST", body: new URLSearchParams(fields) }));

  it("lead from an open account to money in a wallet", async () => {
    const bank = sandboxBank();
    const opened = await post(bank, "pages/open", { name: "alice" });
    assert.equal(opened.headers.get("Location"), `${baseUrl}pages/accounts/alice`);
    assert.match(await (await bank.ask("GET", "pages/accounts/alice")).text(), /100 KUDOS/);
    const made = await post(bank, "pages/accounts/alice/withdraw", { amount: "12,5" });
    const page = (made.headers.get("Location") ?? "").slice(baseUrl.length);
    const pending = await (await bank.ask("GET", page)).text();
    const [, uri = ""] = /<meta name="taler-uri" content="([^"]+)">/.exec(pending) ?? [];
    const parsed = parseTalerUri(uri);
    assert.ok(parsed.action === "withdraw" && parsed.bankBaseUrl === `${baseUrl}taler-integration/`);
    assert.ok(pending.includes(`href="${uri}"`) && pending.includes("Abort") && !pending.includes(">Confirm<"));
    await bank.ask("POST", operation(parsed.operationId), select());
    assert.match(await (await bank.ask("GET", page)).text(), />Confirm</);
    assert.equal((await post(bank, `${page}/confirm`, {})).status, 303);
    assert.match(await (await bank.ask("GET", page)).text(), /on its way/);
    assert.match(await (await bank.ask("GET", "pages/accounts/alice")).text(), /87.5 KUDOS/);
    assert.equal(bank.wires.length, 1);
    assert.equal((await post(bank, `${page}/abort`, {})).status, 400);
  });

  it("send a transfer from the address a wallet shows", async () => {
    const bank = sandboxBank();
    await post(bank, "pages/open", { name: "alice" });
    const payto = transferPayto(exchangePayto, amount.parse("KUDOS:4"), `Taler ${reservePub}`);
    assert.equal((await post(bank, "pages/accounts/alice/transfer", { payto })).status, 303);
    assert.deepEqual(
      bank.wires.map((wire) => wire.amount),
      ["KUDOS:4"],
    );
    assert.match(await (await post(bank, "pages/accounts/alice/transfer", { payto })).text(), /came back/);
    const bad = { payto: "payto://iban/DE1", "transfer-amount": "1", subject: "" };
    assert.equal((await post(bank, "pages/accounts/alice/transfer", bad)).status, 400);
  });

  it("show what people typed as text, never as markup", async () => {
    const bank = sandboxBank();
    await post(bank, "pages/open", { name: "alice" });
    const evil = "<script>alert(1)</script>";
    const fields = { payto: exchangePayto, "transfer-amount": "1", subject: evil };
    await post(bank, "pages/accounts/alice/transfer", fields);
    const page = await (await bank.ask("GET", "pages/accounts/alice")).text();
    assert.ok(!page.includes(evil) && page.includes("&lt;script&gt;"));
    assert.equal((await post(bank, "pages/open", { name: "<b>" })).status, 400);
    assert.equal((await bank.ask("GET", "pages/accounts/nobody")).status, 404);
  });
});
