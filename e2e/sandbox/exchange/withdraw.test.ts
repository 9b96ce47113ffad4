import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { amount } from "../../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { rsaDenomination } from "../../../src/taler/denomination.ts";
import { publicKeyOf, signNow, verifyNow } from "../../../src/taler/eddsa.ts";
import { errorBody } from "../../../src/taler/error-body.ts";
import { reserveHistoryHeader, withdrawAnswer } from "../../../src/taler/exchange-api.ts";
import { denominationExpired, denominationUnknown } from "../../../src/taler/exchange-signatures.ts";
import { makePlanchet, planchetSecrets, uncoverSignature } from "../../../src/taler/planchet.ts";
import reserveRecording from "../../../src/taler/recordings/reserve.json";
import historyRecording from "../../../src/taler/recordings/reserve-history.json";
import historyRefused from "../../../src/taler/recordings/reserve-history-refused.json";
import withdrawRecording from "../../../src/taler/recordings/withdraw.json";
import withdrawRefused from "../../../src/taler/recordings/withdraw-refused.json";
import { expectedBalance, reserveHistoryAnswer } from "../../../src/taler/reserve-history.ts";
import { reserveHistory, reserveWithdraw } from "../../../src/taler/wallet-signatures.ts";
import { recorded } from "../../../src/testing/recordings.ts";
import { assertLikeRecorded } from "../../../src/testing/replay.ts";
import { costOf, isBalanced } from "../ledger.ts";
import { handWoundWorld } from "../world.ts";
import type { SandboxDenomination } from "./denominations.ts";
import { newExchange } from "./exchange.ts";

const baseUrl = "http://exchange.test/";
const day = 24 * 60 * 60 * 1000;
const sender = "payto://x-taler-bank/bank.test/alice?receiver-name=alice";
const reservePriv = new Uint8Array(32).fill(3);
const reservePub = textOf(publicKeyOf(reservePriv));
const kudos = (digits: string) => amount.parse(`KUDOS:${digits}`);

/** An exchange, and a wallet at work. */
function scene() {
  const world = handWoundWorld(Date.UTC(2026, 0, 1), "withdraw");
  const accounts = ["payto://x-taler-bank/bank.test/exchange?receiver-name=exchange"];
  const exchange = newExchange({ world, baseUrl, accounts, currency: "KUDOS", seed: "test", rsaBits: 1024 });
  const ask = (path: string, headers: Record<string, string> = {}, body?: BodyInit) =>
    exchange.server(
      new Request(`${baseUrl}reserves/${path}`, { method: body ? "POST" : "GET", headers, ...(body && { body }) }),
    );
  const { keys } = exchange;
  const denominationOf = (value: string, cipher = "RSA"): SandboxDenomination => {
    const fitting = keys.denominations().filter((one) => one.value === `KUDOS:${value}` && one.cipher === cipher);
    const usable = fitting.find(({ start, expireWithdraw }) => start <= keys.now() && keys.now() < expireWithdraw);
    assert.ok(usable !== undefined);
    return usable;
  };
  const planchet = (denomination: SandboxDenomination, index: number, priv = reservePriv) => {
    const made = makePlanchet(rsaDenomination(bytesOf(denomination.keyText), denomination.ageMask), secretsOf(index));
    const cost = costOf({ value: denomination.value, fee: denomination.fees.withdraw });
    const block = reserveWithdraw({
      amount: cost,
      denominationHash: made.denominationHash,
      envelopeHash: made.envelopeHash,
    });
    return {
      denom_pub_hash: denomination.hash,
      coin_ev: { cipher: "RSA", rsa_blinded_planchet: textOf(made.blinded) },
      reserve_sig: textOf(signNow(priv, block)),
    };
  };
  const withdraw = (planchets: readonly object[], reserve = reservePub) =>
    ask(`${reserve}/batch-withdraw`, { "Content-Type": "application/json" }, JSON.stringify({ planchets }));
  const credit = (digits: string) => exchange.credit({ reservePub, amount: kudos(digits), sender });
  return { ...exchange, world, ask, denominationOf, planchet, withdraw, credit };
}

