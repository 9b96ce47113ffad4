import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backedUp, rich, sheetOf } from "../testing/customers.ts";
import { newTown, townStart } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { restore } from "./restore.ts";
import { markSecretKept, secretKept } from "./secret-page.ts";

describe("the secret that is put away on paper", () => {
  it("is remembered over restarts, and may be taken back", async () => {
    const town = await newTown("kept");
    const env = await town.wallet();
    assert.deepEqual(await secretKept(env), {});
    await markSecretKept(env, true);
    const again = await env.restart();
    assert.deepEqual(await secretKept(again), { at: townStart });
    await markSecretKept(again, false);
    assert.deepEqual(await secretKept(again), {});
  });

  it("is no news to any document", async () => {
    const town = await newTown("kept");
    const env = await town.wallet();
    const { change } = await selfOf(env.db);
    await markSecretKept(env, true);
    assert.equal((await selfOf(env.db)).change, change);
  });

  it("is another one once another root is adopted", async () => {
    const town = await newTown("kept");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    const own = await town.wallet({ seed: "own" });
    await markSecretKept(own, true);
    await restore(own, { text: sheet, services: [], keepMoney: true });
    assert.deepEqual(await secretKept(own), {});
    await markSecretKept(own, true);
    assert.deepEqual(await secretKept(own), { at: own.now() });
  });
});
