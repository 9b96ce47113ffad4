/** What an exchange signed when it refused a denomination, recorded and from the reference. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recorded } from "../testing/recordings.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { type ErrorBody, errorBody, errorCodes } from "./error-body.ts";
import { keysAnswer } from "./keys-format.ts";
import { signkeysOf } from "./keys-view.ts";
import keys from "./recordings/keys.json" with { type: "json" };
import refused from "./recordings/withdraw-refused.json" with { type: "json" };
import { verifySignedError } from "./signed-error.ts";
import type { Signkey } from "./signkey.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

interface Case {
  readonly name: string;
  readonly body: ErrorBody;
  readonly signkeys: readonly Signkey[];
}

/** A vector as the body of an answer, by a key that was in use then. */
function fromVector(id: string, code: number): Case {
  const { in: given, out } = protocol.vectors.signatures.find((one) => one.id === id) ?? assert.fail();
  const body = errorBody.parse({ ...given, code, exchange_pub: out.signer_pub, exchange_sig: out.sig });
  const at = typeof body.timestamp === "number" ? body.timestamp : assert.fail();
  return { name: id, body, signkeys: [{ key: out.signer_pub, start: at - 5, expire: at + 5, end: at + 10 }] };
}

const { json } = recorded(refused, "withdraw-unknown-denomination").response;
const recordedKeys = keysAnswer.parse(recorded(keys, "keys").response.json);
const cases: readonly Case[] = [
  { name: "a recorded refusal", body: errorBody.parse(json), signkeys: signkeysOf(recordedKeys) },
  fromVector("exchange-affirm-denom-unknown", errorCodes.denominationUnknown),
  fromVector("exchange-affirm-denom-expired", errorCodes.denominationExpired),
  fromVector("exchange-affirm-denom-expired-long-oper", errorCodes.denominationNotYetValid),
];

const flipped = (text: string | undefined) => {
  const bytes = bytesOf(text ?? "");
  return textOf(bytes.with(7, (bytes[7] ?? 0) ^ 1));
};

describe("verifySignedError", () => {
  for (const { name, body, signkeys } of cases) {
    const hash = body.h_denom_pub ?? "";
    const time = typeof body.timestamp === "number" ? body.timestamp : 0;
    const check = (more: Partial<ErrorBody>) => verifySignedError({ ...body, ...more }, hash, signkeys);

    it(`believes ${name}`, async () => assert.equal(await check({}), true));

    it(`does not believe ${name} when anything in it is changed`, async () => {
      assert.equal(await check({ timestamp: time + 1 }), false);
      assert.equal(await check({ exchange_sig: flipped(body.exchange_sig) }), false);
      assert.equal(await check({ exchange_pub: flipped(body.exchange_pub) }), false);
      assert.equal(await check({ h_denom_pub: flipped(hash) }), false);
      const isUnknown = body.code === errorCodes.denominationUnknown;
      assert.equal(await check(isUnknown ? { code: 1009, oper: "MELT" } : { code: 1005 }), false);
      if (!isUnknown) assert.equal(await check({ oper: "DEPOSIT" }), false);
    });

    it(`does not take ${name} for another denomination's`, async () => {
      const other = flipped(hash);
      assert.equal(await verifySignedError(body, other, signkeys), false);
      assert.equal(await verifySignedError({ ...body, h_denom_pub: other }, other, signkeys), false);
    });

    it(`does not believe ${name} of a key that was not in use`, async () => {
      assert.equal(await verifySignedError(body, hash, []), false);
      const late = signkeys.map((one) => ({ ...one, start: time + 3601, expire: time + 9000 }));
      assert.equal(await verifySignedError(body, hash, late), false);
      const early = signkeys.map((one) => ({ ...one, expire: time - 3601 }));
      assert.equal(await verifySignedError(body, hash, early), false);
    });

    it(`does not believe ${name} without its signature`, async () => {
      const { exchange_sig: _, ...unsigned } = body;
      const { timestamp: __, ...timeless } = body;
      assert.equal(await verifySignedError(unsigned, hash, signkeys), false);
      assert.equal(await verifySignedError(timeless, hash, signkeys), false);
    });
  }

  it("does not take a plain refusal for a signed one", async () => {
    const plain = errorBody.parse(recorded(refused, "withdraw-bad-signature").response.json);
    assert.equal(await verifySignedError(plain, "", signkeysOf(recordedKeys)), false);
  });
});
