import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../../api/problems.ts";
import { acceptExchangeTos, getExchangeTos } from "../../exchange/terms.ts";
import { insert } from "../../store/deed.ts";
import { claimOf, devices } from "../../store/entities/device.ts";
import { formerRoots } from "../../store/entities/former-root.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { updateEnrolment } from "../../store/remember.ts";
import { rootOf } from "../../store/root-secret.ts";
import { save } from "../../store/save.ts";
import { bytesOf, textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { reservePrivateKey, selfOf } from "../roots.ts";
import { acceptWithdrawal } from "./accept.ts";
import { lookAtWithdrawal } from "./look.ts";

const exchange = testAddresses.exchange;
const day = 24 * 60 * 60_000;

async function inTown(seed = "accept", options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown(seed, options);
  return { town, env: await trusting(await town.wallet()) };
}

const refusedWith = (code: ProblemCode) => (error: unknown) => {
  assert.ok(error instanceof WalletError, String(error));
  assert.equal(error.problem.code, code);
  return true;
};

/** The counter by which this reserve's key follows from the wallet's secret. */
async function counterOf(env: TestEnv, id: string): Promise<number> {
  const row = (await env.db.of(reserves).get(id)) ?? assert.fail("no reserve");
  assert.equal(textOf(publicKeyOf(await reservePrivateKey(env.db, row))), id);
  return row.facts.counter;
}

describe("looking at a link, and accepting it", () => {
  const table: readonly [string, ProblemCode, (town: Awaited<ReturnType<typeof newTown>>) => Promise<string>][] = [
    ["that is damaged", "badLink", async () => "taler+http://withdraw/"],
    ["that is none", "badLink", async () => "https://bank.test/"],
    [
      "of an endless name",
      "badLink",
      async () => `taler+http://withdraw/bank.test/taler-integration/${"X".repeat(201)}`,
    ],
    ["of another kind", "unsupportedLink", async () => "taler+http://pay/shop.test/1/"],
    [
      "of an operation the bank does not know",
      "bankOperationUnknown",
      async (town) => `${await town.withdrawal("KUDOS:3")}X`,
    ],
    [
      "that was aborted",
      "bankOperationAborted",
      async (town) => {
        const link = await town.withdrawal("KUDOS:3");
        await town.abort(link);
        return link;
      },
    ],
    [
      "that another wallet took",
      "bankOperationTaken",
      async (town) => {
        const link = await town.withdrawal("KUDOS:3");
        const other = await trusting(await town.wallet({ seed: "other" }));
        await acceptWithdrawal(other, { link, exchange });
        await settle(other, [withdrawJob], 60_000);
        return link;
      },
    ],
    ["of less than any coin costs", "amountTooSmall", (town) => town.withdrawal("KUDOS:0.001")],
    ["of nothing", "amountTooSmall", (town) => town.withdrawal("KUDOS:0")],
  ];
  for (const [name, code, linkIn] of table) {
    it(`${name}: ${code}, and nothing is stored`, async () => {
      const { town, env } = await inTown();
      const link = await linkIn(town);
      await assert.rejects(lookAtWithdrawal(env, { link }), refusedWith(code));
      await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith(code));
      assert.equal(await env.db.of(withdrawals).count(), 0);
      assert.equal(await env.db.of(reserves).count(), 0);
    });
  }

  const wishes: readonly [string, ProblemCode, { readonly exchange: string; readonly amount?: string }][] = [
    ["of another currency", "wrongCurrency", { exchange, amount: "EUR:5" }],
    ["of nothing", "amountTooSmall", { exchange, amount: "KUDOS:0" }],
    ["of what is no amount", "badInput", { exchange, amount: "five" }],
    ["of no amount", "amountTooSmall", { exchange }],
    ["of less than any coin costs", "amountTooSmall", { exchange, amount: "KUDOS:0.009" }],
    ["to an exchange nobody knows", "notFound", { exchange: "http://nowhere.test/", amount: "KUDOS:5" }],
  ];
  for (const [name, code, wish] of wishes) {
    it(`or a wire ${name}: ${code}, and nothing is stored`, async () => {
      const { env } = await inTown();
      await assert.rejects(acceptWithdrawal(env, wish), refusedWith(code));
      assert.equal(await env.db.of(withdrawals).count(), 0);
    });
  }

  it("keeps to what the bank allows", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal();
    const least = { min_amount: "KUDOS:2", max_amount: "KUDOS:10" };
    town.sandbox.faults.bank.add({
      fault: { kind: "rewrite", rewrite: async (answer) => Response.json({ ...(await answer.json()), ...least }) },
      matches: ({ url }) => url.includes("withdrawal-operation"),
      times: 3,
    });
    const accept = (amount: string) => acceptWithdrawal(env, { link, exchange, amount });
    await assert.rejects(accept("KUDOS:1.99"), refusedWith("amountTooSmall"));
    await assert.rejects(accept("KUDOS:10.01"), refusedWith("badInput"));
    assert.ok(await accept("KUDOS:10"));
  });
});

