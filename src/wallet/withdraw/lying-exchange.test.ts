import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "../../taler/codec.ts";
import { assertNamed, forgedAt, places } from "../../testing/forged-withdrawal.ts";
import { refusal } from "../../testing/forger.ts";

type Body = Record<string, Json>;
type Forging = Parameters<typeof forgedAt>[1];

/** The true answer with something in it changed. */
const but =
  (change: (body: Body) => Body): Forging =>
  async (_, honest) => {
    const answer = await honest();
    return Response.json(change((await answer.json()) as Body), { headers: answer.headers });
  };
const entries = (body: Body) => body.history as Body[];
const credited = (amount: string) =>
  but((body) => ({ ...body, balance: amount, history: entries(body).map((one) => ({ ...one, amount })) }));

/** A withdrawal of which the exchange's history speaks, although the wallet never signed it. */
const foreign: Body = {
  type: "WITHDRAW",
  amount: "KUDOS:8.88",
  withdraw_fee: "KUDOS:0.01",
  h_denom_pub: "0".repeat(103),
  h_coin_envelope: "0".repeat(103),
  reserve_sig: "0".repeat(103),
};

/** Money that was wired back, which needs no signature of ours. */
const closing: Body = {
  type: "CLOSING",
  amount: "KUDOS:1",
  closing_fee: "KUDOS:0.01",
  timestamp: { t_s: 1_767_600_000 },
  receiver_account_details: "payto://void/x",
  wtid: "0".repeat(52),
  exchange_pub: "0".repeat(52),
  exchange_sig: "0".repeat(103),
};

describe("an exchange that says of a reserve", () => {
  const arrival = places["the exchange's word on the arrival"];
  it("that it holds something that is no amount is not believed", () =>
    assertNamed(arrival, "badAnswer", () => Response.json({ balance: "KUDOS:-1" })));
  it("that it holds more than any amount can be is not believed", () =>
    assertNamed(arrival, "badAnswer", () => Response.json({ balance: "KUDOS:99999999999999999999" })));
  it("that it is there, and then that it is not, is not believed", () =>
    assertNamed(places["the history on arrival"], "badAnswer", () => refusal(404, 1027)));
});

for (const name of ["the history on arrival", "the history before planning"] as const) {
  describe(`${name}, when`, () => {
    const table: readonly [string, string, Forging][] = [
      ["it is in another currency", "wrongCurrency", credited("EUR:8.88")],
      ["the balance is more than came in", "badAnswer", but((body) => ({ ...body, balance: "KUDOS:1000" }))],
      ["the balance is less than came in", "badAnswer", but((body) => ({ ...body, balance: "KUDOS:0" }))],
      ["more went out than came in", "badAnswer", but((body) => ({ ...body, history: [closing] }))],
      [
        "somebody else's withdrawal is in it",
        "badAnswer",
        but((body) => ({ ...body, balance: "KUDOS:0", history: [...entries(body), foreign] })),
      ],
      [
        "an entry has an amount of another currency",
        "badAnswer",
        but((body) => ({ ...body, history: [...entries(body), { ...foreign, amount: "EUR:1" }] })),
      ],
      [
        "an entry is damaged",
        "badAnswer",
        but((body) => ({ ...body, history: [{ type: "CREDIT", amount: "KUDOS:8.88" }] })),
      ],
      ["an entry is none", "badAnswer", but((body) => ({ ...body, history: [7] }))],
    ];
    for (const [what, code, forging] of table) {
      it(`${what}: ${code}, nothing is lost, and it goes on`, () => assertNamed(places[name], code, forging));
    }
  });
}

describe("a history without any wire", () => {
  const nothing: Forging = () => Response.json({ balance: "KUDOS:0", history: [] });
  it("is no arrival", async () => {
    const { code, isUntouched } = await forgedAt(places["the history on arrival"], nothing);
    assert.deepEqual([code, isUntouched], [undefined, true]);
  });
  it("ends no withdrawal whose wire has been seen", () =>
    assertNamed(places["the history before planning"], "badAnswer", nothing));
});

describe("a history with entries of a kind nobody knows", () => {
  it("is believed for its balance", async () => {
    const news: Forging = but((body) => ({
      ...body,
      history: [...entries(body), { type: "BLESSING", amount: "KUDOS:1" }],
    }));
    const { code } = await forgedAt(places["the history on arrival"], news);
    assert.equal(code, undefined);
  });
});

describe("signatures, when", () => {
  const signatures = (body: Body) => body.ev_sigs as Body[];
  const number = (of: Body) => (of.ev_sig as Body).blinded_rsa_signature as string;
  const instead = (text: (old: string) => string) =>
    but((body) => ({
      ev_sigs: signatures(body).map((one, index) =>
        index > 0 ? one : { ev_sig: { cipher: "RSA", blinded_rsa_signature: text(number(one)) } },
      ),
    }));
  const table: readonly [string, string, Forging][] = [
    ["one is missing", "badAnswer", but((body) => ({ ev_sigs: signatures(body).slice(1) }))],
    [
      "there is one too many",
      "badAnswer",
      but((body) => ({ ev_sigs: [...signatures(body), ...signatures(body).slice(0, 1)] })),
    ],
    ["there is none", "badAnswer", but(() => ({ ev_sigs: [] }))],
    ["they come in another order", "badCoinSignature", but((body) => ({ ev_sigs: [...signatures(body)].reverse() }))],
    ["one is spoilt", "badCoinSignature", instead((old) => (old.startsWith("0") ? "1" : "0") + old.slice(1))],
    ["one is nothing", "badCoinSignature", instead(() => "00")],
    ["one is larger than its key", "badCoinSignature", instead(() => "Z".repeat(512))],
    ["one is larger than any key", "badAnswer", instead(() => "Z".repeat(2000))],
    [
      "one is of another cipher",
      "badAnswer",
      but((body) => ({ ev_sigs: signatures(body).map(() => ({ ev_sig: { cipher: "CS", b: 1 } })) })),
    ],
  ];
  for (const [what, code, forging] of table) {
    it(`${what}: ${code}, no coin is kept, and the right ones come`, () =>
      assertNamed(places["the signatures"], code, forging));
  }
});
