import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ask } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";
import { problemOf, watch } from "./watch.ts";

/** An `ask` whose answers are given by hand, in any order. */
function byHand() {
  const open: {
    readonly input: unknown;
    readonly answer: (id: string) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const ask = ((_: string, input: unknown) =>
    new Promise((resolve, reject) => {
      open.push({ input, answer: (id) => resolve({ id }), fail: reject });
    })) as unknown as Ask;
  return { ask, open };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));

const accept = (exchange: string) => ({ exchange });

describe("watch", () => {
  it("keeps the newest answer, and the last one when a later try fails", async () => {
    const { ask, open } = byHand();
    const watched = watch(ask, "acceptWithdrawal");
    watched.ask(accept("a"));
    assert.ok(watched.isAsking.value);
    open[0]?.answer("one");
    await rest();
    assert.deepEqual([watched.answer.value, watched.isAsking.value], [{ id: "one" }, false]);
    watched.again();
    open[1]?.fail(new WalletError("unreachable", "no route"));
    await rest();
    assert.deepEqual(watched.answer.value, { id: "one" });
    assert.deepEqual(watched.problem.value, { code: "unreachable", detail: "no route" });
    watched.again();
    open[2]?.answer("two");
    await rest();
    assert.deepEqual([watched.answer.value, watched.problem.value], [{ id: "two" }, undefined]);
  });

  it("asks once more, not ten times more, for ten news during one question", async () => {
    const { ask, open } = byHand();
    const watched = watch(ask, "acceptWithdrawal");
    watched.ask(accept("a"));
    for (let news = 0; news < 10; news += 1) watched.again();
    assert.equal(open.length, 1);
    open[0]?.answer("one");
    await rest();
    assert.equal(open.length, 2);
    open[1]?.answer("two");
    await rest();
    assert.equal(open.length, 2);
    assert.ok(!watched.isAsking.value);
  });

  it("misses no news that came before its answer followed the news", async () => {
    const { ask, open } = byHand();
    const watched = watch(ask, "acceptWithdrawal");
    watched.ask(accept("a"));
    watched.hear();
    open[0]?.answer("too little");
    await rest();
    assert.equal(open.length, 1);
    watched.follow(true);
    assert.equal(open.length, 2);
    open[1]?.answer("enough");
    await rest();
    watched.follow(false);
    watched.follow(true);
    assert.equal(open.length, 2, "nothing has happened since");
    watched.hear();
    assert.equal(open.length, 3);
  });

  it("drops the answer to a question that is no longer asked", async () => {
    const { ask, open } = byHand();
    const watched = watch(ask, "acceptWithdrawal");
    watched.ask(accept("a"));
    watched.ask(accept("b"));
    open[0]?.answer("of a");
    await rest();
    assert.equal(watched.answer.value, undefined);
    assert.deepEqual(open[1]?.input, accept("b"));
    open[1]?.answer("of b");
    await rest();
    assert.deepEqual(watched.answer.value, { id: "of b" });
  });

  it("is silent once stopped, and asks nothing before it is told what", async () => {
    const { ask, open } = byHand();
    const watched = watch(ask, "acceptWithdrawal");
    watched.again();
    await rest();
    assert.equal(open.length, 0);
    watched.ask(accept("a"));
    watched.stop();
    open[0]?.answer("late");
    await rest();
    assert.equal(watched.answer.value, undefined);
  });
});

describe("problemOf", () => {
  it("tells a bug by its kind, never by its words, which could quote anything", () => {
    assert.deepEqual(problemOf(new TypeError("taler://sync/secret")), { code: "bug", detail: "TypeError" });
    assert.deepEqual(problemOf("secret"), { code: "bug", detail: "unknown" });
  });
});