describe("the terms of the exchange", () => {
  it("must be accepted first", async () => {
    const town = await newTown();
    const env = await town.wallet();
    const link = await town.withdrawal("KUDOS:3");
    const offer = await lookAtWithdrawal(env, { link });
    assert.equal(offer.tos, "proposed");
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("tosNotAccepted"));
    await acceptExchangeTos(env, exchange, offer.tosVersion ?? "");
    assert.ok(await acceptWithdrawal(env, { link, exchange }));
  });

  it("that changed meanwhile must be accepted anew, and then are", async () => {
    const { town, env } = await inTown();
    const link = await town.withdrawal("KUDOS:3");
    assert.equal((await lookAtWithdrawal(env, { link })).tos, "accepted");
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    await env.clock.wind(2 * day);
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("tosNotAccepted"));
    assert.equal((await lookAtWithdrawal(env, { link })).tos, "proposed");
    assert.equal(await env.db.of(withdrawals).count(), 0);
    const { version } = await getExchangeTos(env, exchange, {});
    await acceptExchangeTos(env, exchange, version);
    assert.ok(await acceptWithdrawal(env, { link, exchange }));
  });

  it("that change between the look and the acceptance are asked about again, even of a worker that was started anew", async () => {
    const { town, env: first } = await inTown();
    const link = await town.withdrawal("KUDOS:3");
    assert.equal((await lookAtWithdrawal(first, { link })).tos, "accepted");
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    await assert.rejects(acceptWithdrawal(first, { link, exchange }), refusedWith("tosNotAccepted"));
    const env = await first.restart();
    const again = await lookAtWithdrawal(env, { link });
    assert.deepEqual([again.tos, again.tosVersion, again.isTosNew], ["proposed", "sandbox-tos-2", true]);
    assert.equal(await env.db.of(withdrawals).count(), 0);
    await acceptExchangeTos(env, exchange, "sandbox-tos-2");
    assert.ok(await acceptWithdrawal(env, { link, exchange }));
  });

  it("that change while they are being accepted are asked about again", async () => {
    const town = await newTown();
    const env = await town.wallet();
    const link = await town.withdrawal("KUDOS:3");
    const offer = await lookAtWithdrawal(env, { link });
    assert.equal(offer.isTosNew, undefined);
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    await acceptExchangeTos(env, exchange, offer.tosVersion ?? "");
    await assert.rejects(acceptWithdrawal(env, { link, exchange }), refusedWith("tosNotAccepted"));
    assert.equal((await lookAtWithdrawal(env, { link })).tosVersion, "sandbox-tos-2");
  });

  it("are those that were read, even when the keys were fetched before", async () => {
    const { town, env } = await inTown();
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    const { version } = await getExchangeTos(env, exchange, { acceptLanguage: ["de"] });
    assert.equal(version, "sandbox-tos-2");
    const link = await town.withdrawal("KUDOS:3");
    assert.equal((await lookAtWithdrawal(env, { link })).tos, "proposed");
    await acceptExchangeTos(env, exchange, version);
    assert.ok(await acceptWithdrawal(env, { link, exchange }));
  });
});

/** The exchange says so of the next keys that it is asked about. */
const claimToKnow = ({ sandbox }: Town, times: number) =>
  sandbox.faults.exchange.add({
    fault: { kind: "rewrite", rewrite: () => Response.json({ balance: "KUDOS:1" }) },
    matches: ({ url }) => url.includes("/reserves/"),
    times,
  });

describe("a reserve key", () => {
  it("that the exchange knows already is passed over, and not tried again", async () => {
    const { town, env } = await inTown();
    claimToKnow(town, 2);
    const wish = { exchange, amount: "KUDOS:5" };
    assert.equal(await counterOf(env, await acceptWithdrawal(env, wish)), 3);
    assert.equal(await counterOf(env, await acceptWithdrawal(env, wish)), 4);
  });

  it("is not looked for without end", async () => {
    const { town, env } = await inTown();
    claimToKnow(town, 1000);
    await assert.rejects(acceptWithdrawal(env, { exchange, amount: "KUDOS:5" }), refusedWith("reserveRefused"));
    assert.equal(town.requests.filter((one) => one.includes("/reserves/")).length, 50);
    assert.equal(await env.db.of(reserves).count(), 0);
  });

  it("is derived only from a slot that nobody can contest", async () => {
    const { env } = await inTown();
    const self = await selfOf(env.db);
    await env.db.self.put({ ...self, isRootOwn: false });
    await assert.rejects(acceptWithdrawal(env, { exchange, amount: "KUDOS:5" }), refusedWith("slotNotSafe"));
    const claim = claimOf(await env.db.of(devices).get(self.device))?.at.count ?? assert.fail("no claim");
    const enrol = (count: number) =>
      updateEnrolment(env.db, testAddresses.sync, () => ({
        ...{ url: testAddresses.sync, revision: 1, told: 0, isMember: true, root: self.root },
        counts: { [self.device]: count },
      }));
    await enrol(claim - 1);
    await assert.rejects(acceptWithdrawal(env, { exchange, amount: "KUDOS:5" }), refusedWith("slotNotSafe"));
    await enrol(claim);
    assert.ok(await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" }));
  });
});

describe("a wallet that took on another root", () => {
  it("derives new reserves from it, and finishes what began under the former one", async () => {
    const { town, env } = await inTown();
    const old = await acceptWithdrawal(env, { exchange, amount: "KUDOS:5" });
    const self = await selfOf(env.db);
    const recoverySecret = textOf(new Uint8Array(32).fill(7));
    const root = rootOf(bytesOf(recoverySecret)).name;
    await save(env.db, insert(formerRoots, self.root, { recoverySecret: self.recoverySecret, formerSince: 1 }));
    await env.db.self.update("self", { recoverySecret, root });
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:2" });
    const paths = (await env.db.of(reserves).toArray()).map(({ key, facts }) => [key, facts.root, facts.counter]);
    const expected = [
      [old, self.root, 1],
      [id, root, 1],
    ];
    assert.deepEqual(paths.sort(), expected.sort());
    await settle(env, [withdrawJob], 60_000);
    for (const [amount, subject] of [
      ["KUDOS:5", old],
      ["KUDOS:2", id],
    ] as const) {
      await town.wire(amount, subject);
    }
    await settle(env, [withdrawJob]);
    await assertBooks(town, env);
  });
});
