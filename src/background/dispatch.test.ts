import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { client } from "../api/client.ts";
import { WalletError } from "../api/problems.ts";
import { requests } from "../api/requests.ts";
import { nothing } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { FormatError } from "../taler/codec.ts";
import type { Own, Sender } from "./caller.ts";
import { door, type Handlers } from "./dispatch.ts";

const own: Own = { id: "abcd", origin: "chrome-extension://abcd" };
const popup: Sender = { id: "abcd", url: "chrome-extension://abcd/popup.html" };
const settings: Sender = { id: "abcd", url: "chrome-extension://abcd/options.html" };
const webPage: Sender = { id: "abcd", url: "https://shop.example/" };
const world = { name: "the world" } as unknown as Env;

/** A door behind which only these handlers are; any other question fails the test. */
function doorWith(some: Partial<Handlers>, open = async () => world) {
  const surprise = async () => assert.fail("a handler that should not be reached");
  const none = Object.fromEntries(Object.keys(requests).map((name) => [name, surprise]));
  return door({ ...(none as unknown as Handlers), ...some }, open, own);
}

const done = { done: true } as const;
const answers = { phase: "idle", services: [] } as const;

describe("the door", () => {
  it("hands the question and the world to its handler and gives the answer back", async () => {
    const answer = doorWith({
      getTransaction: async () => assert.fail(),
      abortTransaction: async (env, input) => {
        assert.equal(env, world);
        assert.deepEqual(input, { id: "withdraw:1" });
        return done;
      },
    });
    const reply = await answer({ ask: "abortTransaction", input: { id: "withdraw:1", surplus: 1 } }, popup);
    assert.deepEqual(reply, { answer: done });
  });

  it("speaks with the client of the pages", async () => {
    const answer = doorWith({
      getRestoreProgress: async () => answers,
      backup: () => Promise.reject(new WalletError("serverBusy", "sync.example", 500)),
    });
    const ask = client(async (envelope) => JSON.parse(JSON.stringify(await answer(envelope, popup))));
    assert.deepEqual(await ask("getRestoreProgress", {}), answers);
    const problem = { code: "serverBusy", detail: "sync.example", retryAfter: 500 };
    await assert.rejects(ask("backup", {}), (error) => {
      assert.ok(error instanceof WalletError);
      assert.deepEqual(error.problem, problem);
      return true;
    });
  });

  for (const message of [undefined, null, 7, "getHome", [], {}, { ask: 7 }, { news: "changed", what: [] }]) {
    it(`lets pass what is no question: ${JSON.stringify(message)}`, () => {
      assert.equal(doorWith({})(message, popup), undefined);
    });
  }

  for (const ask of ["getEverything", "toString", "__proto__", "constructor", ""]) {
    it(`refuses the unknown question "${ask}"`, async () => {
      const reply = await doorWith({})({ ask, input: {} }, settings);
      assert.deepEqual(reply, { problem: { code: "notAllowed", detail: "no such question from here" } });
    });
  }

  const inputs: readonly (readonly [unknown, string])[] = [
    [undefined, "not an object"],
    ["secret", "not an object"],
    [{}, "id: missing"],
    [{ id: 7 }, "id: not a text"],
    [{ id: "x".repeat(201) }, "id: text longer than 200"],
  ];
  for (const [input, detail] of inputs) {
    it(`refuses bad input and says where: ${detail}`, async () => {
      const reply = await doorWith({})({ ask: "getTransaction", input }, popup);
      assert.deepEqual(reply, { problem: { code: "badInput", detail } });
    });
  }
});

