import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { declineBackup } from "../backup/onboarding.ts";
import { insert } from "../store/deed.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import { u32 } from "../taler/hash.ts";
import { backedUp } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { kudos } from "../testing/offers.ts";
import { settle } from "../testing/settle.ts";
import { buy, earn, moneyJobs } from "../testing/shopping.ts";
import { newTown, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { home } from "./home.ts";
import { signalOf } from "./signal.ts";

const keyOf = (number: number) => textOf(new Uint8Array([...new Uint8Array(28), ...u32(number)]));

/** One withdrawal each second from the first on; all of them over but those named. */
async function lived(count: number, open: readonly number[]): Promise<TestEnv> {
  const env = await (await newTown("home")).wallet();
  const { device } = await selfOf(env.db);
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const deeds = all.map((at) =>
    insert(withdrawals, keyOf(at), {
      exchange: "http://exchange.test/",
      kind: "manual",
      account: "payto://x-taler-bank/bank.test/exchange?receiver-name=exchange",
      amount: kudos("1"),
      acceptedAt: at,
      runner: device,
      ...(!open.includes(at) && { finishedAt: at }),
    }),
  );
  await save(env.db, ...deeds);
  return env;
}

describe("the first screen", () => {
  it("is new where nothing has ever happened", async () => {
    const { isNew, hasMore, transactions, balances } = await home(await lived(0, []));
    assert.deepEqual(
      { isNew, hasMore, transactions, balances },
      { isNew: true, hasMore: false, transactions: [], balances: [] },
    );
  });

  it("shows all that there is as long as that is little", async () => {
    const { hasMore, transactions } = await home(await lived(20, []));
    assert.deepEqual([hasMore, transactions.length], [false, 20]);
  });

  it("shows the newest, and after them what is open, each once", async () => {
    const { hasMore, transactions } = await home(await lived(100, [2, 5, 90]));
    assert.equal(hasMore, true);
    const newest = Array.from({ length: 20 }, (_, index) => 100 - index);
    assert.deepEqual(
      transactions.map(({ id }) => id),
      [...newest, 5, 2].map(keyOf),
    );
  });

  it("makes the toolbar icon call for the user, however old that is which waits", async () => {
    const quiet = await lived(100, []);
    assert.equal(signalOf(await home(quiet), quiet.now()).urgency, "calm");
    const old = await lived(100, [3]);
    assert.equal(signalOf(await home(old), old.now()).urgency, "needsUser");
  });

  it("makes it call for the user while change is held up, and no longer once the exchange knows enough", async () => {
    const town = await newTown("home");
    const env = await trusting(await town.wallet());
    await earn(town, env);
    const { legitimization } = town.sandbox.exchange;
    legitimization.limit({ operation: "MELT", above: kudos("0.5") });
    await declineBackup(env);
    const quiet = signalOf(await home(env), env.now());
    await buy(town, env, "KUDOS:3.30");
    await settle(env, moneyJobs, 20 * 60_000);
    const held = await home(env);
    assert.ok(held.transactions.some(({ kind }) => kind === "change"));
    const turn = { kind: "turn", waitsFor: "identity" };
    assert.deepEqual([quiet.urgency, signalOf(held, env.now())], ["calm", { urgency: "needsUser", need: turn }]);
    for (const { token } of legitimization.cases()) legitimization.answer(token);
    await settle(env, moneyJobs);
    assert.equal(signalOf(await home(env), env.now()).urgency, "calm");
  });

  it("speaks of the recovery sheet when it is time, and the toolbar icon does not call for it", async () => {
    const env = await backedUp(await (await newTown("home")).wallet());
    assert.equal((await home(env)).sheet, undefined);
    env.clock.windTo(env.now() + 4 * 24 * 60 * 60_000);
    const later = await home(env);
    assert.deepEqual([later.sheet, signalOf(later, env.now()).urgency], ["notKept", "calm"]);
  });
});
