import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../../api/problems.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { assertBooks } from "../../testing/books.ts";
import { Forger, refusal } from "../../testing/forger.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { getTransaction } from "../story/story.ts";
import { abortWithdrawal } from "./abort.ts";
import { acceptWithdrawal } from "./accept.ts";
import { lookAtWithdrawal } from "./look.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const operation = /withdrawal-operation/;
const stranger = "0".repeat(52);

async function inTown() {
  const town = await newTown("at the bank");
  const forger = new Forger(town.sandbox.fetch);
  const env = await trusting(await town.wallet({ fetch: forger.fetch }));
  const link = await town.withdrawal("KUDOS:3");
  return { town, forger, env, link };
}

async function accepted() {
  const { town, forger, env, link } = await inTown();
  const id = await acceptWithdrawal(env, { link, exchange });
  const facts = async () => (await env.db.of(withdrawals).get(id))?.facts ?? assert.fail("no withdrawal");
  const codes = async () => (await facts()).refusals?.map(({ code }) => code);
  const state = async () => (await getTransaction(env, id)).state;
  const told = (more: object) => ({ to: operation, answer: () => Response.json({ amount: "KUDOS:3", ...more }) });
  return { town, forger, env, link, id, facts, codes, state, told };
}

describe("a bank that has chosen otherwise", () => {
  for (const status of ["selected", "confirmed"] as const) {
    it(`and says whom it has ${status} is believed, and not told our key`, async () => {
      const { forger, env, codes, state, told } = await accepted();
      forger.add(told({ status, selected_reserve_pub: stranger }));
      await settle(env, [withdrawJob], minute);
      assert.equal(await state(), "aborted");
      assert.deepEqual(await codes(), [5113]);
      assert.deepEqual(await withdrawJob.pending(env), []);
      assert.equal(forger.struck, 1);
    });
  }

  it("while we were accepting refuses our key, and that is the end", async () => {
    const { town, env, link, codes, state } = await accepted();
    const other = await trusting(await town.wallet({ seed: "other" }));
    await acceptWithdrawal(other, { link, exchange });
    await settle(other, [withdrawJob], minute);
    await settle(env, [withdrawJob], minute);
    assert.deepEqual([await state(), await codes()], ["aborted", [5113]]);
    await town.confirm(link);
    await settle(other, [withdrawJob]);
    await assertBooks(town, other);
  });

  it("is no reason to abort what is another wallet's", async () => {
    const { forger, env, id, codes, state, told } = await accepted();
    forger.add({ to: /^POST .*abort$/, answer: () => refusal(409, 5116) });
    forger.add(told({ status: "confirmed", selected_reserve_pub: stranger }));
    await abortWithdrawal(env, id);
    assert.deepEqual([await state(), await codes()], ["aborted", [5113]]);
  });
});

describe("a bank that refuses our key", () => {
  it("because it was used before, is not asked again", async () => {
    const { town, env, id, codes, state } = await accepted();
    await town.wire("KUDOS:1", id);
    await settle(env, [withdrawJob], minute);
    assert.deepEqual([await state(), await codes()], ["aborted", [5114]]);
  });

  it("by saying that it is aborted, in any of its words, is believed", async () => {
    for (const words of [{ status: "aborted" }, { aborted: true }]) {
      const { forger, env, state, told } = await accepted();
      forger.add(told(words));
      await settle(env, [withdrawJob], minute);
      assert.equal(await state(), "aborted");
    }
    const { forger, env, state } = await accepted();
    forger.add({ to: /^POST .*withdrawal-operation/, answer: () => Response.json({ status: "aborted" }) });
    await settle(env, [withdrawJob], minute);
    assert.equal(await state(), "aborted");
  });
});

