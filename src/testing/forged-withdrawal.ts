/** A withdrawal that meets a forged answer at a request of one's choice. */
import assert from "node:assert/strict";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { batches } from "../store/entities/batch.ts";
import { coins } from "../store/entities/coin.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import type { WithdrawStep } from "../wallet/withdraw/withdraw.plan.ts";
import { nextStep } from "../wallet/withdraw/withdraw.ts";
import { assertBooks } from "./books.ts";
import type { TestEnv } from "./env.ts";
import { Forger } from "./forger.ts";
import { settle } from "./settle.ts";
import { newTown, trusting } from "./town.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;

/** A request of a withdrawal: before which step it is sent, and how it is told from the others. */
export interface Place {
  readonly before: WithdrawStep["do"];
  readonly to: RegExp;
}
export const places = {
  "the bank's word on the operation": { before: "select", to: /^GET .*withdrawal-operation\/[^?]*$/ },
  "the bank's word on our choice": { before: "select", to: /^POST .*withdrawal-operation/ },
  "the bank's word on the confirmation": { before: "askBank", to: /old_state=selected/ },
  "the exchange's word on the arrival": { before: "askReserve", to: /reserves\/\w+\?timeout/ },
  "the history on arrival": { before: "askReserve", to: /history$/ },
  "the history before planning": { before: "choose", to: /history$/ },
  "the signatures": { before: "sign", to: /batch-withdraw$/ },
} as const satisfies Record<string, Place>;

/** A withdrawal that has come as far as to send the request next. */
async function arrivedAt({ before }: Place) {
  const town = await newTown("bad answers");
  const forger = new Forger(town.sandbox.fetch);
  const env = await trusting(await town.wallet({ fetch: forger.fetch }));
  const link = await town.withdrawal("KUDOS:8.88");
  const id = await acceptWithdrawal(env, { link, exchange });
  const row = async () => (await env.db.of(withdrawals).get(id)) ?? assert.fail("no withdrawal");
  for (let next = await nextStep(env, await row()); next.do !== before; next = await nextStep(env, await row())) {
    if (next.do === "askBank") await town.confirm(link);
    await withdrawJob.step(env, id);
  }
  return { town, forger, env, link, id };
}

/** Everything a backup would hold of it. */
async function stored(env: TestEnv): Promise<unknown> {
  const tables = [withdrawals, reserves, batches, coins].map((entity) => env.db.table(entity.name).toArray());
  const rows = (await Promise.all(tables)).flat() as { facts: Record<string, unknown> }[];
  return rows.map(({ facts: { askedAt: _, ...facts }, ...row }) => ({ ...row, facts }));
}

type Forging = (request: Request, honest: () => Promise<Response>) => Response | Promise<Response>;

/**
 * Forges the request's answers until the wallet has met one, then lets it go on to the end, where all money is there.
 * Resolves to what the wallet called it (undefined when it noticed nothing), and whether its rows had stayed as they were.
 */
export async function forgedAt(
  place: Place,
  answer: Forging,
): Promise<{ readonly code: string | undefined; readonly isUntouched: boolean }> {
  const { town, forger, env, link, id } = await arrivedAt(place);
  const before = await stored(env);
  const end = forger.add({
    to: place.to,
    answer: (request) => answer(request, () => town.sandbox.fetch(request)),
  });
  await settle(env, [withdrawJob], 1);
  assert.ok(forger.struck > 0, "nothing was forged");
  const { trouble } = await getTransaction(env, id);
  const isUntouched = JSON.stringify(await stored(env)) === JSON.stringify(before);
  end();
  await settle(env, [withdrawJob], 3 * minute);
  const atBank = town.sandbox.bank.desk.book.withdrawal(link.split("/").at(-1) ?? "");
  if (atBank?.status === "selected") await town.confirm(link);
  // What no repetition could mend is tried again after a day.
  await settle(env, [withdrawJob], 26 * 60 * minute);
  assert.equal((await getTransaction(env, id)).state, "done");
  await assertBooks(town, env);
  return { code: trouble?.code, isUntouched };
}

/** Asserts that the wallet gives the forged answer this name and changes nothing for it. */
export async function assertNamed(place: Place, code: string, answer: Forging): Promise<void> {
  assert.deepEqual(await forgedAt(place, answer), { code, isUntouched: true });
}
