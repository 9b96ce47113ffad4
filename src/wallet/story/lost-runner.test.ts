/** What a device had begun that is lost for good: nobody is told for ever that it does this and finishes it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert, learn } from "../../store/deed.ts";
import { devices } from "../../store/entities/device.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { seconds } from "../../taler/time.ts";
import { sampleText } from "../../testing/documents.ts";
import { earn, order } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { acceptPayment } from "../pay/accept-payment.ts";
import { lookAtPayment } from "../pay/look-payment.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";
import { getTransaction } from "./story.ts";

const hour = 60 * 60_000;
const lost = sampleText("a device that is lost", 16);

/** A purchase and a withdrawal that another device has begun. */
async function begunElsewhere() {
  const town = await newTown("lost runner");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:3.04");
  const inDays = (days: number) => ({ t_s: seconds(env.now() + days * 24 * hour) });
  const later = { pay_deadline: inDays(40), refund_deadline: inDays(40), wire_transfer_deadline: inDays(41) };
  const { id: offer } = await lookAtPayment(env, { link: order(town, "KUDOS:1", later).link });
  const bought = await acceptPayment(env, offer);
  const withdrawn = await acceptWithdrawal(env, { exchange: "http://exchange.test/", amount: "KUDOS:2" });
  const now = seconds(env.now());
  await save(
    env.db,
    insert(devices, lost, { joinedAt: now, seenAt: now, name: "Lost", slots: [] }),
    learn(purchases, bought, { runner: lost }),
    learn(withdrawals, withdrawn, { runner: lost }),
  );
  const told = async () => {
    const all = await Promise.all([bought, withdrawn].map((id) => getTransaction(env, id)));
    return all.map(({ state, waitsFor, canTakeOver }) => [state, waitsFor, canTakeOver]);
  };
  return { town, env, told };
}

const elsewhere = [
  ["working", "otherDevice", true],
  ["working", "otherDevice", true],
];
const here = [
  ["working", "shop", true],
  ["waiting", "wire", true],
];

describe("what another device has begun", () => {
  it("is told as its work for as long as it may still do it, and no longer", async () => {
    const { town, told } = await begunElsewhere();
    assert.deepEqual(await told(), elsewhere);
    town.clock.windTo(town.clock.now() + 23 * hour);
    assert.deepEqual(await told(), elsewhere);
    town.clock.windTo(town.clock.now() + 2 * hour);
    assert.deepEqual(await told(), here);
  });

  it("is told as that of this device as soon as the other one is retired", async () => {
    const { env, told } = await begunElsewhere();
    await save(env.db, learn(devices, lost, { retired: "yes" }));
    assert.deepEqual(await told(), here);
  });
});
