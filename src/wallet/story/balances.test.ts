import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert, remove } from "../../store/deed.ts";
import { coinKey, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { backedUp, joined, rich, sheetOf, withdraw } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { kudos } from "../../testing/offers.ts";
import { newTown } from "../../testing/town.ts";
import { holdings } from "../coins/coin-value.ts";
import { listBalances, pursesView } from "./balances.ts";

/** What the coins are worth, counted one by one. */
const counted = async ({ db }: TestEnv) =>
  holdings(await db.of(coins).toArray(), await db.of(denominations).toArray()).holdings.map(({ value }) => value);

const told = async (env: TestEnv) => (await listBalances(env)).map(({ available, incoming }) => [available, incoming]);

describe("balances", () => {
  it("are what the coins are worth: after withdrawals, deletions, a restart, and on another device", async () => {
    const town = await newTown("balances");
    let env = await backedUp(await rich(town, "KUDOS:5"));
    await withdraw(town, env, "KUDOS:3");
    assert.deepEqual(await told(env), [[(await counted(env))[0], "KUDOS:0"]]);
    const [first] = await env.db.of(coins).toCollection().primaryKeys();
    await save(env.db, remove(coins, first ?? ""));
    const after = await counted(env);
    assert.deepEqual(await told(env), [[after[0], "KUDOS:0"]]);
    env = await env.restart();
    assert.deepEqual(await told(env), [[after[0], "KUDOS:0"]]);
    const other = await joined(town, await sheetOf(env));
    assert.deepEqual(await told(other), [[(await counted(other))[0], "KUDOS:0"]]);
    assert.notDeepEqual(await counted(other), []);
  });

  it("do not count coins whose denomination is not known, nor unsigned ones", async () => {
    const env = await (await newTown("balances")).wallet();
    const path = { source: "w", of: "0".repeat(52), denom: "0".repeat(103) } as const;
    await save(env.db, insert(coins, coinKey({ ...path, index: 0 }), { sig: "00" }));
    await save(env.db, insert(coins, coinKey({ ...path, index: 1 }), {}));
    assert.deepEqual(await listBalances(env), []);
  });

  it("tell what is on its way, however much has happened since, and nothing that nobody has sent", async () => {
    const env = await (await newTown("balances")).wallet();
    const accepted = (
      digit: number,
      acceptedAt: number,
      more: { readonly arrivedAt?: number; readonly finishedAt?: number } = {},
    ) =>
      insert(withdrawals, String(digit).repeat(52), {
        exchange: "http://exchange.test/",
        kind: "manual",
        amount: kudos("1.5"),
        acceptedAt,
        ...more,
      });
    await save(env.db, accepted(1, 10));
    assert.deepEqual(await told(env), []);
    const arrived = { arrivedAt: 40 };
    await save(env.db, accepted(2, 20, arrived), accepted(3, 30, { finishedAt: 31 }), accepted(4, 30, arrived));
    assert.deepEqual(await told(env), [["KUDOS:0", "KUDOS:3"]]);
    const [purse] = await pursesView(env);
    assert.deepEqual(purse?.parts, [
      { part: "withdrawal", amount: "KUDOS:3" },
      { part: "unconfirmed", amount: "KUDOS:1.5" },
    ]);
  });
});
