import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { batches } from "../../store/entities/batch.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { assertBooks, assertNoKeyTwice, coinsWorth } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { getTransaction } from "../story/story.ts";
import { abortWithdrawal, canAbort } from "./abort.ts";
import { acceptWithdrawal } from "./accept.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const hour = 60 * minute;
const jobs = [withdrawJob, exchangeJob];

type TownOptions = Parameters<typeof newTown>[1];

/** One town and one wallet in it for each play; the customer outside lives on when the wallet's worker dies. */
class Stage {
  town!: Town;
  link = "";
  readonly #options: TownOptions;

  constructor(options: TownOptions = {}) {
    this.#options = options;
  }

  async begin(): Promise<TestEnv> {
    this.town = await newTown("killed", this.#options);
    this.link = await this.town.withdrawal("KUDOS:3.04");
    return trusting(await this.town.wallet());
  }

  get atBank() {
    return this.town.sandbox.bank.desk.book.withdrawal(this.link.split("/").at(-1) ?? "");
  }

  accept(env: TestEnv): Promise<string> {
    return acceptWithdrawal(env, { link: this.link, exchange });
  }

  /** The customer confirms once the bank's page offers it. */
  async confirm(): Promise<void> {
    if (this.atBank?.status === "selected") await this.town.confirm(this.link);
  }

  async end(env: TestEnv, id: string): Promise<void> {
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.deepEqual([await env.db.of(withdrawals).count(), await env.db.of(reserves).count()], [1, 1]);
    assert.equal(this.town.sandbox.exchange.ledger.books().reserves.length, 1);
    assert.equal(await coinsWorth(env), "KUDOS:3.02");
    await assertNoKeyTwice(env);
    await assertBooks(this.town, env);
  }
}

const report = (what: string, points: number) =>
  console.log(`${what}: killed at ${points} points, always the same end`);

describe("a worker killed at any outside call", () => {
  it("while the user accepts, leaves one withdrawal or none, and accepting again ends well", async () => {
    const stage = new Stage();
    const points = await killedEverywhere({
      begin: () => stage.begin(),
      live: async (env) => void (await stage.accept(env)),
      after: async (env) => {
        assert.ok((await env.db.of(withdrawals).count()) <= 1);
        const id = await stage.accept(env);
        await settle(env, jobs, minute);
        await stage.confirm();
        await settle(env, jobs, hour);
        await stage.end(env, id);
      },
    });
    report("accepting", points);
    assert.ok(points >= 8);
  });

  it("during a whole withdrawal with a link, brings the same coins", async () => {
    const stage = new Stage();
    const points = await killedEverywhere({
      begin: () => stage.begin(),
      live: async (env) => {
        await stage.accept(env);
        await settle(env, jobs, minute);
        if (env.isDead()) return;
        await stage.confirm();
        await settle(env, jobs, hour);
      },
      after: async (env) => {
        const id = await stage.accept(env);
        await settle(env, jobs, minute);
        await stage.confirm();
        await settle(env, jobs, hour);
        await stage.end(env, id);
      },
    });
    report("a withdrawal with a link", points);
    assert.ok(points >= 40);
  });

  it("during a whole manual wire, brings the same coins", async () => {
    const stage = new Stage();
    const accepted = async (env: TestEnv) => {
      const [known] = await env.db.of(withdrawals).toArray();
      return known?.key ?? acceptWithdrawal(env, { exchange, amount: "KUDOS:3.04" });
    };
    const wired = async (id: string) => {
      if (!stage.town.sandbox.exchange.ledger.reserve(id)) await stage.town.wire("KUDOS:3.04", id);
    };
    const points = await killedEverywhere({
      begin: () => stage.begin(),
      live: async (env) => {
        const id = await accepted(env);
        await settle(env, jobs, minute);
        if (env.isDead()) return;
        await wired(id);
        await settle(env, jobs, hour);
      },
      after: async (env) => {
        const id = await accepted(env);
        await settle(env, jobs, minute);
        await wired(id);
        await settle(env, jobs, hour);
        await stage.end(env, id);
      },
    });
    report("a manual wire", points);
    assert.ok(points >= 30);
  });

  it("while coins are signed in several requests, brings each of them once", async () => {
    let town!: Town;
    let id = "";
    const points = await killedEverywhere({
      begin: async () => {
        town = await newTown("killed", { bank: { hasOverdraft: true } });
        const env = await trusting(await town.wallet());
        id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:652" });
        await town.wire("KUDOS:652", id);
        while ((await env.db.of(batches).count()) === 0) await withdrawJob.step(env, id);
        return env;
      },
      live: (env) => settle(env, [withdrawJob], minute),
      after: async (env) => {
        await settle(env, [withdrawJob], hour);
        assert.equal((await getTransaction(env, id)).state, "done");
        assert.equal(await env.db.of(batches).count(), 2);
        await assertBooks(town, env);
      },
    });
    report("several requests for signatures", points);
    assert.ok(points >= 10);
  });
});

describe("a worker killed at any outside call while a withdrawal is called off", () => {
  const called = async (stage: Stage, env: TestEnv) => {
    const id = await stage.accept(env);
    await settle(env, jobs, minute);
    if (!env.isDead()) await abortWithdrawal(env, id);
  };

  it("leaves it called off at the bank, too", async () => {
    const stage = new Stage();
    const points = await killedEverywhere({
      begin: () => stage.begin(),
      live: (env) => called(stage, env),
      after: async (env) => {
        const [row] = await env.db.of(withdrawals).toArray();
        if (row && canAbort(row)) await abortWithdrawal(env, row.key);
        await settle(env, jobs, hour);
        if (row) assert.equal(stage.atBank?.status, "aborted");
        if (row) assert.equal((await getTransaction(env, row.key)).state, "aborted");
        assert.deepEqual(await withdrawJob.pending(env), []);
        assert.equal(stage.town.sandbox.exchange.ledger.books().reserves.length, 0);
      },
    });
    report("calling off", points);
    assert.ok(points >= 20);
  });

  it("at a bank that cannot be told, brings the money that is sent all the same", async () => {
    const stage = new Stage({ bank: { manner: "fakebank" } });
    const points = await killedEverywhere({
      begin: () => stage.begin(),
      live: (env) => called(stage, env),
      after: async (env) => {
        const [row] = await env.db.of(withdrawals).toArray();
        await stage.confirm();
        await settle(env, jobs, hour);
        if (stage.atBank?.status === "pending") return assert.equal(await coinsWorth(env), "KUDOS:0");
        await stage.confirm();
        await settle(env, jobs, hour);
        await stage.end(env, row?.key ?? "");
      },
    });
    report("calling off in vain", points);
    assert.ok(points >= 20);
  });
});
