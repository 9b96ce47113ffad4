import assert from "node:assert/strict";
import { it } from "node:test";
import { exchangeJob } from "../../exchange/job.ts";
import { coins } from "../../store/entities/coin.ts";
import { rich } from "../../testing/customers.ts";
import { settle } from "../../testing/settle.ts";
import { newTown } from "../../testing/town.ts";
import { tidyJob } from "./tidy-job.ts";

const minute = 60_000;
const manyYears = 12 * 365 * 24 * 60 * minute;

it("by a clock that is years ahead of all exchanges nothing is garbage; what has expired by theirs is", async () => {
  const town = await newTown("tidy clock");
  const env = await rich(town);
  const before = await env.db.of(coins).count();
  const deceived = { ...env, now: () => env.now() + manyYears };
  await settle(deceived, [exchangeJob, tidyJob], minute);
  assert.equal(await env.db.of(coins).count(), before);
  await settle(env, [exchangeJob], minute);
  town.clock.windTo(env.now() + manyYears);
  await settle(env, [exchangeJob, tidyJob], minute);
  assert.equal(await env.db.of(coins).count(), 0);
});
