/** An exchange that revokes denominations, and a wallet that hears of it: what tests of revoked coins begin with. */
import assert from "node:assert/strict";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { download } from "../exchange/download.ts";
import { denominations } from "../store/entities/denomination.ts";
import { exchanges } from "../store/entities/exchange.ts";
import type { TestEnv } from "./env.ts";
import type { Town } from "./town.ts";

const minute = 60_000;

/** The wallet looks at the exchange's keys. */
export async function lookAtKeys(env: TestEnv): Promise<void> {
  const row = await env.db.of(exchanges).get(testAddresses.exchange);
  assert.ok(row);
  await download(env, row);
}

/** The exchange revokes these keys, and takes a moment to say so. No wallet has heard of it yet. */
export function revokeKeys({ sandbox, clock }: Town, hashes: readonly string[]): void {
  for (const hash of hashes) sandbox.exchange.keys.revoke(hash);
  clock.windTo(clock.now() + 10 * minute);
}

/** The exchange revokes the keys of coins of this worth that this wallet holds, and the wallet hears of it. */
export async function revoke(town: Town, env: TestEnv, value: string): Promise<readonly string[]> {
  const kinds = (await env.db.of(denominations).toArray()).filter(({ facts }) => facts.value === value);
  const hashes = kinds.map(({ key }) => key);
  revokeKeys(town, hashes);
  await lookAtKeys(env);
  return hashes;
}
