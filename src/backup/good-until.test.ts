import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { rich } from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { moneyJobs } from "../testing/shopping.ts";
import { newTown } from "../testing/town.ts";
import { goodUntil } from "./good-until.ts";

const year = 365 * 24 * 60 * 60_000;

describe("how long money lives in a wallet that nobody opens", () => {
  it("is unsaid while there is none", async () => {
    assert.equal(await goodUntil(await (await newTown("good")).wallet()), undefined);
  });

  it("is until the first of the coins ends", async () => {
    const env = await rich(await newTown("good"));
    const kinds = (await env.db.of(coins).toArray()).map(({ key }) => coinPath(key).denom);
    const ends = (await env.db.of(denominations).bulkGet(kinds)).map((kind) => Number(kind?.facts.expireDeposit));
    assert.equal(await goodUntil(env), Math.min(...ends) * 1000);
  });

  it("is longer once the wallet has been open at the right time, and unsaid when it never was", async () => {
    const [opened, forgotten] = await Promise.all(["a", "b"].map(async (seed) => rich(await newTown(seed))));
    assert.ok(opened && forgotten);
    const before = (await goodUntil(opened)) ?? assert.fail("no money");
    opened.clock.windTo(opened.now() + 1.4 * year);
    await settle(opened, moneyJobs);
    assert.ok(((await goodUntil(opened)) ?? 0) > before + 0.5 * year);
    forgotten.clock.windTo(forgotten.now() + 3 * year);
    assert.equal(await goodUntil(forgotten), undefined);
  });
});
