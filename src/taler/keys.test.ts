/** Every signature of `/keys` counts: recorded ones hold, and none survives a change. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { allRecorded, recorded } from "../testing/recordings.ts";
import { signedKeys, signedKeysNow } from "../testing/signed-keys.ts";
import { FormatError, type Json } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { concat, u16, zeros } from "./hash.ts";
import { auditedDenominations, KeysError, type KeysFlaw, verifyKeys } from "./keys.ts";
import { keysAnswer } from "./keys-format.ts";
import keysRecorded from "./recordings/keys.json" with { type: "json" };
import withdrawals from "./recordings/withdraw.json" with { type: "json" };

const { json: body = null, headers } = recorded(keysRecorded, "keys").response;
const recordedAt = Date.parse(headers.Date ?? "") / 1000;

const verified = async (json: Json, now = recordedAt) => verifyKeys(keysAnswer.parse(json), now);

/** What nobody signed: words for people, what may change at any time, and a cipher, without which a group is skipped. */
const unsigned =
  /^(version|base_url|currency|currency_specification|hard_limits|zero_limits|stefan_|asset_type|rewards_allowed|tiny_amount|reserve_closing_delay|auditors|recoup|wads|wallet_balance|accounts\.\d+\.(bank_label|priority)|denominations\.\d+\.cipher)/;

/** The first of each kind is enough; the others are verified by the same lines. */
const isFurther = (path: readonly string[]) =>
  (path[0] === "denominations" && path[2] === "denoms" && path[3] !== "0") ||
  (path[0] === "denominations" && Number(path[1]) > 1) ||
  (path[0] !== "denominations" && path.some((step) => /^[1-9]\d*$/.test(step)));

/** Another value of the same kind. */
function changed(value: Json, name: string): Json {
  if (typeof value === "number") return value + 1;
  if (typeof value !== "string") throw new Error(`${name} is neither text nor number`);
  if (/^[A-Z]{1,11}:/.test(value)) return `${value.replace(/\.\d*$/, "")}.12345678`;
  if (name === "payto_uri") return `${value}2`;
  const bytes = bytesOf(value);
  const at = Math.floor(bytes.length / 2);
  return textOf(bytes.with(at, (bytes[at] ?? 0) ^ 1));
}

describe("verifyKeys", () => {
  it("believes what a real exchange signed", async () => {
    const view = await verified(body);
    assert.equal(view.denominations.length, 40);
    assert.equal(view.skipped, 0);
    assert.deepEqual([view.currency, view.baseUrl], ["KUDOS", "http://localhost:8091/"]);
    assert.deepEqual(view.accounts, [
      {
        payto: "payto://x-taler-bank/localhost/exchange?receiver-name=exchange",
        label: "Lab bank",
        priority: 10,
        debitRestrictions: [],
        creditRestrictions: [],
      },
    ]);
    assert.deepEqual(view.wireFees[0], {
      method: "x-taler-bank",
      wire: "KUDOS:0.01",
      closing: "KUDOS:0.01",
      start: 1767225600,
      end: 1798761600,
    });
    assert.equal(view.signkeys.length, 2);
  });

  it("names denominations as withdrawals do", async () => {
    const { denominations } = await verified(body);
    const hashes = new Set(denominations.map(({ hash }) => hash));
    const named = allRecorded(withdrawals).flatMap(({ request }) => leavesOf(request.json ?? null));
    const used = named.filter(({ path }) => path.at(-1) === "denom_pub_hash");
    assert.ok(used.length > 5);
    for (const { value } of used) assert.ok(hashes.has(String(value)));
  });

  const leaves = leavesOf(body).filter(({ path }) => !unsigned.test(path.join(".")) && !isFurther(path));
  it("has something to change", () => assert.ok(leaves.length > 40));
  for (const { path, value } of leaves) {
    it(`notices a change of ${path.join(".")}`, async () => {
      const tampered = withLeaf(body, path, changed(value, path.at(-1) ?? ""));
      await assert.rejects(verified(tampered), (error) => error instanceof KeysError || error instanceof FormatError);
    });
  }

  const flaws: readonly (readonly [string, KeysFlaw, string])[] = [
    ["signkeys.1.master_sig", "signkey", "signkeys.1"],
    ["denominations.3.denoms.2.stamp_start.t_s", "denomination", "denominations.3.denoms.2"],
    ["accounts.0.payto_uri", "account", "accounts.0"],
    ["wire_fees.x-taler-bank.1.sig", "wireFee", "wire_fees.x-taler-bank.1"],
    ["global_fees.1.purse_account_limit", "globalFee", "global_fees.1"],
    ["list_issue_date.t_s", "keySet", "exchange_sig"],
  ];
  for (const [place, flaw, named] of flaws) {
    it(`says that the flaw is in ${named}`, async () => {
      const path = place.split(".");
      const leaf = leavesOf(body).find((one) => one.path.join(".") === place);
      const tampered = withLeaf(body, path, changed(leaf?.value ?? null, path.at(-1) ?? ""));
      await assert.rejects(verified(tampered), { name: "KeysError", flaw, path: named });
    });
  }

  it("wants the signer to be one of the exchange's keys, in its time", async () => {
    const { signkeys, ...rest } = body as {
      readonly signkeys: readonly { readonly key: string }[];
      readonly exchange_pub: string;
    };
    const others = { ...rest, signkeys: signkeys.filter(({ key }) => key !== rest.exchange_pub) } as Json;
    const outside = { name: "KeysError", flaw: "signer" };
    await assert.rejects(verified(others), outside);
    const [start, expire] = [1795224183, 1796433783];
    await assert.rejects(verified(body, start - 3601), outside);
    await assert.rejects(verified(body, expire + 3601), outside);
    await verified(body, start - 3599);
    await verified(body, expire + 3599);
  });

  it("refuses the same denomination twice", async () => {
    const { denominations, ...rest } = body as { readonly denominations: readonly Json[] };
    const twice = { ...rest, denominations: [...denominations, ...denominations.slice(0, 1)] } as Json;
    await assert.rejects(verified(twice), FormatError);
  });
});