const secretsOf = (index: number) => planchetSecrets(new Uint8Array(32).fill(index + 10));
const signHistory = (startOffset: number) => ({
  [reserveHistoryHeader]: textOf(signNow(reservePriv, reserveHistory({ startOffset }))),
});

describe("coins", () => {
  it("are signed blindly, as recorded, and are good", async () => {
    const { credit, withdraw, planchet, denominationOf } = scene();
    credit("10");
    const [five, two] = [denominationOf("5"), denominationOf("2")];
    const answer = await withdraw([planchet(five, 0), planchet(two, 1)]);
    const json = await assertLikeRecorded(answer, recorded(withdrawRecording, "withdraw-1coin"));
    const { ev_sigs } = withdrawAnswer.parse(json);
    for (const [index, denomination] of [five, two].entries()) {
      const rsa = rsaDenomination(bytesOf(denomination.keyText));
      const signed = bytesOf(ev_sigs[index]?.ev_sig.blinded_rsa_signature ?? "");
      assert.ok(uncoverSignature(rsa, makePlanchet(rsa, secretsOf(index)), signed));
    }
  });

  it("are signed again for nothing, in any order, even from an empty reserve", async () => {
    const { credit, withdraw, planchet, denominationOf, ledger } = scene();
    credit("7.02");
    const batch = [planchet(denominationOf("5"), 0), planchet(denominationOf("2"), 1)];
    const first = withdrawAnswer.parse(await (await withdraw(batch)).json());
    assert.equal(ledger.reserve(reservePub)?.balance, "KUDOS:0");
    const again = withdrawAnswer.parse(await (await withdraw([...batch].reverse())).json());
    assert.deepEqual([...again.ev_sigs].reverse(), first.ev_sigs);
    const [one] = batch;
    assert.ok(one !== undefined);
    assert.equal((await withdraw([one])).status, 200);
    assert.equal(ledger.books().coins.length, 2);
  });

  it("may come deflated, as some wallets send them", async () => {
    const { credit, ask, planchet, denominationOf } = scene();
    credit("10");
    const body = deflateSync(JSON.stringify({ planchets: [planchet(denominationOf("1"), 0)] }));
    const answer = await ask(`${reservePub}/batch-withdraw`, { "Content-Encoding": "deflate" }, new Uint8Array(body));
    assert.equal(answer.status, 200);
  });

  it("are refused as recorded", async () => {
    const { credit, withdraw, ask, planchet, denominationOf, keys } = scene();
    credit("5.32");
    const refused = (label: string) => recorded(withdrawRefused, label);
    const good = planchet(denominationOf("1"), 0);
    await assertLikeRecorded(await withdraw([planchet(denominationOf("10"), 1)]), refused("withdraw-insufficient"));
    const badlySigned = { ...good, reserve_sig: textOf(new Uint8Array(64)) };
    await assertLikeRecorded(await withdraw([badlySigned]), refused("withdraw-bad-signature"));
    const stranger = textOf(publicKeyOf(new Uint8Array(32).fill(4)));
    await assertLikeRecorded(await withdraw([good], stranger), refused("withdraw-unknown-reserve"));
    const nowhere = textOf(new Uint8Array(64).fill(9));
    const unknown = await withdraw([{ ...good, denom_pub_hash: nowhere }]);
    const { timestamp, exchange_pub, exchange_sig } = errorBody.parse(
      await assertLikeRecorded(unknown, refused("withdraw-unknown-denomination")),
    );
    assert.equal(timestamp, keys.now());
    const block = denominationUnknown({ timestamp, denominationHash: bytesOf(nowhere) });
    assert.ok(verifyNow(bytesOf(exchange_pub ?? ""), block, bytesOf(exchange_sig ?? "")));
    const post = (body: string) => ask(`${reservePub}/batch-withdraw`, {}, body);
    await assertLikeRecorded(await post("{}"), refused("withdraw-missing-field"));
    await assertLikeRecorded(await post("this is not json"), refused("withdraw-not-json"));
    await assertLikeRecorded(await ask(`${reservePub}/withdraw`, {}, "{}"), refused("withdraw-old-endpoint"));
  });

  it("are refused where the real exchange would have broken down", async () => {
    const { credit, withdraw, planchet, denominationOf, ledger } = scene();
    credit("10");
    const good = planchet(denominationOf("1"), 0);
    const broken = [
      [],
      [good, good],
      [{ ...good, denom_pub_hash: "ABC" }],
      [{ ...good, coin_ev: { cipher: "CS", cs_nonce: "ABC" } }],
      [{ ...good, coin_ev: { cipher: "RSA", rsa_blinded_planchet: textOf(new Uint8Array(128).fill(255)) } }],
    ];
    for (const planchets of broken) assert.equal((await withdraw(planchets)).status >= 400, true);
    assert.equal(ledger.books().coins.length, 0);
  });

  it("are not signed for an unknown reserve, nor in a batch of old and new ones", async () => {
    const { credit, withdraw, planchet, denominationOf } = scene();
    const codeOf = async (answer: Response) => [answer.status, errorBody.parse(await answer.json()).code];
    const [first, second] = [planchet(denominationOf("1"), 0), planchet(denominationOf("1"), 1)];
    assert.deepEqual(await codeOf(await withdraw([first])), [404, 1027]);
    credit("3.03");
    await withdraw([first]);
    assert.deepEqual(await codeOf(await withdraw([first, second])), [409, 1175]);
    const expensive = planchet(denominationOf("2"), 2);
    assert.deepEqual(await codeOf(await withdraw([first, second, expensive])), [409, 1150]);
    assert.equal((await withdraw([second])).status, 200);
  });

  it("are signed only while their denomination is withdrawable", async () => {
    const { credit, withdraw, planchet, denominationOf, world, keys } = scene();
    credit("100");
    const present = denominationOf("1");
    await withdraw([planchet(present, 0)]);
    const next = keys.denominations().find((one) => one.value === present.value && one.start > keys.now());
    assert.ok(next !== undefined);
    const refusal = async (denomination: SandboxDenomination) => {
      const answer = await withdraw([planchet(denomination, 0)]);
      return { status: answer.status, ...errorBody.parse(await answer.json()) };
    };
    assert.deepEqual(await refusal(next).then(({ status, code }) => [status, code]), [410, 1008]);
    await world.advance(8 * day);
    // Even what was signed before is not given out again.
    const expired = await refusal(present);
    assert.deepEqual([expired.status, expired.code, expired.oper], [410, 1009, "batch-withdraw"]);
    const denominationHash = bytesOf(present.hash);
    const block = denominationExpired({
      timestamp: expired.timestamp ?? 0,
      operation: "batch-withdraw",
      denominationHash,
    });
    assert.ok(verifyNow(bytesOf(expired.exchange_pub ?? ""), block, bytesOf(expired.exchange_sig ?? "")));
    const usable = denominationOf("1");
    keys.revoke(usable.hash);
    assert.deepEqual(await refusal(usable).then(({ status, code }) => [status, code]), [410, 1010]);
  });

  it("of Clause-Schnorr keys cannot be had with an RSA planchet, age-restricted ones can", async () => {
    const { credit, withdraw, planchet, denominationOf } = scene();
    credit("10");
    const good = planchet(denominationOf("1"), 0);
    const answer = await withdraw([{ ...good, denom_pub_hash: denominationOf("1", "CS").hash }]);
    assert.deepEqual([answer.status, errorBody.parse(await answer.json()).code], [400, 1017]);
    const restricted = denominationOf("1", "RSA+age_restricted");
    assert.equal((await withdraw([planchet(restricted, 0)])).status, 200);
  });
});

