/** Comparing the balances with the books: two ways to count the same money, from counts and from all rows. */
import assert from "node:assert/strict";
import type { BookLine, MoneyPart } from "../api/money-views.ts";
import type { Env } from "../env/env.ts";
import { type Amount, compare, subtractOrUndefined, sum, zero } from "../taler/amount.ts";
import type { Books } from "../wallet/books/books.plan.ts";
import { listPurses } from "../wallet/story/purses.ts";
import { listOpen } from "../wallet/story/story.ts";

/**
 * What can be spent, what is on the way, what is lost: at each exchange the balances say what the books say. Of a reserve
 * that is becoming coins the books count the fees as well, so there they say more.
 */
export async function assertPurses(env: Env, { pages }: Books): Promise<void> {
  const purses = await listPurses(env, await listOpen(env));
  for (const { exchange, currency, lines } of pages) {
    const purse = purses.find((one) => one.exchange === exchange && one.currency === currency);
    const all = (amounts: readonly (Amount | undefined)[]) =>
      sum(
        currency,
        amounts.flatMap((one) => one ?? []),
      );
    const held = (...parts: readonly MoneyPart[]) => all(parts.map((part) => purse?.amountByPart.get(part)));
    const booked = (line: BookLine) => lines[line] ?? zero(currency);
    assert.equal(held("available", "revoked", "shared"), booked("here"), "what is here");
    assert.equal(held("dust"), booked("dust"), "what is too little");
    assert.equal(held("expired"), booked("expired"), "what is over");
    const moving = held("change", "takenBack", "payment", "deposit", "checking");
    const becoming = subtractOrUndefined(booked("underWay"), moving) ?? assert.fail(`${moving} is on the way`);
    const arriving = held("withdrawal", "recoup");
    if (arriving === zero(currency)) assert.equal(becoming, arriving, "what is on the way");
    else assert.ok(compare(arriving, becoming) <= 0 || booked("cameIn") === zero(currency), "what comes in");
  }
}
