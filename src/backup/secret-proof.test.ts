import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { WalletError } from "../api/problems.ts";
import { backedUp, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { newTown } from "../testing/town.ts";
import { removeProvider } from "./leave.ts";
import { restore } from "./restore.ts";
import { markSecretKept, secretKept } from "./secret-kept.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { askForWords, proveSecret } from "./secret-proof.ts";

const fresh = async () => (await newTown("proof")).wallet();

/** What stands on the paper at the places that are asked for. */
async function answers(env: TestEnv): Promise<string[]> {
  const { words } = await recoverySecretPage(env);
  return (await askForWords(env)).places.map((place) => words[place - 1] ?? assert.fail("no such place"));
}

/** A word of the list that is another one. */
const otherThan = (word: string) => (word === "zoo" ? "abandon" : "zoo");

describe("three words from the paper", () => {
  it("prove that it is there, and that is remembered", async () => {
    const env = await fresh();
    assert.deepEqual(await proveSecret(env, { words: await answers(env) }), { outcome: "right" });
    const again = await env.restart();
    const { at, provenAt } = await secretKept(again);
    assert.deepEqual([at, provenAt], [env.now(), env.now()]);
  });

  it("may be typed as people type: large, numbered, by their first four letters", async () => {
    const env = await fresh();
    const [first = "", second = "", third = ""] = await answers(env);
    const words = [` ${first.toUpperCase()} `, `11. ${second}`, third.slice(0, 4)];
    assert.equal((await proveSecret(env, { words })).outcome, "right");
  });

  it("keep the day on which it was put away", async () => {
    const env = await fresh();
    await markSecretKept(env, true);
    const before = env.now();
    env.clock.windTo(before + 1000);
    await proveSecret(env, { words: await answers(env) });
    const { at, provenAt } = await secretKept(env);
    assert.deepEqual([at, provenAt], [before, before + 1000]);
  });

  it("are told apart: which is wrong, and which is no word at all, but never the right one", async () => {
    const env = await fresh();
    const { places } = await askForWords(env);
    const [first = "", second = "", third = ""] = await answers(env);
    const outcome = await proveSecret(env, { words: [first, otherThan(second), "qqqq"] });
    assert.deepEqual(outcome, {
      outcome: "wrong",
      wrong: [
        { place: places[1], isUnknown: false },
        { place: places[2], isUnknown: true },
      ],
      hasNewQuestion: false,
    });
    assert.ok(![second, third].some((word) => JSON.stringify(outcome).includes(word)));
    assert.equal((await secretKept(env)).provenAt, undefined);
  });

  it("are all wrong where none, too few or the others were given", async () => {
    const env = await fresh();
    const [first = ""] = await answers(env);
    for (const words of [[], [first], ["", "", ""]]) assert.equal((await proveSecret(env, { words })).outcome, "wrong");
    const { words } = await recoverySecretPage(env);
    const { places } = await askForWords(env);
    const shifted = places.map((place) => words[place % 24] ?? "");
    assert.equal((await proveSecret(env, { words: shifted })).outcome, "wrong");
  });

  it("are the same ones until they are answered, or missed three times", async () => {
    const first = await fresh();
    const asked = await askForWords(first);
    const env = await first.restart();
    assert.deepEqual(await askForWords(env), asked);
    const guesses: (boolean | undefined)[] = [];
    for (let round = 0; round < 3; round++)
      guesses.push((await proveSecret(env, { words: ["zoo", "zoo", "zoo"] })).hasNewQuestion);
    assert.deepEqual(guesses, [false, false, true]);
    assert.notDeepEqual(await askForWords(env), asked);
  });

  it("stand anywhere among the 24, never twice at one place", async () => {
    const seen = new Set<number>();
    const env = await fresh();
    for (let round = 0; round < 40; round++) {
      const { places } = await askForWords(env);
      assert.equal(new Set(places).size, 3);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
      for (const place of places) seen.add(place);
      await proveSecret(env, { words: await answers(env) });
    }
    assert.deepEqual([Math.min(...seen), Math.max(...seen), seen.size], [1, 24, 24]);
  });
});

describe("the whole secret from the paper", () => {
  it("proves it in whatever form it stands there", async () => {
    const town = await newTown("proof");
    const env = await backedUp(await rich(town));
    const { uris, words } = await recoverySecretPage(env);
    const [uri = ""] = uris;
    for (const text of [uri, words.join(" "), uri.replace(/.*#/, "").toLowerCase()])
      assert.equal((await proveSecret(env, { text })).outcome, "right", text.slice(0, 8));
    assert.equal((await secretKept(env)).provenAt, env.now());
  });

  it("is not that of another wallet, nor that of one that was merged into this", async () => {
    const town = await newTown("proof");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    const own = await rich(town, "KUDOS:3", { seed: "own" });
    const former = (await recoverySecretPage(own)).words.join(" ");
    assert.deepEqual(await proveSecret(own, { text: sheet }), { outcome: "otherWallet" });
    await restore(own, { text: sheet, services: [], keepMoney: true });
    assert.deepEqual(await proveSecret(own, { text: former }), { outcome: "formerWallet" });
    assert.equal((await secretKept(own)).provenAt, undefined);
    assert.deepEqual(await proveSecret(own, { text: sheet }), { outcome: "right", leadsNowhere: false });
  });

  it("is right, too, where its link names a service that is not used any more; and that is said", async () => {
    const env = await backedUp(await (await newTown("proof")).wallet());
    const sheet = await sheetOf(env);
    await removeProvider(env, testAddresses.sync);
    assert.deepEqual(await proveSecret(env, { text: sheet }), { outcome: "right", leadsNowhere: true });
  });

  it("is refused by name when it is no secret, without a word of what was typed", async () => {
    const env = await fresh();
    for (const [text, code] of [
      ["taler://withdraw/bank.example/4711", "moneyLink"],
      ["abandon ".repeat(24), "wordsDoNotFit"],
      ["nonsense", "badRecoverySecret"],
    ] as const)
      await assert.rejects(proveSecret(env, { text }), ({ problem }: WalletError) => {
        assert.equal(problem.code, code);
        assert.ok(!/4711|abandon|nonsense/.test(JSON.stringify(problem)));
        return true;
      });
  });
});
