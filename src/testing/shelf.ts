/** Wallets taken from the shelf: worlds that would take long to build are built once and copied. */

import type { TestEnv, TestOptions } from "./env.ts";
import type { Profile } from "./profile.ts";
import { copied } from "./snapshot.ts";
import type { Town } from "./town.ts";
import { townStart } from "./town.ts";

export interface Shelved {
  /** The wallet as it was, in another town of the same seed, whose clock goes on where the wallet's stood. */
  readonly take: (town: Town, options?: Partial<TestOptions>) => Promise<TestEnv>;
}

/** Puts a wallet on the shelf and ends its worker. */
export async function shelved(env: TestEnv): Promise<Shelved> {
  env.close();
  const original: Profile = await copied(env.profile);
  const at = env.now();
  return {
    take: async (town, options = {}) => {
      town.clock.windTo(Math.max(at, townStart));
      return town.wallet({ ...options, profile: await copied(original) });
    },
  };
}
