/** A secret shows its bytes to nobody who does not ask for them by name. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { format, inspect } from "node:util";
import { Secret } from "./secret.ts";

describe("a secret", () => {
  const secret = new Secret(Uint8Array.of(201, 202, 203));

  it("is three dots wherever it could be printed", () => {
    const spellings = [
      String(secret),
      `${secret}`,
      inspect({ secret }, { depth: 9, showHidden: true }),
      format("%s %o", secret, secret),
      JSON.stringify({ secret }),
      new Error(`no use for ${secret}`).message,
    ];
    for (const text of spellings) {
      assert.match(text, /•••/);
      assert.doesNotMatch(text, /20[123]/);
    }
    assert.deepEqual(Object.keys(secret), []);
    assert.deepEqual(structuredClone({ ...secret }), {});
  });

  it("gives its bytes to whoever asks, as copies that can be wiped", () => {
    secret.reveal().fill(0);
    assert.deepEqual(secret.reveal(), Uint8Array.of(201, 202, 203));
  });

  it("is not changed by what is done to the bytes it was made of", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const kept = new Secret(bytes);
    bytes.fill(0);
    assert.deepEqual(kept.reveal(), Uint8Array.of(1, 2, 3));
  });
});
