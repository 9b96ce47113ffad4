import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fault } from "../../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { addExchange } from "../../exchange/manage.ts";
import { acceptExchangeTos, getExchangeTos } from "../../exchange/terms.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { assertBooks, assertNoKeyTwice, coinsWorth } from "../../testing/books.ts";
import { badDay, persistently } from "../../testing/deeds.ts";
import { settle } from "../../testing/settle.ts";
import { newTown } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { getTransaction } from "../story/story.ts";
import { acceptWithdrawal } from "./accept.ts";
import { lookAtWithdrawal } from "./look.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const hour = 60 * minute;
const jobs = [withdrawJob, exchangeJob];

/**
 * A whole withdrawal, from the first look at exchange and link on, with this fault at this request (counted from 1, of
 * all servers together). Resolves to whether there was such a request, once all is as it must be.
 */
async function livesThrough(fault: Fault, at: number, seed = ""): Promise<boolean> {
  const town = await newTown(`faults ${at} ${seed}`);
  const { exchange: exchangeFaults, bank: bankFaults } = town.sandbox.faults;
  let count = 0;
  const matches = () => {
    count += 1;
    return count === at;
  };
  exchangeFaults.add({ fault, matches });
  bankFaults.add({ fault, matches });
  const env = await town.wallet();
  const link = await town.withdrawal("KUDOS:3.04");
  await persistently(env, () => addExchange(env, exchange));
  const { version } = await persistently(env, () => getExchangeTos(env, exchange, {}));
  await acceptExchangeTos(env, exchange, version);
  await persistently(env, () => lookAtWithdrawal(env, { link }));
  const id = await persistently(env, () => acceptWithdrawal(env, { link, exchange }));
  const isSelected = () => town.sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "")?.status === "selected";
  // Two questions for the confirmation are enough; more only if the choice itself takes longer.
  await settle(env, jobs, minute / 2);
  if (!isSelected()) await settle(env, jobs, 10 * minute);
  await town.confirm(link);
  await settle(env, jobs, 26 * hour);
  const { state } = await getTransaction(env, id);
  assert.equal(state, "done", `${fault.kind} at request ${at}`);
  const books = town.sandbox.exchange.ledger.books();
  assert.deepEqual([books.credited, books.issued, await coinsWorth(env)], ["KUDOS:3.04", "KUDOS:3.02", "KUDOS:3.02"]);
  assert.equal(await env.db.of(withdrawals).count(), 1);
  await assertNoKeyTwice(env);
  // A turned bit in what nobody has signed, such as the moment of a wire, cannot be noticed.
  if (fault.kind !== "corrupt") await assertBooks(town, env);
  env.close();
  return count >= at;
}

describe("a withdrawal, whatever happens to any one of its requests", () => {
  for (const fault of badDay) {
    const { kind, ...more } = fault;
    it(`ends the same after ${kind} ${Object.values(more).join(" ")}`.trim(), async () => {
      let at = 1;
      while (await livesThrough(fault, at)) at += 1;
      assert.ok(at > 12, `only ${at} requests`);
    });
  }
});
