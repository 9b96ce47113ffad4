/** Paying with coins that other devices made: only when one's own do not suffice. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert, learn } from "../../store/deed.ts";
import { type Coin, coins } from "../../store/entities/coin.ts";
import { devices } from "../../store/entities/device.ts";
import { payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { sampleText } from "../../testing/documents.ts";
import type { TestEnv } from "../../testing/env.ts";
import { earn, order } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const other = sampleText("another device", 16);

/** Two withdrawals of the same coins; those of one of them were made by another device, which is there. */
async function withHomes(isOthersFirst: boolean) {
  const town = await newTown("coin homes");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:3.04");
  const first = await env.db.of(coins).toArray();
  await earn(town, env, "KUDOS:3.04");
  const firstNames = new Set(first.map(({ key }) => key));
  const all = await env.db.of(coins).toArray();
  const theirs = all.filter(({ key }) => firstNames.has(key) === isOthersFirst);
  const madeThere = ({ ins, ...row }: Coin) => ({ ...row, ins: { ...ins, device: other } });
  await env.db.table(coins.name).bulkPut(theirs.map(madeThere));
  const now = seconds(env.now());
  await save(env.db, insert(devices, other, { joinedAt: now, seenAt: now, name: "Other", slots: [] }));
  const pay = async (price: string) => {
    await acceptPayment(env, (await lookAtPayment(env, { link: order(town, price).link })).id);
    return othersPaid(env, new Set(theirs.map(({ key }) => key)));
  };
  return { env, pay };
}

/** How many of these coins are to pay for something. */
async function othersPaid(env: TestEnv, names: ReadonlySet<string>): Promise<number> {
  const parts = (await env.db.of(payments).toArray()).flatMap(({ facts }) => facts.parts);
  return parts.filter(({ coin }) => names.has(coin)).length;
}

describe("coins that another device made", () => {
  for (const isOthersFirst of [true, false]) {
    it(`pay for nothing while one's own suffice${isOthersFirst ? ", though they are older" : ""}`, async () => {
      const { env, pay } = await withHomes(isOthersFirst);
      assert.equal(await pay("KUDOS:1"), 0);
      assert.ok((await pay("KUDOS:4")) > 0, "what is there pays, whoever made it");
      assert.equal(await env.db.of(payments).count(), 2);
    });
  }

  it("are anyone's once that device is retired", async () => {
    const counts = [];
    for (const isOthersFirst of [true, false]) {
      const { env, pay } = await withHomes(isOthersFirst);
      await save(env.db, learn(devices, other, { retired: "yes" }));
      counts.push(await pay("KUDOS:1"));
    }
    assert.ok(Math.max(...counts) > 0, "which of both are taken has nothing to do with who made them");
  });
});