describe("a reserve", () => {
  it("is described as recorded, also to who asked before it was there", async () => {
    const { ask, credit, world } = scene();
    const like = (label: string) => recorded(reserveRecording, label);
    await assertLikeRecorded(await ask(reservePub), like("reserve-unknown"));
    await assertLikeRecorded(await ask("ABC"), like("reserve-malformed-pub"));
    const inVain = ask(`${reservePub}?timeout_ms=1500`);
    await world.advance(1_500);
    await assertLikeRecorded(await inVain, like("reserve-unknown-longpoll-1500ms"));
    const waiting = ask(`${reservePub}?timeout_ms=60000`);
    await world.advance(30_000);
    credit("20.5");
    const json = await assertLikeRecorded(await waiting, like("reserve-longpoll"));
    assert.deepEqual(json, { last_origin: sender, balance: "KUDOS:20.5" });
    assert.equal((await ask(`${reservePub}?timeout_ms=soon`)).status, 400);
  });

  it("has a history for its owner only", async () => {
    const { ask, credit, withdraw, planchet, denominationOf } = scene();
    const history = (headers: Record<string, string>, query = "") => ask(`${reservePub}/history${query}`, headers);
    await assertLikeRecorded(await history({}), recorded(historyRefused, "reserve-history-nosig"));
    const forged = { [reserveHistoryHeader]: textOf(new Uint8Array(64)) };
    await assertLikeRecorded(await history(forged), recorded(historyRefused, "reserve-history-badsig"));
    assert.equal((await history(signHistory(0))).status, 404);
    assert.equal((await history({ [reserveHistoryHeader]: "ABC" })).status, 400);
    credit("20.5");
    await withdraw([planchet(denominationOf("5"), 0), planchet(denominationOf("2"), 1)]);
    const answer = await history(signHistory(0));
    assert.equal(answer.headers.get("ETag"), '"3"');
    const json = await assertLikeRecorded(answer, recorded(historyRecording, "reserve-history"));
    const { balance, history: entries } = reserveHistoryAnswer.parse(json);
    assert.deepEqual(
      entries.map(({ type }) => type),
      ["CREDIT", "WITHDRAW", "WITHDRAW"],
    );
    assert.equal(balance, "KUDOS:13.48");
    assert.equal(expectedBalance("KUDOS", entries), balance);
    const later = reserveHistoryAnswer.parse(await (await history(signHistory(2), "?start=2")).json());
    assert.equal(later.history.length, 1);
    assert.equal((await history(signHistory(3), "?start=3")).status, 204);
    assert.equal((await history(signHistory(0), "?start=1")).status, 403);
    assert.equal((await history({ ...signHistory(0), "If-None-Match": '"3"' })).status, 400);
  });
});

