import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../api/problems.ts";
import { learn } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { save } from "../store/save.ts";
import type { Json } from "../taler/codec.ts";
import { Forger, refusal } from "../testing/forger.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { exchangeJob } from "./job.ts";
import { listExchanges } from "./list.ts";
import { addExchange } from "./manage.ts";
import { noteSigner } from "./outdated.ts";
import { readyExchange } from "./ready.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const day = 24 * 60 * minute;

async function inTown() {
  const town = await newTown("download");
  const forger = new Forger(town.sandbox.fetch);
  const sent: Request[] = [];
  const fetch = (request: Request) => {
    sent.push(request);
    return forger.fetch(request);
  };
  // An address that somebody typed: what came with the build would be kept, and asked again.
  const env = await town.wallet({ fetch, presets: { exchanges: [], services: [] } });
  const view = async () => (await listExchanges(env)).find(({ url }) => url === exchange);
  const stored = async () => [await env.db.of(exchanges).toArray(), (await env.db.offers.get(exchange))?.denominations];
  return { town, env, forger, sent, view, stored };
}

const named = (code: ProblemCode) => (error: unknown) => {
  assert.ok(error instanceof WalletError, String(error));
  assert.equal(error.problem.code, code);
  return true;
};

type Keys = Record<string, Json>;
type Change = (old: Json | undefined) => Json | undefined;

/** Another character in the middle of a base32 text. */
const spoilt: Change = (old) => {
  const [whole, at] = [String(old), 20];
  return whole.slice(0, at) + (whole[at] === "0" ? "1" : "0") + whole.slice(at + 1);
};
const be =
  (value: Json): Change =>
  () =>
    value;
const gone: Change = () => undefined;

/** Changes what stands at this path: `denominations.0.fee_withdraw`. */
function change(keys: Keys, path: string, how: Change): void {
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const place = steps.reduce<Keys>((at, step) => at[step] as Keys, keys);
  const value = how(place[last]);
  if (value === undefined) delete place[last];
  else place[last] = value;
}

describe("keys with which an exchange signs", () => {
  it("are kept while what they signed is evidence", async () => {
    const { town, env } = await inTown();
    await addExchange(env, exchange);
    const known = async () =>
      ((await env.db.of(exchanges).get(exchange))?.facts.learned?.value.signkeys ?? []).map(({ key }) => key);
    const [first = "", second = ""] = await known();
    const later = async (days: number) => {
      town.clock.windTo(env.now() + days * day);
      await settle(env, [exchangeJob], minute);
    };
    await later(14);
    assert.deepEqual([(await known()).includes(first), (await known()).length], [true, 3]);
    await later(60);
    assert.deepEqual([(await known()).includes(first), (await known()).includes(second)], [true, true]);
    await later(3 * 365);
    assert.equal((await known()).length, 2);
  });

  it("are asked for again when a backup brings older ones, although the exchange has no newer", async () => {
    const { town, env } = await inTown();
    await addExchange(env, exchange);
    const learned = async () => (await env.db.of(exchanges).get(exchange))?.facts.learned?.value;
    const old = (await learned()) ?? assert.fail("nothing learned");
    town.clock.windTo(env.now() + 60 * day);
    await settle(env, [exchangeJob], minute);
    const signer = (await learned())?.signkeys.find(({ key }) => old.signkeys.every((one) => one.key !== key));
    await save(env.db, learn(exchanges, exchange, { learned: old }));
    await noteSigner(env, exchange, signer?.key);
    await settle(env, [exchangeJob], 10 * minute);
    assert.ok(signer && (await learned())?.signkeys.some(({ key }) => key === signer.key));
    await save(env.db, learn(exchanges, exchange, { learned: old, usedAt: 1 }));
    await settle(env, [exchangeJob], 25 * 60 * minute);
    assert.ok(
      (await learned())?.signkeys.some(({ key }) => key === signer.key),
      "a day later by itself",
    );
  });
});

