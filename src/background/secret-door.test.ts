/** The recovery secret leaves by one question alone, and never in a log, in news, or in what is said to go wrong. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type RequestName, requests } from "../api/requests.ts";
import { recoverySecretPage } from "../backup/secret-page.ts";
import { backedUp, rich } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { newTown } from "../testing/town.ts";
import { listTransactions } from "../wallet/story/story.ts";
import { type Door, door } from "./dispatch.ts";
import { handlers } from "./handlers.ts";

const origin = "chrome-extension://abcd";
const senders = {
  popup: { id: "abcd", url: `${origin}/popup.html` },
  handler: { id: "abcd", url: `${origin}/handler.html` },
  "web page": { id: "abcd", url: "https://shop.example/" },
  "other extension": { id: "efgh", url: "chrome-extension://efgh/options.html" },
};
const settings = { id: "abcd", url: `${origin}/options.html#secret` };

const { exchange, sync } = testAddresses;

/** Questions that end something come last. */
const isEnd = (name: RequestName) => /^(remove|delete|restore|decline|suspend|distrust|abort|markSecret)/.test(name);
const names = (Object.keys(requests) as RequestName[]).sort((a, b) => Number(isEnd(a)) - Number(isEnd(b)));

describe("the recovery secret", () => {
  let env: TestEnv;
  let answer: Door;
  let input: Record<string, unknown>;
  /** Every spelling of it, or of a part that would be enough to guess the rest. */
  let spellings: readonly string[];
  const said: string[] = [];
  const consoleBefore = { ...console };

  const isToldIn = (text: string) => spellings.some((spelling) => text.toUpperCase().includes(spelling));

  before(async () => {
    for (const name of ["log", "info", "warn", "error", "debug"] as const)
      console[name] = (...parts: unknown[]) => void said.push(parts.map(String).join(" "));
    env = await backedUp(await rich(await newTown("door")));
    answer = door(handlers, async () => env, { id: "abcd", origin });
    const { uris, words } = await recoverySecretPage(env);
    const letters = uris[0]?.split("#")[1] ?? assert.fail("no secret");
    const triples = words.slice(2).map((word, index) => [words[index], words[index + 1], word]);
    const spelled = triples.flatMap((three) => [three.join(" "), three.join('","')]);
    spellings = [letters.slice(0, 26), letters.slice(26), ...spelled].map((one) => one.toUpperCase());
    const { transactions } = await listTransactions(env);
    // What a question does not ask for, it does not hear.
    input = {
      id: transactions[0]?.id,
      url: sync,
      exchangeUrl: exchange,
      exchange,
      link: "taler://withdraw/bank.test/none",
      amount: "KUDOS:1",
      currency: "KUDOS",
      account: "payto://x-taler-bank/bank.test/alice?receiver-name=alice",
      key: "0".repeat(52),
      version: "1",
      name: "Laptop",
      purge: false,
      isKept: true,
      isClicked: true,
      services: [],
      keepMoney: true,
      // One word is missing.
      text: words.slice(1).join(" "),
    };
  });

  after(() => {
    Object.assign(console, consoleBefore);
    env.close();
  });

  for (const [who, sender] of Object.entries(senders))
    it(`is told to no ${who}, whatever it asks`, async () => {
      for (const ask of names) {
        const reply = JSON.stringify(await answer({ ask, input }, sender));
        assert.ok(reply.length > 2 && !isToldIn(reply), ask);
      }
    });

  it("is told to the page that shows it by one question alone", async () => {
    const telling: string[] = [];
    for (const ask of names) if (isToldIn(JSON.stringify(await answer({ ask, input }, settings)))) telling.push(ask);
    assert.deepEqual(telling, ["getRecoverySecret"]);
  });

  it("is not quoted to whoever mistypes it", async () => {
    for (const ask of ["readRecoveryText", "proveSecret", "restoreFromRecoverySecret"]) {
      const { problem } = ((await answer({ ask, input }, settings)) ?? {}) as { readonly problem?: object };
      assert.ok(problem !== undefined && !isToldIn(JSON.stringify(problem)), ask);
    }
  });

  it("stands in no news and in no log", () => {
    assert.ok(env.news.length > 0 && !isToldIn(JSON.stringify(env.news)));
    assert.ok(!isToldIn(said.join("\n")));
  });
});
