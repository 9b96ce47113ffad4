/** A wallet that has been used for a while: money was withdrawn, paid with change, and given back. */
import { fetchRefund } from "../wallet/pay/receipt.ts";
import type { TestEnv } from "./env.ts";
import { settle } from "./settle.ts";
import { buy, earn, giveBack, moneyJobs } from "./shopping.ts";
import { newTown, type Town, trusting } from "./town.ts";

/** Two withdrawals, two purchases with change, and a part of what the second has cost given back. */
export async function lively(name: string): Promise<{ readonly town: Town; readonly env: TestEnv }> {
  const town = await newTown(name);
  const env = await trusting(await town.wallet());
  await earn(town, env);
  await earn(town, env, "KUDOS:5.55");
  await buy(town, env, "KUDOS:3.33");
  const { orderId } = await buy(town, env, "KUDOS:7.77");
  await fetchRefund(env, giveBack(town, orderId, "KUDOS:2.1"));
  await settle(env, moneyJobs, 60_000);
  return { town, env };
}