describe("a bank that has forgotten the operation", () => {
  it("before it was chosen ends it", async () => {
    const { forger, env, codes, state } = await accepted();
    forger.add({ to: operation, answer: () => refusal(404, 5107) });
    await settle(env, [withdrawJob], minute);
    assert.deepEqual([await state(), await codes()], ["aborted", [5107]]);
  });

  it("after it was chosen ends it, when the exchange has no money either", async () => {
    const { forger, env, codes, state } = await accepted();
    await settle(env, [withdrawJob], 0);
    forger.add({ to: operation, answer: () => refusal(404, 5107) });
    await settle(env, [withdrawJob], minute);
    assert.deepEqual([await state(), await codes()], ["aborted", [5107]]);
  });

  it("after it was confirmed is no loss: the exchange has the money", async () => {
    const { town, forger, env, link, codes, state } = await accepted();
    await settle(env, [withdrawJob], 0);
    await town.confirm(link);
    forger.add({ to: operation, answer: () => refusal(404, 5107) });
    await settle(env, [withdrawJob], minute);
    assert.deepEqual([await state(), await codes()], ["done", undefined]);
    await assertBooks(town, env);
  });

  it("that was called off meanwhile, likewise", async () => {
    const { town, forger, env, link, id, state } = await accepted();
    await settle(env, [withdrawJob], 0);
    await town.confirm(link);
    forger.add({ to: operation, answer: () => refusal(404, 5107) });
    await abortWithdrawal(env, id);
    await settle(env, [withdrawJob], minute);
    assert.equal(await state(), "done");
    await assertBooks(town, env);
  });
});

describe("what the bank demands", () => {
  const demanding = (more: object) => ({
    to: operation,
    answer: () => Response.json({ status: "pending", amount: "KUDOS:3", ...more }),
  });
  const refusedWith = (code: string) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

  it("may be another exchange, and then it is that or none", async () => {
    const { forger, env, link } = await inTown();
    forger.add(demanding({ required_exchange: "http://other.test/" }));
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("refused"));
    await assert.rejects(lookAtWithdrawal(env, { link, exchange }), refusedWith("unreachable"));
    assert.equal(await env.db.of(withdrawals).count(), 0);
  });

  it("may be the exchange we have chosen, however it is spelt", async () => {
    const { forger, env, link } = await inTown();
    forger.add(demanding({ required_exchange: "HTTP://Exchange.test:80" }));
    assert.deepEqual((await lookAtWithdrawal(env, { link })).exchanges, [exchange]);
    assert.ok(await acceptWithdrawal(env, { link, exchange }));
  });

  it("may be a kind of account the exchange does not have", async () => {
    const { forger, env, link } = await inTown();
    forger.add(demanding({ wire_types: ["iban"] }));
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("noMatchingAccount"));
  });

  it("may be another currency than the exchange's", async () => {
    const { forger, env, link } = await inTown();
    forger.add({ to: operation, answer: () => Response.json({ status: "pending", amount: "EUR:3" }) });
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("wrongCurrency"));
    await assert.rejects(lookAtWithdrawal(env, { link, exchange }), refusedWith("wrongCurrency"));
  });

  it("may be an interface that we do not speak", async () => {
    const { forger, env, link } = await inTown();
    forger.add({ to: /integration\/config$/, answer: () => Response.json({ version: "20:0:1", currency: "KUDOS" }) });
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("incompatibleBank"));
    await assert.rejects(lookAtWithdrawal(env, { link }), refusedWith("incompatibleBank"));
  });

  it("may be that we say nothing of an amount that is settled only at the confirmation", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal();
    const honest = town.sandbox.fetch;
    const sent: string[] = [];
    const free = await town.wallet({
      seed: "free",
      fetch: async (request) => {
        if (request.method === "POST") sent.push(await request.clone().text());
        if (!operation.test(request.url) || request.method === "POST") return honest(request);
        const told = (await (await honest(request)).json()) as object;
        return Response.json({ ...told, no_amount_to_wallet: true, suggested_amount: "KUDOS:2" });
      },
    });
    await trusting(free);
    await acceptWithdrawal(free, { link, exchange });
    await settle(free, [withdrawJob], 0);
    assert.equal(sent.length, 1);
    assert.ok(!sent[0]?.includes("amount"));
    env.close();
  });
});
