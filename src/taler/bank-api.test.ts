import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { allRecorded, recorded } from "../testing/recordings.ts";
import {
  bankConfig,
  bankEndpoints,
  bankInterfaces,
  withdrawalOperation,
  withdrawalSelected,
  withdrawalSelection,
} from "./bank-api.ts";
import { FormatError } from "./codec.ts";
import { errorBody } from "./error-body.ts";
import flow from "./recordings/bank-flow.json";
import { compatibility } from "./version.ts";

const place = "/taler-integration/withdrawal-operation/";

describe("recorded traffic with a bank", () => {
  it("begins with a configuration we are compatible with", () => {
    const config = bankConfig.parse(recorded(flow, "integration-config").response.json);
    assert.equal(config.currency, "KUDOS");
    assert.equal(compatibility(config.version, bankInterfaces), "compatible");
  });

  it("tells the status in one word", () => {
    const seen = allRecorded(flow)
      .filter(
        ({ request, response }) =>
          request.method === "GET" && request.path.startsWith(place) && response.status === 200,
      )
      .map(({ label, response }) => [label, withdrawalOperation.parse(response.json).status]);
    assert.deepEqual(seen, [
      ["wopid-pending", "pending"],
      ["wopid-longpoll-1s", "pending"],
      ["wopid-selected", "selected"],
      ["wopid-confirmed", "confirmed"],
      ["wopid-after-transfer", "confirmed"],
      ["wopid-aborted", "aborted"],
    ]);
  });

  it("has choices and answers as we write and read them", () => {
    const select = recorded(flow, "wopid-select");
    assert.deepEqual(withdrawalSelection.format(withdrawalSelection.parse(select.request.json)), select.request.json);
    assert.deepEqual(withdrawalSelected.parse(select.response.json), { status: "selected" });
    const aborted = recorded(flow, "wopid-select-aborted");
    assert.deepEqual(withdrawalSelected.parse(aborted.response.json), { status: "aborted" });
    assert.equal(errorBody.parse(recorded(flow, "wopid-select-conflict").response.json).code, 5113);
  });
});

describe("a withdrawal operation", () => {
  const pending = { status: "pending", amount: "KUDOS:8.50", suggested_exchange: "http://localhost:8081" };

  it("is made canonical", () => {
    assert.deepEqual(withdrawalOperation.parse(pending), {
      status: "pending",
      amount: "KUDOS:8.5",
      currency: "KUDOS",
      suggested_exchange: "http://localhost:8081/",
    });
  });

  it("of an older bank has three truth values instead of a word", () => {
    const { status: _, ...older } = pending;
    const read = (more: object) => withdrawalOperation.parse({ ...older, ...more }).status;
    assert.equal(read({ selection_done: false, transfer_done: false, aborted: false }), "pending");
    assert.equal(read({ selection_done: true, transfer_done: false, aborted: false }), "selected");
    assert.equal(read({ selection_done: true, transfer_done: true }), "confirmed");
    assert.equal(read({ selection_done: true, transfer_done: false, aborted: true }), "aborted");
  });

  it("may leave the amount to the wallet, within bounds of its currency", () => {
    const open = { status: "pending", currency: "KUDOS", min_amount: "KUDOS:1", max_amount: "KUDOS:20" };
    assert.deepEqual(withdrawalOperation.parse(open), open);
    assert.throws(() => withdrawalOperation.parse({ status: "pending" }), { message: "amount: missing" });
  });

  it("is refused when it speaks of two currencies, or of pages that are none", () => {
    const bad: readonly (readonly [object, string])[] = [
      [{ card_fees: "EUR:1" }, "card_fees"],
      [{ currency: "EUR" }, "amount"],
      [{ confirm_transfer_url: "javascript:alert(1)" }, "confirm_transfer_url"],
      [{ confirm_transfer_url: "https:///" }, "confirm_transfer_url"],
      [{ suggested_exchange: "ftp://exchange.example/" }, "suggested_exchange"],
      [{ status: "done" }, "status"],
      [{ amount: "KUDOS:-1" }, "amount"],
      [{ selected_reserve_pub: "ABC" }, "selected_reserve_pub"],
    ];
    for (const [more, path] of bad) {
      const isNamed = (error: unknown) => error instanceof FormatError && error.path === path;
      assert.throws(() => withdrawalOperation.parse({ ...pending, ...more }), isNamed, path);
    }
  });

  it("is asked for at its own path", () => {
    assert.equal(bankEndpoints.abort.path, "withdrawal-operation/:wopid/abort");
    const answer = { status: "selected", confirm_transfer_url: "https://bank.example/confirm?id=1" };
    assert.deepEqual(withdrawalSelected.parse(answer), answer);
    assert.deepEqual(withdrawalSelected.format({ status: "confirmed" }), { status: "confirmed", transfer_done: true });
    assert.equal(withdrawalSelected.parse({ transfer_done: true }).status, "confirmed");
  });
});
