import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert } from "../../store/deed.ts";
import { coinKey } from "../../store/entities/coin.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { amount } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { sampleText } from "../../testing/documents.ts";
import type { TestEnv } from "../../testing/env.ts";
import { newTown } from "../../testing/town.ts";
import { changedLately } from "./changed-lately.ts";
import { allowances } from "./hourly.ts";

const [reserve, denom] = [sampleText("a reserve", 32), sampleText("a kind", 64)];

/** So many renewals that were done at this time (seconds), and cleared away since if `carriedAt` says so. */
const renewed = (env: TestEnv, name: string, count: number, at: number, carriedAt?: number) =>
  save(
    env.db,
    ...Array.from({ length: count }, (_, index) =>
      insert(refreshes, sampleText(`${name} ${index}`, 64), {
        ...{
          coin: coinKey({ source: "w", of: reserve, index, denom }),
          amount: amount.parse("KUDOS:1"),
          denoms: [denom],
        },
        ...{ root: "R", attempt: 0, reason: "expiry", plannedAt: at, noreveal: 1, meltedAt: at, doneAt: at },
        ...(carriedAt !== undefined && { carriedAt }),
      }),
    ),
  );

describe("refreshes that changed lately", () => {
  it("are no more than are needed to know what was begun in an hour", async () => {
    const env = await (await newTown("lately")).wallet();
    await renewed(env, "old", 250, 1);
    await renewed(env, "new", 1, 2);
    const lately = await changedLately(env);
    assert.deepEqual([lately.length, lately[0]?.facts.plannedAt, lately[1]?.facts.plannedAt], [200, 2, 1]);
  });

  it("count as before when very many others were cleared away meanwhile", async () => {
    const env = await (await newTown("lately")).wallet();
    const now = seconds(env.now());
    await renewed(env, "new", 12, now - 60);
    await renewed(env, "old", 250, 1, now);
    // Of a denomination that nobody knows: of no exchange.
    const { free, from } = (await allowances(env))("");
    assert.deepEqual([free, from], [0, (now - 60 + 60 * 60) * 1000]);
  });
});
