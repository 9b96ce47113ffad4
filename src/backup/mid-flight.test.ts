/** Two devices restored from one backup in the middle of a deed: both leave it to the lost one for a day, then say the same. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Faults } from "../../e2e/sandbox/faults.ts";
import { Sent, stateOf, together } from "../testing/at-once.ts";
import { assertBooks } from "../testing/books.ts";
import { assertSame, backedUp, gathered, joined, minute, rich, sheetOf, withdraw } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { sendHome } from "../testing/sending.ts";
import { settle } from "../testing/settle.ts";
import { buy, giveBack, moneyJobs } from "../testing/shopping.ts";
import { newTown, type Town, townStart } from "../testing/town.ts";
import { fetchRefund } from "../wallet/pay/receipt.ts";
import { backupJob } from "./job.ts";

const hour = 60 * minute;
const all = [...moneyJobs, backupJob];
const inTime = { pay_deadline: { t_s: Date.UTC(2026, 1, 1) / 1000 } };
const returnable = {
  pay_deadline: { t_s: (townStart + 24 * hour) / 1000 },
  refund_deadline: { t_s: (townStart + 72 * hour) / 1000 },
};

interface MidFlight {
  /** Whose answers are lost on the way, from the first request of which the path ends so. */
  readonly service: "exchange" | "merchant";
  readonly path: RegExp;
  /** What is begun; nothing of it comes to its end. */
  readonly begin: (town: Town, env: TestEnv) => Promise<unknown>;
  /** When others go on with it: after a day, or when something is asked once more. Milliseconds. */
  readonly patience?: number;
}

const deeds: Readonly<Record<string, MidFlight>> = {
  "a withdrawal with a plan of coins": {
    service: "exchange",
    path: /batch-withdraw$/,
    begin: (town, env) => withdraw(town, env, "KUDOS:6"),
  },
  "change between melting and revealing": {
    service: "exchange",
    path: /reveal-melt$|reveal$/,
    begin: (town, env) => buy(town, env, "KUDOS:1.37", inTime),
  },
  "a payment that is half sent": {
    service: "merchant",
    path: /pay$/,
    begin: (town, env) => buy(town, env, "KUDOS:1.37", inTime),
  },
  "money on its way to a bank account": {
    service: "exchange",
    path: /batch-deposit$/,
    begin: (_, env) => sendHome(env, "2.50"),
  },
  "a refund": {
    service: "merchant",
    path: /refund$/,
    begin: async (town, env) => {
      const { orderId } = await buy(town, env, "KUDOS:1.37", returnable);
      await fetchRefund(env, giveBack(town, orderId, "KUDOS:1"));
    },
    // The wish for it was the lost device's own; all ask once more when the time for refunds is over.
    patience: 4 * 24 * hour,
  },
};

/** One device stops in the middle of the deed, its plan in the backup; two others restore that. */
async function stopped(name: string, { service, path, begin }: MidFlight) {
  const town = await newTown(`mid-flight ${name}`);
  const sent = new Sent();
  const fetch = sent.fetchIn(town);
  const lost = await backedUp(await rich(town, "KUDOS:8.5", { fetch }));
  const faults: Faults = town.sandbox.faults[service];
  const matches = ({ url }: Request) => path.test(new URL(url).pathname);
  faults.add({ fault: { kind: "loseAnswer" }, matches, times: 1e6 });
  await begin(town, lost);
  await settle(lost, all, minute);
  assert.ok(
    [...sent.bodies.keys()].some((url) => path.test(url)),
    "the deed has not come so far",
  );
  const sheet = await sheetOf(lost);
  lost.close();
  faults.clear();
  const one = await joined(town, sheet, { seed: "one", fetch });
  const two = await joined(town, sheet, { seed: "two", fetch });
  return { town, sent, one, two };
}

describe("two devices restored in the middle of", () => {
  for (const [name, deed] of Object.entries(deeds))
    it(`${name} leave it alone for a day, then send the same bytes and come to one end`, async () => {
      const { town, sent, one, two } = await stopped(name, deed);
      const before = sent.count;
      await town.clock.wind(22 * hour);
      await together(one, two);
      assert.equal(sent.count, before, "it was heard of within the day");
      await town.clock.wind((deed.patience ?? 25 * hour) - 22 * hour);
      await together(one, two);
      assert.ok(sent.count > before, "nobody has gone on");
      for (const [url, bodies] of sent.bodies) assert.equal(bodies.size, 1, url);
      for (const env of [one, two]) await settle(env, all, hour);
      await gathered(one, two);
      await assertSame(one, two);
      assert.deepEqual(new Set(await stateOf(one)), new Set(["done"]));
      await assertBooks(town, one);
      await assertBooks(town, two);
    });
});
