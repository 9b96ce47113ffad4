import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { acceptWithdrawal } from "./accept.ts";

const { bank, exchange } = testAddresses;
const minute = 60_000;
const hour = 60 * minute;

/** A withdrawal that nobody confirms at the bank. */
async function accepted() {
  const town = await newTown("waiting");
  const env = await trusting(await town.wallet());
  await acceptWithdrawal(env, { link: await town.withdrawal("KUDOS:3"), exchange });
  return { town, env };
}

describe("withdrawals that wait", () => {
  it("ask neither the bank nor the exchange more than sixty times in an hour, however many there are", async () => {
    const { town, env } = await accepted();
    for (const amount of ["KUDOS:1", "KUDOS:2"]) {
      await acceptWithdrawal(env, { link: await town.withdrawal(amount), exchange });
      await acceptWithdrawal(env, { exchange, amount });
    }
    const before = town.requests.length;
    await settle(env, [withdrawJob], hour);
    const asked = town.requests.slice(before);
    for (const server of [bank, exchange]) {
      const count = asked.filter((request) => request.includes(server)).length;
      assert.ok(count > 15 && count <= 60, `${count} requests to ${server}`);
    }
  });
});

describe("waiting for others", () => {
  it("asks often at first, then ever more rarely", async () => {
    const { town, env } = await accepted();
    const before = town.requests.length;
    await settle(env, [withdrawJob], 15 * minute);
    const first = town.requests.length - before;
    assert.ok(first >= 10 && first <= 30, `${first} requests in the first quarter of an hour`);
    await settle(env, [withdrawJob], 48 * hour);
    const later = town.requests.length;
    await settle(env, [withdrawJob], 24 * hour);
    assert.ok(town.requests.length - later <= 5, "more than a few requests a day");
  });
});
