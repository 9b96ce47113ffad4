/** What somebody does who sends money home, or whose exchange takes coins back: deeds for the tests that disturb them. */
import assert from "node:assert/strict";
import { deposits } from "../store/entities/deposit.ts";
import { payments } from "../store/entities/payment.ts";
import { recoups } from "../store/entities/recoup.ts";
import type { Amount } from "../taler/amount.ts";
import { sum } from "../taler/amount.ts";
import { getTransaction } from "../wallet/story/story.ts";
import type { Deed } from "./deeds.ts";
import type { TestEnv } from "./env.ts";
import { revoke } from "./revoking.ts";
import { sendHome } from "./sending.ts";
import { buy } from "./shopping.ts";
import type { Town } from "./town.ts";

const hour = 60 * 60_000;

const wiredBy = ({ sandbox }: Town): Amount =>
  sum(
    "KUDOS",
    sandbox.exchange.ledger.deposits.transfers.map(({ amount }) => amount),
  );

/** As somebody would who is not sure whether it went out: only when there is no transfer yet. */
async function sendOnce(env: TestEnv): Promise<void> {
  if ((await env.db.of(deposits).count()) === 0) await sendHome(env, "2.50");
}

/** One transfer of KUDOS:2.5, which has arrived. */
const hasArrived = (town: Town) => async (env: TestEnv) => {
  const rows = await env.db.of(deposits).toArray();
  assert.deepEqual([rows.length, await env.db.of(payments).count()], [1, 1]);
  const { state } = await getTransaction(env, rows[0]?.key ?? "");
  return `${state} ${wiredBy(town)}`;
};

/** KUDOS:2.5 go to the own account. */
export const sendingHome: Deed = {
  money: "KUDOS:6",
  patience: hour,
  begin: async (town) => ({ acts: [sendOnce], end: hasArrived(town) }),
};

/** The exchange has revoked coins from a withdrawal and from change; both come back as others. */
export const takingBack: Deed = {
  money: "KUDOS:10",
  patience: hour,
  begin: async (town, env) => {
    await buy(town, env, "KUDOS:3.30");
    await revoke(town, env, "KUDOS:0.5");
    return { acts: [async () => {}], end: async (one) => `${await one.db.of(recoups).count()} taken back` };
  },
};
