import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WaitingLink } from "./waiting-link.ts";

const link = "taler://withdraw/bank.example/operation";
const other = "taler://pay/shop.example/1/";
const secret = `taler://sync/backup.example#${"0".repeat(52)}`;
const tab = { id: 7, windowId: 1, active: true };
const minutes = (count: number) => count * 60_000;

describe("a waiting link", () => {
  it("is taken once", () => {
    const waiting = new WaitingLink();
    assert.deepEqual(waiting.take(0), {});
    assert.equal(waiting.offerFromWeb(` ${link}\n`, tab, 0), true);
    assert.deepEqual(waiting.take(1), { link });
    assert.deepEqual(waiting.take(2), {});
  });

  it("is replaced by a newer one, and forgotten after minutes", () => {
    const waiting = new WaitingLink();
    waiting.offer(link, 0);
    waiting.offer(other, 1);
    assert.deepEqual(waiting.take(2), { link: other });
    waiting.offer(link, 0);
    assert.deepEqual(waiting.take(minutes(5)), {});
    waiting.offer(link, 0);
    assert.deepEqual(waiting.take(minutes(5) - 1), { link });
  });

  it("comes from one tab no more often than every few seconds, whatever other tabs do", () => {
    const waiting = new WaitingLink();
    const offers = [0, 1, 2_999, 3_000, 5_000].map((at) => waiting.offerFromWeb(link, tab, at));
    assert.deepEqual(offers, [true, false, false, true, false]);
    assert.equal(waiting.offerFromWeb(link, { ...tab, id: 8 }, 5_000), true);
  });

  it("does not come from a tab that nobody looks at, or from no tab", () => {
    const waiting = new WaitingLink();
    assert.equal(waiting.offerFromWeb(link, { ...tab, active: false }, 0), false);
    assert.equal(waiting.offerFromWeb(link, { active: true }, 0), false);
    assert.equal(waiting.offerFromWeb(link, undefined, 0), false);
    assert.deepEqual(waiting.take(0), {});
    assert.equal(waiting.offerFromWeb(link, tab, 0), true, "what was refused does not count");
  });

  for (const [what, text] of [
    ["a recovery secret", secret],
    ["a recovery secret of the first form", secret.replace("taler://sync", "taler-sync:/")],
    ["a restore link", `taler://restore/${"0".repeat(52)}/backup.example`],
    ["a switch for developers", "taler://dev-experiment/x"],
    ["another address", "https://bank.example/"],
    ["a damaged link", "taler://withdraw/"],
    ["nothing", ""],
  ] as const)
    it(`is not ${what} from a page of the web`, () => {
      const waiting = new WaitingLink();
      assert.equal(waiting.offerFromWeb(text, tab, 0), false);
      assert.deepEqual(waiting.take(0), {});
    });

  it("may be a recovery secret that a page of ours has scanned, but nothing that is no link", () => {
    const waiting = new WaitingLink();
    waiting.offer(secret, 0);
    assert.deepEqual(waiting.take(0), { link: secret });
    assert.throws(() => waiting.offer("https://bank.example/", 0), /^WalletError: badLink/);
    assert.throws(() => waiting.offer("taler://tip/shop.example/1", 0), /^WalletError: unsupportedLink/);
    assert.deepEqual(waiting.take(0), {});
  });
});