describe("keys that are not to be believed", () => {
  const thief = "payto://x-taler-bank/bank.test/thief?receiver-name=thief";
  const table: readonly [string, ProblemCode, string, Change][] = [
    ["of an interface we do not speak", "incompatibleExchange", "version", be("40:0:6")],
    ["without a version", "badAnswer", "version", gone],
    ["of another exchange", "notAnExchange", "base_url", be("http://elsewhere.test/")],
    ["with another currency in a fee", "badAnswer", "denominations.0.fee_withdraw", be("EUR:0.01")],
    ["with a spoilt signature", "badExchangeSignature", "denominations.0.denoms.0.master_sig", spoilt],
    ["with a cheaper fee than was signed", "badExchangeSignature", "denominations.0.fee_withdraw", be("KUDOS:0")],
    [
      "with a longer life than was signed",
      "badExchangeSignature",
      "denominations.0.denoms.0.stamp_expire_deposit",
      be({ t_s: 4_000_000_000 }),
    ],
    ["with another account than was signed", "badExchangeSignature", "accounts.0.payto_uri", be(thief)],
    ["with a spoilt signing key", "badExchangeSignature", "signkeys.0.key", spoilt],
    [
      "with another closing fee than was signed",
      "badExchangeSignature",
      "wire_fees.x-taler-bank.0.closing_fee",
      be("KUDOS:9"),
    ],
    [
      "with a denomination left out",
      "badExchangeSignature",
      "denominations",
      (list) => (Array.isArray(list) ? list.slice(1) : []),
    ],
    ["with a spoilt signature over all", "badExchangeSignature", "exchange_sig", spoilt],
    ["signed by a stranger", "badExchangeSignature", "exchange_pub", spoilt],
    ["with a list that is none", "badAnswer", "denominations", be("many")],
    ["with a signature that is none", "badAnswer", "exchange_sig", be("no")],
  ];
  const forged =
    ({ sandbox }: Town, path: string, how: Change) =>
    async ({ url }: Request) => {
      const keys = (await (await sandbox.fetch(new Request(url))).json()) as Keys;
      change(keys, path, how);
      return Response.json(keys, { headers: { ETag: "SPOILT" } });
    };

  for (const [name, code, path, how] of table) {
    it(`${name}: ${code}, and what is stored stays`, async () => {
      const { town, env, forger, view, stored } = await inTown();
      const honest = forger.add({ to: /\/keys$/, answer: forged(town, path, how) });
      await assert.rejects(addExchange(env, exchange), named(code));
      assert.equal(await env.db.of(exchanges).count(), 0);
      honest();
      await addExchange(env, exchange);
      const before = await stored();
      await env.clock.wind(2 * day);
      const again = forger.add({ to: /\/keys$/, answer: forged(town, path, how) });
      await assert.rejects(addExchange(env, exchange), named(code));
      assert.deepEqual(await stored(), before);
      assert.equal((await view())?.trouble?.code, code);
      again();
      await readyExchange(env, exchange);
      assert.deepEqual([(await view())?.update, (await view())?.trouble], ["ready", undefined]);
    });
  }
});

describe("an answer that is no keys at all", () => {
  const table: readonly [string, ProblemCode, () => Response][] = [
    ["a page of a hotel", "badAnswer", () => new Response("<p>Log in", { headers: { "Content-Type": "text/html" } })],
    ["nothing", "badAnswer", () => new Response(null)],
    ["half of it", "badAnswer", () => new Response('{"version":"23:0:6"')],
    ["too much", "answerTooLarge", () => new Response(" ".repeat(17 * 1024 * 1024))],
    ["not found", "notAnExchange", () => refusal(404, 21)],
    ["unchanged, though nothing is known", "notAnExchange", () => new Response(null, { status: 304 })],
    ["a breakdown", "serverFault", () => refusal(500, 1007)],
    ["come again", "serverBusy", () => new Response(null, { status: 503, headers: { "Retry-After": "60" } })],
    ["no connection", "unreachable", () => Response.error()],
    ["another place", "badAnswer", () => Response.redirect("http://elsewhere.test/keys")],
  ];
  for (const [name, code, answer] of table) {
    it(`but ${name}: ${code}, and nothing is stored`, async () => {
      const { env, forger } = await inTown();
      forger.add({
        to: /\/keys$/,
        answer: async () => {
          const made = answer();
          if (made.type === "error") throw new TypeError("fetch failed");
          return made;
        },
      });
      await assert.rejects(addExchange(env, "http://exchange.test"), named(code));
      assert.equal(await env.db.of(exchanges).count(), 0);
    });
  }
});

describe("an exchange that has become another one", () => {
  it("by its master key is not adopted, and comes back when the old key does", async () => {
    const { town, env, forger, view, stored } = await inTown();
    await addExchange(env, exchange);
    const before = await stored();
    const other = await newTown("another", { seed: "another exchange" });
    await env.clock.wind(2 * day);
    await other.clock.wind(2 * day);
    const end = forger.add({ to: /./, answer: (request) => other.sandbox.fetch(new Request(request.url)) });
    await assert.rejects(readyExchange(env, exchange), named("changedMasterKey"));
    assert.deepEqual(await stored(), before);
    assert.equal((await view())?.update, "unavailable-update");
    end();
    await readyExchange(env, exchange);
    assert.equal((await view())?.update, "ready");
    assert.equal(town.sandbox.exchange.ledger.books().reserves.length, 0);
  });

  it("by its currency is not adopted", async () => {
    const { env, forger } = await inTown();
    await addExchange(env, exchange);
    const euros = await newTown("euros", { currency: "EUR" });
    await env.clock.wind(2 * day);
    await euros.clock.wind(2 * day);
    forger.add({ to: /./, answer: (request) => euros.sandbox.fetch(new Request(request.url)) });
    await assert.rejects(readyExchange(env, exchange), named("wrongCurrency"));
  });
});
