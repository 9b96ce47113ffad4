/** Links of every kind, compared with the reference, damaged and written back. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { amount } from "./amount.ts";
import { FormatError } from "./codec.ts";
import { textOf } from "./crockford.ts";
import { canonicalBaseUrl, formatTalerUri, parseTalerUri, type TalerUri, UnsupportedLink } from "./uri.ts";
import vectors from "./vectors/taler-uri.json" with { type: "json" };

const key = "66BKYK36DNS1VSESBDC9TABA5PV3ATT4QW0V87C7WMK85WNPWX50";

/** What the reference calls differently. */
const ourNameByTheirs: Readonly<Record<string, string>> = {
  bankIntegrationApiBaseUrl: "bankBaseUrl",
  withdrawalOperationId: "operationId",
};

/** Where we differ on purpose from the reference of 2022. */
const refusedByUs = "taler://withdraw/bank.example.com/taler-integration/ABC/";
const refusedByThem = "taler://refund/merchant.example.com/1234";

describe("parseTalerUri", () => {
  for (const { kind, uri, parsed } of vectors.cases) {
    if (uri === refusedByUs || uri === refusedByThem) continue;
    it(`agrees with the reference on ${uri}`, () => {
      if (parsed === null) return assert.throws(() => parseTalerUri(uri), FormatError);
      const expected = Object.entries(parsed).map(([name, value]) => [ourNameByTheirs[name] ?? name, value]);
      const extra = kind === "withdraw" ? { hasExternalConfirmation: false } : {};
      assert.deepEqual(parseTalerUri(uri), { action: kind, ...Object.fromEntries(expected), ...extra });
    });
  }

  it("refuses a withdrawal that ends in a slash, because it names no withdrawal", () => {
    assert.throws(() => parseTalerUri(refusedByUs), /missing the number of the withdrawal/);
  });

  it("reads a refund without its final slash", () => {
    const expected = { action: "refund", merchantBaseUrl: "https://merchant.example.com/", orderId: "1234" };
    assert.deepEqual(parseTalerUri(refusedByThem), expected);
  });

  const exchangeBaseUrl = "https://e.example/x/";
  const providers = ["https://sync.example.com/", "https://b.example/p/"];
  const cases: Readonly<Record<string, TalerUri>> = {
    "taler://withdraw/b.example/1?external-confirmation=1": {
      action: "withdraw",
      bankBaseUrl: "https://b.example/",
      operationId: "1",
      hasExternalConfirmation: true,
    },
    "taler://withdraw-exchange/e.example/x/?a=KUDOS:5.00": {
      action: "withdraw-exchange",
      exchangeBaseUrl,
      amount: amount.parse("KUDOS:5"),
    },
    [`taler://withdraw-exchange/e.example/x/${key.toLowerCase()}`]: {
      action: "withdraw-exchange",
      exchangeBaseUrl,
      masterPub: key,
    },
    "taler://withdraw-exchange/e.example/x": { action: "withdraw-exchange", exchangeBaseUrl },
    "taler+http://withdraw-exchange/localhost:8081": {
      action: "withdraw-exchange",
      exchangeBaseUrl: "http://localhost:8081/",
    },
    "ext+taler+http://add-exchange/localhost:8081/": {
      action: "add-exchange",
      exchangeBaseUrl: "http://localhost:8081/",
    },
    "web+taler://add-exchange/e.example/x": { action: "add-exchange", exchangeBaseUrl },
    "taler://pay-template/m.example/coffee?amount=KUDOS&summary=A+cup%21": {
      action: "pay-template",
      merchantBaseUrl: "https://m.example/",
      templateId: "coffee",
      parameters: { amount: "KUDOS", summary: "A cup!" },
    },
    "taler://pay/m.example/a%2Fb/?unknown=1": {
      action: "pay",
      merchantBaseUrl: "https://m.example/",
      orderId: "a/b",
      sessionId: "",
    },
    [`taler://restore/${key}/https%3A%2F%2Fsync.example.com%2F,b.example/p`]: {
      action: "restore",
      secret: key,
      providers,
    },
    [`taler+http://restore/${key}/localhost:8084,localhost:8084/`]: {
      action: "restore",
      secret: key,
      providers: ["http://localhost:8084/"],
    },
    [`taler://restore/${key}`]: { action: "restore", secret: key, providers: [] },
    [`taler://recovery/${key}?First=https://sync.example.com&B=https://b.example/p/`]: {
      action: "restore",
      secret: key,
      providers,
    },
    [`taler://sync/sync.example.com/path#${key}`]: {
      action: "sync",
      providerBaseUrl: "https://sync.example.com/path/",
      secret: key,
    },
    [`\n TALER+HTTP://SYNC/LOCALHOST:8084/#${key.slice(0, 20)} ${key.slice(20, 40)}\r\n${key.slice(40)} `]: {
      action: "sync",
      providerBaseUrl: "http://localhost:8084/",
      secret: key,
    },
    [`taler-sync://sync.example.com/a/b/#${key}`]: {
      action: "sync",
      providerBaseUrl: "https://sync.example.com/a/b/",
      secret: key,
    },
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`understands ${text.trim()}`, () => assert.deepEqual(parseTalerUri(text), expected));
  }

  const refused: Readonly<Record<string, RegExp>> = {
    "": /not a taler:\/\/ link/,
    "https://example.com/": /not a taler:\/\/ link/,
    "taler:pay/host/order/": /not a taler:\/\/ link/,
    "taler://": /does not know/,
    "taler://constructor/a/b": /does not know/,
    "taler://pay": /missing its end/,
    "taler://pay/m.example/order": /missing its end/,
    "taler://pay//order/": /missing the address of a server/,
    "taler://pay/m.example//": /missing the number of the order/,
    "taler://pay/m.example/../s": /number of the order in this link is damaged/,
    "taler://pay/m.example/%2e%2e/s": /number of the order in this link is damaged/,
    "taler://pay/m.example/%zz/s": /damaged/,
    "taler://pay/me:secret@m.example/order/": /address of the server in this link is damaged/,
    "taler://pay/m .example/order/": /address of the server in this link is damaged/,
    "taler://pay/m.example/order/?c=a/b": /a code in this link is damaged/,
    [`taler://pay/m.example/${"o".repeat(600)}/`]: /number of the order in this link is damaged/,
    "taler://withdraw/b.example": /missing the address of a server/,
    "taler://withdraw/b.example/": /missing the number of the withdrawal/,
    "taler://withdraw-exchange/e.example/?a=KUDOS": /the amount in this link is damaged/,
    "taler://withdraw-exchange/": /missing the address of a server/,
    "taler://add-exchange": /missing the address of a server/,
    "taler://pay-push/e.example/": /missing the key of the payment/,
    "taler://refund/m.example/": /missing the address of a server/,
    "taler://pay-template/m.example/": /missing the name of the template/,
    "taler://sync/s.example/": /missing its secret/,
    "taler://sync/#ABC": /missing the address of a server/,
    [`taler://sync/s.example/#${key}0`]: /typing error/,
    [`taler://sync/s.example/#${key.replace("K", "!")}`]: /typing error/,
    "taler://restore/": /missing its secret/,
    [`taler://restore/${key}/ftp%3A%2F%2Fa%2F`]: /address of a service in this link is damaged/,
    [`taler://restore/${key}/${Array.from({ length: 40 }, (_, index) => `h${index}`).join(",")}`]: /too many services/,
    "taler://dev-experiment/x": /developers are not supported/,
    "taler://tip/m.example/1": /no longer exist/,
    "taler://fulfillment-success/Thanks": /message from a shop/,
    [`taler://pay/m.example/order/${"s".repeat(9000)}`]: /too long/,
  };
  for (const [text, reason] of Object.entries(refused)) {
    it(`refuses ${JSON.stringify(text.slice(0, 80))}`, () =>
      assert.throws(
        () => parseTalerUri(text),
        (error) =>
          error instanceof FormatError && reason.test(error.message) && !error.message.includes(key.slice(0, 8)),
      ));
  }

  it("tells a link it does not act upon from one that is damaged", () => {
    for (const action of ["dev-experiment", "tip", "reward", "notify-reserve", "fulfillment-success", "future"]) {
      assert.throws(() => parseTalerUri(`taler://${action}/a/b/`), UnsupportedLink);
    }
    for (const text of ["nothing", "taler://pay/a", "taler://sync/a/"]) {
      assert.throws(
        () => parseTalerUri(text),
        (error) => error instanceof FormatError && !(error instanceof UnsupportedLink),
      );
    }
  });

  it("throws nothing but a FormatError, whatever it is given", () => {
    const action = fc.constantFrom(
      "pay",
      "withdraw",
      "withdraw-exchange",
      "refund",
      "pay-template",
      "restore",
      "recovery",
      "sync",
    );
    const text = fc
      .tuple(fc.constantFrom("taler://", "taler+http://"), action, fc.string())
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), text), (one) => {
        try {
          parseTalerUri(one);
        } catch (error) {
          assert.ok(error instanceof FormatError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("formatTalerUri", () => {
  const url = fc
    .webUrl({ validSchemes: ["http", "https"], withQueryParameters: false, size: "small" })
    .map(canonicalBaseUrl);
  const id = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((text) => text !== "." && text !== ".." && !/[\t\r\n]/.test(text));
  const code = fc.stringMatching(/^[0-9A-Za-z]{1,20}$/);
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(textOf);
  const option = (name: string, value: fc.Arbitrary<unknown>) =>
    fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [name]: one }));
  const combined = (
    action: string,
    parts: Readonly<Record<string, fc.Arbitrary<unknown>>>,
    ...options: readonly fc.Arbitrary<object>[]
  ) => fc.tuple(fc.record(parts), ...options).map((some) => Object.assign({ action }, ...some) as TalerUri);

  const anyUri: fc.Arbitrary<TalerUri> = fc.oneof(
    combined(
      "pay",
      { merchantBaseUrl: url, orderId: id, sessionId: fc.oneof(id, fc.constant("")) },
      option("claimToken", code),
      option("noncePriv", code),
    ),
    combined("withdraw", { bankBaseUrl: url, operationId: id, hasExternalConfirmation: fc.boolean() }),
    combined(
      "withdraw-exchange",
      { exchangeBaseUrl: url },
      option("masterPub", secret),
      option("amount", fc.constant(amount.parse("KUDOS:1.5"))),
    ),
    combined("add-exchange", { exchangeBaseUrl: url }),
    combined("refund", { merchantBaseUrl: url, orderId: id }),
    combined("pay-push", { exchangeBaseUrl: url, contractPriv: id }),
    combined("pay-pull", { exchangeBaseUrl: url, contractPriv: id }),
    combined("pay-template", {
      merchantBaseUrl: url,
      templateId: id,
      parameters: fc.dictionary(
        code.filter((name) => /^[A-Za-z]/.test(name)),
        id,
        { noNullPrototype: true },
      ),
    }),
    combined("restore", { secret, providers: fc.uniqueArray(url, { maxLength: 4 }) }),
    combined("sync", { providerBaseUrl: url, secret }),
  );

  it("writes what parseTalerUri reads back", () => {
    fc.assert(fc.property(anyUri, (uri) => assert.deepEqual(parseTalerUri(formatTalerUri(uri)), uri)));
  });

  it("writes the form of the design documents", () => {
    const uri: TalerUri = { action: "sync", providerBaseUrl: "https://sync.example.com/path/", secret: key };
    assert.equal(formatTalerUri(uri), `taler://sync/sync.example.com/path/#${key}`);
    const local: TalerUri = {
      action: "restore",
      secret: key,
      providers: ["http://localhost:8084/", "https://b.example/"],
    };
    assert.equal(
      formatTalerUri(local),
      `taler://restore/${key}/http%3A%2F%2Flocalhost%3A8084%2F,https%3A%2F%2Fb.example%2F`,
    );
  });
});
