import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Clock, turn } from "../testing/clock.ts";
import { type TestOptions, testEnv } from "../testing/env.ts";
import { door } from "./dispatch.ts";
import { handlers } from "./handlers.ts";

const own = { id: "abcd", origin: "chrome-extension://abcd" };
const popup = { id: "abcd", url: `${own.origin}/popup.html` };
const tab = { id: 1, windowId: 5, active: true };
const page = { id: "abcd", url: "https://shop.example/", tab, frameId: 0 };
const link = "taler://withdraw/bank.example/operation";
const noNetwork = () => Promise.reject(new TypeError("no network"));

async function town(options: Partial<TestOptions> = {}) {
  const env = await testEnv({ fetch: noNetwork, clock: new Clock(1_000_000), seed: "links", ...options });
  const answer = door(handlers, async () => env, own);
  /** What the popup would open now. */
  const taken = async () => {
    // Pages hear their answer before anything is done.
    await turn();
    return answer({ ask: "takeLink", input: {} }, popup);
  };
  return { env, answer, taken };
}

describe("a link that somebody pasted", () => {
  it("names an exchange to be added, and nobody is asked", async () => {
    const requests: string[] = [];
    const { env, answer } = await town({
      fetch: (url) => {
        requests.push(String(url));
        return noNetwork();
      },
    });
    const recognise = (link: string) => answer({ ask: "recogniseLink", input: { link } }, popup);
    for (const [link, exchange] of [
      ["taler://add-exchange/exchange.example/", "https://exchange.example/"],
      ["TALER://ADD-EXCHANGE/Exchange.Example:8443/v1", "https://exchange.example:8443/v1/"],
      ["web+taler+http://add-exchange/localhost:8081/", "http://localhost:8081/"],
    ] as const)
      assert.deepEqual(await recognise(link), { answer: { kind: "add-exchange", link, exchange } }, link);
    for (const bad of [
      "taler://add-exchange",
      "taler://add-exchange/",
      "taler://add-exchange/user:x@exchange.example/",
    ])
      assert.match(JSON.stringify(await recognise(bad)), /"code":"badLink"/, bad);
    assert.deepEqual(requests, []);
    assert.deepEqual((await answer({ ask: "listExchanges", input: {} }, popup)) ?? {}, { answer: [] });
    env.close();
  });
});

describe("a link on its way to the popup", () => {
  it("is shown in the window of its page, and taken by the popup alone", async () => {
    const { env, answer, taken } = await town();
    await answer({ ask: "openLink", input: { link, isClicked: true } }, page);
    assert.deepEqual(await answer({ ask: "takeLink", input: {} }, page), { problem: { code: "notAllowed" } });
    assert.deepEqual(await taken(), { answer: { link } });
    assert.deepEqual(env.popups, [["link", 5]]);
    assert.deepEqual(await taken(), { answer: {} });
    env.close();
  });

  it("is not taken from pages any more once the user has taken the permission back", async () => {
    const { env, answer, taken } = await town({ mayFindLinks: false });
    assert.deepEqual(await answer({ ask: "openLink", input: { link, isClicked: true } }, page), {
      answer: { done: true },
    });
    assert.deepEqual(await taken(), { answer: {} });
    assert.deepEqual(env.popups, []);
    const handler = { ...page, tab: { ...tab, id: 2 }, url: `${own.origin}/handler.html` };
    await answer({ ask: "openLink", input: { link, isClicked: true } }, handler);
    assert.deepEqual(await taken(), { answer: { link } }, "what Firefox hands over needs no permission");
    env.close();
  });

  it("does not come by itself while somebody decides something in the popup, nor afterwards", async () => {
    const { env, answer, taken } = await town({ isPopupOpen: true });
    const offered = { ...page, tab: { ...tab, id: 3 } };
    await answer({ ask: "openLink", input: { link, isClicked: false } }, offered);
    assert.deepEqual(await taken(), { answer: {} });
    assert.deepEqual(env.popups, []);
    env.close();
  });

  it("comes from our own pages in the same way, and they hear when it is none", async () => {
    const { env, answer, taken } = await town();
    assert.deepEqual(await answer({ ask: "offerLink", input: { link } }, popup), { answer: { done: true } });
    assert.deepEqual(env.popups, [["link", undefined]]);
    assert.deepEqual(await taken(), { answer: { link } });
    const refused = await answer({ ask: "offerLink", input: { link: "https://shop.example/" } }, popup);
    assert.equal(refused && "problem" in refused && refused.problem.code, "badLink");
    env.close();
  });
});
