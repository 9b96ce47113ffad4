/** What the servers of a history are like: most are plain, some are slow, old or restless. */
import { amount } from "../../src/taler/amount.ts";
import { type Lifetimes, usualKinds, usualLifetimes } from "../sandbox/exchange/denominations.ts";
import { type SandboxOptions, testAddresses } from "../sandbox/sandbox.ts";
import { Dice } from "./dice.ts";

const currency = "KUDOS";
const hour = 60 * 60;

/** Keys that come and go while people sleep. */
const restless: Lifetimes = { ...usualLifetimes, spacing: 6 * hour, withdraw: 7 * hour };

/** Coins up to this worth: an ordinary withdrawal then takes several requests. */
const smallChange = ["0.01", "0.02", "0.05", "0.1"].map((value) => `${currency}:${value}`);

const diceOf = (seed: string): Dice => new Dice(`circumstances ${seed}`);

/** Whether there are small coins only. It is the first thing that is drawn. */
const drawsSmallChange = (dice: Dice): boolean => dice.hits(0.1);

/** Whether the town of this seed has small coins only, so that people have hundreds of them. */
export const hasSmallChange = (seed: string): boolean => drawsSmallChange(diceOf(seed));

export function circumstancesOf(seed: string): Partial<SandboxOptions> {
  const dice = diceOf(seed);
  const isSmall = drawsSmallChange(dice);
  const isRestless = dice.hits(0.15);
  const kinds = usualKinds(currency).filter(({ value }) => !isSmall || smallChange.includes(value));
  const manner = dice.hits(0.5) ? "0.9.3" : "documented";
  const bank = {
    manner: dice.hits(0.8) ? ("documented" as const) : ("fakebank" as const),
    wireDelay: dice.of([0, 0, 0, 20_000, 20 * 60_000]),
  };
  return {
    ...(dice.hits(1 / 3) && { addresses: { ...testAddresses, rival: "http://rival.test/" } }),
    exchange: { kinds, ...(isRestless && { lifetimes: restless }) },
    bank,
    sync: { manner },
    // In most histories the second service is a free one, too.
    paidSync: { manner, annualFee: amount.parse(`${currency}:${dice.hits(0.3) ? "0.5" : "0"}`) },
  };
}
