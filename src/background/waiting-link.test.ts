import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Sender } from "./caller.ts";
import { WaitingLink } from "./waiting-link.ts";

const link = "taler://withdraw/bank.example/operation";
const other = "taler://pay/shop.example/1/";
const secret = `taler://sync/backup.example#${"0".repeat(52)}`;
const tab = { id: 7, windowId: 1, active: true };
const page: Sender = { tab, frameId: 0 };
const clicked = (link: string) => ({ link, isClicked: true });
const unasked = (link: string) => ({ link, isClicked: false });
const minutes = (count: number) => count * 60_000;

describe("a waiting link", () => {
  it("is taken once", () => {
    const waiting = new WaitingLink();
    assert.deepEqual(waiting.take(0), {});
    assert.equal(waiting.offerFromWeb(clicked(` ${link}\n`), page, 0), true);
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
    const offers = [0, 1, 2_999, 3_000, 5_000].map((at) => waiting.offerFromWeb(clicked(link), page, at));
    assert.deepEqual(offers, [true, false, false, true, false]);
    assert.equal(waiting.offerFromWeb(clicked(link), { ...page, tab: { ...tab, id: 8 } }, 5_000), true);
  });

  it("does not come from a tab that nobody looks at, or from no tab", () => {
    const waiting = new WaitingLink();
    for (const offered of [clicked(link), unasked(link)]) {
      for (const nobody of [{ ...tab, active: false }, { active: true }, undefined])
        assert.equal(waiting.offerFromWeb(offered, { ...page, tab: nobody }, 0), false);
    }
    assert.deepEqual(waiting.take(0), {});
    assert.equal(waiting.offerFromWeb(clicked(link), page, 0), true, "what was refused does not count");
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
      assert.equal(waiting.offerFromWeb(clicked(text), page, 0), false);
      assert.deepEqual(waiting.take(0), {});
    });

  it("comes from a frame when the user clicks there, and not by itself", () => {
    const waiting = new WaitingLink();
    assert.equal(waiting.offerFromWeb(unasked(link), { tab, frameId: 3 }, 0), false);
    assert.equal(waiting.offerFromWeb(unasked(link), { tab }, 0), false);
    assert.equal(waiting.offerFromWeb(clicked(link), { tab, frameId: 3 }, 0), true);
  });

  it("does not come again by itself in minutes, but the user may click", () => {
    const waiting = new WaitingLink();
    const offers = [0, 60_000, minutes(5) - 1].map((at) => waiting.offerFromWeb(unasked(link), page, at));
    assert.deepEqual(offers, [true, false, false]);
    assert.equal(waiting.offerFromWeb(clicked(link), page, minutes(5) - 1), true);
    assert.equal(waiting.offerFromWeb(unasked(link), { ...page, tab: { ...tab, id: 8 } }, minutes(5) - 1), true);
    assert.equal(waiting.offerFromWeb(unasked(link), page, minutes(5) + 3_000), true);
  });

  it("comes unasked three times a minute at most, from all pages together", () => {
    const waiting = new WaitingLink();
    const offer = (number: number, at: number) =>
      waiting.offerFromWeb(unasked(`${other}${number}/`), { ...page, tab: { ...tab, id: number } }, at);
    const shown = Array.from({ length: 1000 }, (_, second) => offer(second, second * 1_000)).filter(Boolean).length;
    assert.equal(shown, 51);
    assert.equal(waiting.offerFromWeb(clicked(link), page, 1_000_000), true, "a click is no flood");
  });

  it("comes unasked only if some screen can open it", () => {
    const waiting = new WaitingLink();
    const foreign = `taler://pay-push/exchange.example/${"0".repeat(52)}`;
    assert.equal(waiting.offerFromWeb(unasked(foreign), page, 0), false);
    assert.equal(waiting.offerFromWeb(clicked(foreign), page, 0), true, "who clicks hears that it cannot be opened");
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