describe("verifyKeys, of what was never recorded", () => {
  const own = (json: Json) => verified(json, signedKeysNow);

  it("skips other ciphers, and counts them in what is signed", async () => {
    const view = await own(signedKeys());
    assert.deepEqual(
      view.denominations.map(({ value }) => value),
      ["KUDOS:1", "KUDOS:2"],
    );
    assert.equal(view.skipped, 2);
    const leaf = ["denominations", "1", "denoms", "0", "master_sig"];
    await assert.rejects(own(withLeaf(signedKeys(), leaf, textOf(zeros(64)))), { flaw: "keySet" });
  });

  it("keeps an account's rules as they came, and notices a change in them", async () => {
    const { accounts } = await own(signedKeys());
    assert.equal(accounts[0]?.conversionUrl, "https://conversion.example/");
    assert.equal(accounts[0]?.creditRestrictions.length, 2);
    for (const { path, value } of leavesOf(signedKeys())) {
      if (path[0] !== "accounts" || typeof value !== "string" || path.at(-1) === "master_sig") continue;
      await assert.rejects(own(withLeaf(signedKeys(), path, `${value}x`)), { flaw: "account" });
    }
    await assert.rejects(
      own(withLeaf(signedKeys(), ["accounts", "0", "credit_restrictions", "1", "future"], 1.5)),
      FormatError,
    );
  });

  it("leaves out an account to which nobody could wire", async () => {
    const { accounts } = await own(
      signedKeys([{}], ["payto://iban/DE00?receiver-name=X", "payto://x-taler-bank/host/ok?receiver-name=X"]),
    );
    assert.deepEqual(
      accounts.map(({ payto }) => payto.slice(0, 24)),
      ["payto://iban/DE893704004", "payto://x-taler-bank/hos"],
    );
  });

  const useless = {
    "that is worth nothing": { value: "KUDOS:0" },
    "that never ends": { expireLegal: "never" },
    "whose key is no key": { pub: concat(u16(9), u16(9), zeros(3)) },
  } as const;
  for (const [name, wish] of Object.entries(useless)) {
    it(`skips a denomination ${name}`, async () => {
      const view = await own(signedKeys([{}, wish]));
      assert.equal(view.denominations.length, 1);
      assert.equal(view.skipped, 3);
    });
  }

  it("copies no trap from another currency", async () => {
    await assert.rejects(own(signedKeys([{ value: "EUR:1" }])), { name: "FormatError", path: "denominations.0.value" });
  });
});

describe("auditedDenominations", () => {
  const audited = (json: Json) => {
    const keys = keysAnswer.parse(json);
    const [auditor] = keys.auditors;
    assert.ok(auditor);
    return auditedDenominations(keys, auditor);
  };

  it("finds what an auditor signed", async () => {
    const { denominations } = await verified(signedKeys(), signedKeysNow);
    assert.deepEqual(
      await audited(signedKeys()),
      denominations.map(({ hash }) => hash),
    );
  });

  it("leaves out what we do not know", async () => {
    const unknown = withLeaf(
      signedKeys(),
      ["auditors", "0", "denomination_keys", "0", "denom_pub_h"],
      textOf(zeros(64)),
    );
    assert.equal((await audited(unknown)).length, 1);
  });

  for (const name of ["auditor_pub", "auditor_url"]) {
    it(`notices a change of ${name}`, async () => {
      const value = name === "auditor_url" ? "https://other.example/" : textOf(zeros(32));
      await assert.rejects(audited(withLeaf(signedKeys(), ["auditors", "0", name], value)), { flaw: "auditor" });
    });
  }

  it("notices a change of its signature", async () => {
    const path = ["auditors", "0", "denomination_keys", "1", "auditor_sig"];
    await assert.rejects(audited(withLeaf(signedKeys(), path, textOf(zeros(64)))), { flaw: "auditor" });
  });
});
