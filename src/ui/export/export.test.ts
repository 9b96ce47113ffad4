import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Transaction } from "../../api/views.ts";
import { csvOf } from "./csv.ts";
import { exported, wholeStory } from "./exported.ts";
import { jsonOf } from "./json.ts";

const payment: Transaction = {
  id: "HASH",
  kind: "payment",
  state: "done",
  effective: "KUDOS:3.43",
  instructed: "KUDOS:6.8",
  fees: "KUDOS:0.03",
  costs: [
    { kind: "deposit", amount: "KUDOS:0.01" },
    { kind: "refund", amount: "KUDOS:0.02" },
  ],
  at: Date.UTC(2026, 10, 21, 13, 12, 30, 500),
  exchange: "https://exchange.example/",
  shop: {
    name: 'Alice’s "shop"',
    url: "https://shop.example/",
    summary: "=1+1",
    orderId: "17",
    page: "https://shop.example/goods?key=secret",
    message: "a secret message",
    confirmation: "secret",
    refunded: "KUDOS:3.4",
  },
  confirmUrl: "https://bank.example/secret",
  steps: [],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const withText = (summary: string): Transaction => ({ ...payment, shop: { name: "", url: "", orderId: "", summary } });

/** A reader after RFC 4180. */
function parsed(csv: string): string[][] {
  const fields = [...csv.replace("\uFEFF", "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of fields) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

const cells = (csv: string) => {
  const [names = [], ...rows] = parsed(csv);
  return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])));
};

describe("an export", () => {
  it("holds what happened, every fee and nothing that is secret", () => {
    const [row] = cells(csvOf([exported(payment)]));
    const expected = {
      ...{ time: "2026-11-21T13:12:30Z", kind: "payment", state: "done", counterparty: 'Alice’s "shop"' },
      ...{ description: "'=1+1", order: "17", currency: "KUDOS", agreed: "6.8", came_in: "", went_out: "3.43" },
      ...{ refunded: "3.4", fees: "0.03", fee_deposit: "0.01", fee_refund: "0.02", fee_change: "", id: "HASH" },
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(row?.[name], value, name);
    for (const text of [csvOf([exported(payment)]), jsonOf([exported(payment)], 0)])
      assert.ok(!text.includes("secret"), text);
  });

  it("is read back as it was, whatever shops write, and never begins a formula", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(..."=+-@,\"'\r\n\t a1é") }), { maxLength: 5 }),
        (texts) => {
          const csv = csvOf(texts.map((text) => exported(withText(text))));
          const read = cells(csv).map(({ description = "" }) => description);
          assert.deepEqual(
            read.map((text, index) => (text === `'${texts[index]}` ? texts[index] : text)),
            texts,
          );
          for (const text of read) assert.ok(!/^\s*[=+\-@]|^[\t\r\n]/.test(text), JSON.stringify(text));
        },
      ),
    );
  });

  it("says in JSON what it is, of which version, and when it was made", () => {
    const { format, version, made, events } = JSON.parse(jsonOf([exported(payment)], payment.at));
    assert.deepEqual([format, version, made], ["satchel-history", 1, "2026-11-21T13:12:30.500Z"]);
    assert.deepEqual(events[0].costs, { fee_deposit: "0.01", fee_refund: "0.02" });
    assert.equal("came_in" in events[0], false);
  });

  it("has every column described", () => {
    const [names = []] = parsed(csvOf([]));
    const described = readFileSync("src/ui/export/EXPORT.md", "utf8");
    for (const name of names) assert.ok(described.includes(`\`${name}\``), name);
  });

  it("is of the whole story, however many pages that has", async () => {
    const story = Array.from({ length: 450 }, (_, index) => ({ ...payment, id: `${index}` }));
    const ask = async (_: string, { before = "0", limit }: { before?: string; limit: number }) => {
      const end = Number(before) + limit;
      return { transactions: story.slice(Number(before), end), ...(end < story.length && { next: `${end}` }) };
    };
    assert.deepEqual(await wholeStory(ask as never), story);
  });
});