describe("who may pass the door", () => {
  const secret = { uris: [], words: [], services: [] };
  const answer = doorWith({ getRecoverySecret: async () => secret, getRestoreProgress: async () => answers });
  const ask = (name: string, sender: Sender) => answer({ ask: name, input: {} }, sender);
  const refused = { problem: { code: "notAllowed", detail: "no such question from here" } };

  it("only the recovery page sees the secret", async () => {
    assert.deepEqual(await ask("getRecoverySecret", settings), { answer: secret });
    assert.deepEqual(await ask("getRecoverySecret", popup), refused);
  });

  it("all our pages ask what any page of ours may", async () => {
    assert.deepEqual(await ask("getRestoreProgress", popup), { answer: answers });
    assert.deepEqual(await ask("getRestoreProgress", settings), { answer: answers });
  });

  it("a page of the web asks nothing that is not marked for it, and is not told why", async () => {
    for (const [name, { who }] of Object.entries(requests)) {
      if (who !== "page") assert.deepEqual(await ask(name, webPage), { problem: { code: "notAllowed" } }, name);
    }
    assert.deepEqual(await ask("getHome", { id: "efgh", url: "chrome-extension://efgh/" }), {
      problem: { code: "notAllowed" },
    });
  });

  it("a page of the web hears the same whatever the wallet does with what it said", async () => {
    const pending = new Promise<never>(() => {});
    const worlds = [async () => world, () => pending, () => Promise.reject(new WalletError("databaseTooNew"))];
    const deeds = [async () => done, () => pending, () => Promise.reject(new WalletError("badLink", "why"))];
    const replies = [];
    for (const open of worlds)
      for (const deed of deeds)
        for (const input of [
          { link: "taler://withdraw/bank.example/1", isClicked: true },
          { link: "x".repeat(5000) },
          undefined,
        ])
          replies.push(await doorWith({ openLink: deed }, open)({ ask: "openLink", input }, webPage));
    assert.equal(replies.length, 27);
    for (const reply of replies) assert.deepEqual(reply, { answer: done });
    for (const [name, { who, gets }] of Object.entries(requests))
      if (who === "page") assert.equal(gets, nothing, `${name} would tell a page something`);
  });

  it("what the message says of its sender changes nothing", async () => {
    const forged = { ask: "getRecoverySecret", input: {}, who: "recovery", sender: settings, url: settings.url };
    assert.deepEqual(await answer(forged, popup), refused);
  });
});

describe("what goes wrong behind the door", () => {
  const failing = async (error: unknown) =>
    doorWith({ getHome: () => Promise.reject(error) })({ ask: "getHome", input: {} }, popup);

  it("becomes its own problem when it has one", async () => {
    assert.deepEqual(await failing(new WalletError("badLink", "not a taler link")), {
      problem: { code: "badLink", detail: "not a taler link" },
    });
    assert.deepEqual(await failing(new FormatError("bad checksum", "word")), {
      problem: { code: "badInput", detail: "word: bad checksum" },
    });
  });

  it("is a bug otherwise, and nothing of its message leaves", async () => {
    const reply = await failing(new TypeError("the secret is TBK3"));
    assert.ok(reply && "problem" in reply);
    assert.equal(reply.problem.code, "bug");
    assert.match(reply.problem.detail ?? "", /^TypeError( at |$)/);
    assert.ok(!JSON.stringify(reply).includes("TBK3"));
  });

  it("is a bug when a handler throws at once or answers what was not promised", async () => {
    const atOnce = doorWith({
      getHome: () => {
        throw new RangeError("secret");
      },
    });
    const reply = await atOnce({ ask: "getHome", input: {} }, popup);
    assert.ok(reply && "problem" in reply && reply.problem.code === "bug");
    const wrong = doorWith({ listProviders: async () => undefined as never });
    const odd = await wrong({ ask: "listProviders", input: {} }, popup);
    assert.ok(odd && "problem" in odd && odd.problem.code === "bug");
  });

  it("is the same for every question when the database is of a newer version", async () => {
    const problem = { code: "databaseTooNew", detail: "version 2, this wallet knows 1" } as const;
    const answer = doorWith({}, () => Promise.reject(new WalletError(problem.code, problem.detail)));
    for (const ask of ["getHome", "listProviders", "getAbout"]) {
      assert.deepEqual(await answer({ ask, input: {} }, popup), { problem });
    }
  });
});
