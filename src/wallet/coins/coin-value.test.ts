import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coinKey } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import { hashOf, offered } from "../../testing/offers.ts";
import { holdings } from "./coin-value.ts";

const of = "R".repeat(52);
const coin = (denom: string, index: number, sig: string | undefined = "SIG") => ({
  key: coinKey({ source: "w", of, index, denom }),
  facts: sig === undefined ? {} : { sig },
});
const row = (value: string, exchange = "http://exchange.test/", name = ""): Denomination => {
  const { hash, isLost: _, ...facts } = offered(value, value.replace(/\d.*/, "0"), { name });
  return { key: hash, ins: { count: 1, device: "A" }, seq: 1, ix: {}, facts: { exchange, ...facts } };
};

const [one, five] = [row("KUDOS:1"), row("KUDOS:5")];
const [euro, other] = [row("EUR:2"), row("KUDOS:1", "http://other.test/", "other")];

describe("what coins are worth", () => {
  it("is summed by exchange and currency", () => {
    const coins = [coin(one.key, 0), coin(one.key, 1), coin(five.key, 0), coin(euro.key, 0), coin(other.key, 3)];
    const { holdings: held, unknown } = holdings(coins, [one, five, euro, other]);
    assert.equal(unknown, 0);
    assert.deepEqual(held, [
      { exchange: "http://exchange.test/", value: "KUDOS:7", count: 3 },
      { exchange: "http://exchange.test/", value: "EUR:2", count: 1 },
      { exchange: "http://other.test/", value: "KUDOS:1", count: 1 },
    ]);
  });

  it("is not known without a denomination or a signature, and that is counted", () => {
    const coins = [coin(one.key, 0), { ...coin(one.key, 1), facts: {} }, coin(hashOf("nobody's"), 0)];
    assert.deepEqual(holdings(coins, [one, five]), {
      holdings: [{ exchange: "http://exchange.test/", value: "KUDOS:1", count: 1 }],
      unknown: 2,
    });
  });

  it("is nothing where there are none", () => {
    assert.deepEqual(holdings([], [one]), { holdings: [], unknown: 0 });
  });
});
