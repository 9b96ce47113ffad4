/** Recorded histories of reserves add up, and every signature in them holds. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { allRecorded, recorded } from "../testing/recordings.ts";
import { FormatError, type Json } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { zeros } from "./hash.ts";
import recordings from "./recordings/reserve-history.json" with { type: "json" };
import { expectedBalance, type ReserveHistoryEntry, reserveHistoryAnswer } from "./reserve-history.ts";
import { accountMerge, reserveHistory, reserveWithdraw } from "./wallet-signatures.ts";

/** What the reserve signed for an entry, where it did. */
function blockOf(entry: ReserveHistoryEntry): Uint8Array | undefined {
  switch (entry.type) {
    case "WITHDRAW":
      return reserveWithdraw({
        amount: entry.amount,
        denominationHash: bytesOf(entry.h_denom_pub),
        envelopeHash: bytesOf(entry.h_coin_envelope),
      });
    case "MERGE":
      return accountMerge({
        expiration: entry.purse_expiration,
        amount: entry.amount,
        purseFee: entry.purse_fee,
        contractHash: bytesOf(entry.h_contract_terms),
        pursePub: bytesOf(entry.purse_pub),
        mergedAt: entry.merge_timestamp,
        minimumAge: entry.min_age,
        flags: entry.flags,
      });
    default:
      return undefined;
  }
}

describe("reserve history", () => {
  for (const { label, request, response } of allRecorded(recordings)) {
    const { balance, history } = reserveHistoryAnswer.parse(response.json);
    const reservePub = bytesOf(request.path.split("/")[2] ?? "");

    it(`of ${label} adds up`, () => assert.equal(expectedBalance("KUDOS", history), balance));

    it(`of ${label} is signed, and so was the question`, async () => {
      const proof = bytesOf(request.headers["Taler-Reserve-History-Signature"] ?? "");
      assert.ok(await verify(reservePub, reserveHistory({ startOffset: 0 }), proof));
      for (const entry of history) {
        const block = blockOf(entry);
        if (block === undefined) continue;
        assert.ok("reserve_sig" in entry);
        assert.ok(await verify(reservePub, block, bytesOf(entry.reserve_sig)));
      }
    });
  }

  const { request, response } = recorded(recordings, "reserve-history-again");
  const { json = null, headers } = response;

  const changed = (value: Json) => {
    if (typeof value === "number") return value + 1;
    const text = String(value);
    if (text.startsWith("KUDOS:")) return "KUDOS:0.77777777";
    const bytes = bytesOf(text);
    return textOf(bytes.with(9, (bytes[9] ?? 0) ^ 1));
  };
  const isUnsigned = /^(balance|type|merged|merge_pub|withdraw_fee)$/;
  for (const { path, value } of leavesOf(json)) {
    // Entry 0 is a wire, which nobody signs; the withdrawals after the first are like it.
    const [, index = "", name = ""] = path;
    if (isUnsigned.test(name) || path.length < 3 || !["1", "8", "9"].includes(index)) continue;
    it(`notices a change of ${name} in entry ${index}`, async () => {
      const tampered = reserveHistoryAnswer.parse(withLeaf(json, path, changed(value))).history[Number(index)];
      assert.ok(tampered && "reserve_sig" in tampered);
      const reservePub = bytesOf(request.path.split("/")[2] ?? "");
      assert.ok(!(await verify(reservePub, blockOf(tampered) ?? zeros(8), bytesOf(tampered.reserve_sig))));
    });
  }

  it("comes with a quoted number of its newest entry", () => assert.match(headers.ETag ?? "", /^"\d+"$/));
});

describe("expectedBalance", () => {
  const credit = {
    type: "CREDIT",
    amount: "KUDOS:5",
    timestamp: { t_s: 1 },
    sender_account_url: "payto://a/b",
    wire_reference: 1,
  };
  const key = textOf(zeros(32));
  const signature = textOf(zeros(64));
  const merge = {
    type: "MERGE",
    amount: "KUDOS:2",
    purse_fee: "KUDOS:0.5",
    merged: true,
    flags: 1,
    min_age: 0,
    h_contract_terms: signature,
    merge_pub: key,
    purse_pub: key,
    merge_timestamp: { t_s: 1 },
    purse_expiration: { t_s: 1 },
    reserve_sig: signature,
  };
  const closing = {
    type: "CLOSING",
    amount: "KUDOS:5",
    closing_fee: "KUDOS:0.01",
    timestamp: { t_s: 1 },
    receiver_account_details: "payto://a/b",
    wtid: key,
    exchange_pub: key,
    exchange_sig: signature,
  };
  const asked = { request_timestamp: { t_s: 1 }, reserve_sig: signature };
  const balanceOf = (...history: readonly Json[]) =>
    expectedBalance("KUDOS", reserveHistoryAnswer.parse({ balance: "KUDOS:0", history }).history);

  const cases: Readonly<Record<string, readonly [string | undefined, ...Json[]]>> = {
    nothing: ["KUDOS:0"],
    "a wire": ["KUDOS:5", credit],
    "a coin paid back": ["KUDOS:7", credit, { ...closing, type: "RECOUP", amount: "KUDOS:2", coin_pub: key }],
    "a reserve wired back": ["KUDOS:0", credit, closing],
    "a wish to close, which moves nothing yet": ["KUDOS:5", credit, { type: "CLOSE", ...asked }],
    "a paid history": ["KUDOS:4", credit, { type: "HISTORY", amount: "KUDOS:1", ...asked }],
    "a paid opening": [
      "KUDOS:4.5",
      credit,
      {
        type: "OPEN",
        open_fee: "KUDOS:0.5",
        requested_min_purses: 1,
        requested_expiration: { t_s: "never" },
        ...asked,
      },
    ],
    "a purse merged": ["KUDOS:7", credit, merge],
    "a purse that never became full": ["KUDOS:5", credit, { ...merge, merged: false }],
    "a purse that cost its fee": ["KUDOS:6.5", credit, { ...merge, flags: 3 }],
    "a purse that cost its fee and never became full": ["KUDOS:4.5", credit, { ...merge, flags: 3, merged: false }],
    "an entry of the future": [undefined, credit, { type: "FUTURE", amount: "KUDOS:1" }],
    "more out than in": [undefined, closing],
  };
  for (const [name, [expected, ...history]] of Object.entries(cases)) {
    it(`counts ${name}`, () => assert.equal(balanceOf(...history), expected));
  }

  it("keeps an entry of the future as it came", () => {
    const future = { type: "FUTURE", amount: "KUDOS:1", more: [1, { deep: true }] };
    const answer = { balance: "KUDOS:0", history: [future, credit] };
    assert.deepEqual(reserveHistoryAnswer.format(reserveHistoryAnswer.parse(answer)), answer);
  });

  it("refuses another currency, and names the entry", () => {
    assert.throws(() => balanceOf(credit, { ...credit, amount: "EUR:1" }), {
      name: "FormatError",
      path: "history.1.plus",
    });
  });

  for (const bad of [null, 5, "CREDIT", {}, { type: "CREDIT" }, { ...credit, amount: 5 }]) {
    it(`refuses the entry ${JSON.stringify(bad).slice(0, 40)}`, () => assert.throws(() => balanceOf(bad), FormatError));
  }

  it("takes a kind named like an inner part of JavaScript for one of the future", () => {
    assert.equal(balanceOf({ type: "constructor" }), undefined);
  });
});
