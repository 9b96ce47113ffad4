import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertNamed, forgedAt, places } from "../../testing/forged-withdrawal.ts";
import { refusal } from "../../testing/forger.ts";

for (const [name, place] of Object.entries(places)) {
  const isSigning = place.before === "sign";
  describe(`${name}, when it is`, () => {
    const table: readonly [string, string, () => Response][] = [
      ["a page of a hotel", "badAnswer", () => new Response("<p>Log in", { headers: { "Content-Type": "text/html" } })],
      ["half of something", "badAnswer", () => new Response('{"status":"conf')],
      ["a list", "badAnswer", () => Response.json([])],
      ["without an end", "answerTooLarge", () => new Response(" ".repeat(5 * 1024 * 1024))],
      ["not found by somebody on the way", isSigning ? "reserveRefused" : "badAnswer", () => refusal(404, 0)],
      ["a request not understood", isSigning ? "reserveRefused" : "badAnswer", () => refusal(400, 22)],
      ["a breakdown", "serverFault", () => refusal(500, 1700)],
      ["a strange status", "badAnswer", () => new Response(null, { status: 299 })],
    ];
    for (const [what, code, answer] of table) {
      it(`${what}: ${code}, nothing is lost, and it goes on`, () => assertNamed(place, code, answer));
    }
  });
}

describe("a bank that", () => {
  it("speaks of another currency is not believed", () =>
    assertNamed(places["the bank's word on the confirmation"], "badAnswer", () =>
      Response.json({ status: "confirmed", amount: "KUDOS:8.88", suggested_amount: "EUR:5" }),
    ));
  it("uses a word nobody knows is not believed", () =>
    assertNamed(places["the bank's word on the confirmation"], "badAnswer", () =>
      Response.json({ status: "perhaps", amount: "KUDOS:8.88" }),
    ));
  it("wants to run something in our pages is not let", () =>
    assertNamed(places["the bank's word on our choice"], "badAnswer", () =>
      Response.json({ status: "selected", confirm_transfer_url: "javascript:alert(1)" }),
    ));
  it("says nothing about our choice is asked, and told again", async () => {
    const { code } = await forgedAt(places["the bank's word on our choice"], () => Response.json({}));
    assert.equal(code, undefined);
  });
  it("sends a page address that no row can hold is understood without it", async () => {
    const confirm_transfer_url = `https://bank.test/${"x".repeat(2010)}`;
    const { code } = await forgedAt(places["the bank's word on our choice"], () =>
      Response.json({ status: "selected", confirm_transfer_url }),
    );
    assert.equal(code, undefined);
  });
  it("has forgotten our choice is told again", async () => {
    const { code } = await forgedAt(places["the bank's word on the confirmation"], () =>
      Response.json({ status: "pending", amount: "KUDOS:8.88" }),
    );
    assert.equal(code, undefined);
  });
});