describe("the books", () => {
  it("add up after any series of wires and withdrawals", async () => {
    const { credit, withdraw, planchet, denominationOf, ledger } = scene();
    const deed = fc.oneof(
      fc.constantFrom("0.5", "3", "11.11").map((digits) => ({ digits })),
      fc.record({ value: fc.constantFrom("10", "1", "0.1", "0.05"), index: fc.nat({ max: 20 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
        for (const one of deeds) {
          if ("digits" in one) credit(one.digits);
          else await withdraw([planchet(denominationOf(one.value), one.index)]);
          assert.ok(isBalanced(ledger.books()));
        }
      }),
      { numRuns: 15 },
    );
    const { credited, issued, coins } = ledger.books();
    assert.ok(coins.length > 0 && credited !== "KUDOS:0" && issued !== "KUDOS:0");
  });

  it("show it when they do not add up", () => {
    const { credit, ledger } = scene();
    credit("5");
    const books = ledger.books();
    assert.ok(isBalanced(books));
    assert.equal(isBalanced({ ...books, credited: kudos("6") }), false);
    const reserves = books.reserves.map((one) => ({ ...one, balance: kudos("4") }));
    assert.equal(isBalanced({ ...books, reserves, balances: kudos("4"), fees: kudos("1") }), false);
  });
});
