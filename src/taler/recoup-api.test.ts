/** Coins paid back to reserves: what the exchange must have signed in the reserve's history. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changed } from "../testing/changed.ts";
import { leavesOf, withLeaf } from "../testing/leaves.ts";
import { recorded } from "../testing/recordings.ts";
import { amount } from "./amount.ts";
import { FormatError, type Json } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf, signNow } from "./eddsa.ts";
import { recoupConfirmation } from "./exchange-signatures.ts";
import recording from "./recordings/recoup-refused.json" with { type: "json" };
import { recoupRequest, verifyReserveRecoup } from "./recoup-api.ts";
import { reserveHistoryAnswer } from "./reserve-history.ts";

const { request } = recorded(recording, "recoup-not-revoked");

describe("a request for a recoup", () => {
  it("names the cipher, without which a real exchange does not even read it", () => {
    assert.throws(() => recoupRequest.parse(request.json), { name: FormatError.name, path: "ewv" });
    const whole = { ...(request.json as object), ewv: { cipher: "RSA" } };
    assert.deepEqual(recoupRequest.format(recoupRequest.parse(whole)), whole);
  });
});

describe("a recoup in the history of a reserve", () => {
  const exchangePriv = new Uint8Array(32).fill(1);
  const exchange_pub = textOf(publicKeyOf(exchangePriv));
  const [coinPub, reservePub] = [2, 3].map((byte) => publicKeyOf(new Uint8Array(32).fill(byte)));
  assert.ok(coinPub && reservePub);
  const signers = { signkeys: [{ key: exchange_pub, start: 10_000, expire: 10_100, end: 10_200 }], now: 10_050 };
  const values = { timestamp: 10_010, amount: amount.parse("KUDOS:2"), coinPub, reservePub };
  const told: Json = {
    type: "RECOUP",
    amount: "KUDOS:2",
    timestamp: { t_s: 10_010 },
    coin_pub: textOf(coinPub),
    exchange_pub,
    exchange_sig: textOf(signNow(exchangePriv, recoupConfirmation(values))),
  };
  const check = (entry: Json, by = signers, of = textOf(reservePub)) => {
    const [one] = reserveHistoryAnswer.parse({ balance: "KUDOS:2", history: [entry] }).history;
    assert.ok(one?.type === "RECOUP");
    return verifyReserveRecoup(of, one, by);
  };

  it("is believed when the exchange signed it", async () => assert.ok(await check(told)));

  for (const { path, value } of leavesOf(told)) {
    if (path[0] === "type") continue;
    it(`is not believed with another ${path.join(".")}`, async () => {
      assert.equal(await check(withLeaf(told, path, changed(value))), false);
    });
  }

  it("is not believed of another reserve, or by a key that was not in use", async () => {
    assert.equal(await check(told, signers, textOf(bytesOf(textOf(coinPub)))), false);
    assert.equal(await check(told, { ...signers, now: 1000 }), false);
    assert.equal(await check(told, { ...signers, signkeys: [] }), false);
  });
});
