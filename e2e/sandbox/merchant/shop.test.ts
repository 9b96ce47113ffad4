import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseTalerUri } from "../../../src/taler/uri.ts";
import { hour } from "../../../src/testing/exchange-scene.ts";
import { type Made, type MerchantScene, merchantScene } from "../../../src/testing/merchant-scene.ts";

const shop = "http://merchant.test/";

/** Somebody with a browser, which follows redirects and keeps its cookie. */
class Visitor {
  cookie = "";
  readonly #scene: MerchantScene;

  constructor(scene: MerchantScene) {
    this.#scene = scene;
  }

  async go(method: string, path: string, body?: string): Promise<{ response: Response; text: string; path: string }> {
    const headers = { Accept: "text/html", ...(this.cookie !== "" && { Cookie: this.cookie }) };
    const request = new Request(shop + path, { method, headers, ...(body !== undefined && { body }) });
    const response = await this.#scene.merchant.server(request);
    this.cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? this.cookie;
    const location = response.headers.get("Location");
    if (response.status === 303 && location !== null) return this.go("GET", location.slice(shop.length));
    return { response, text: await response.text(), path };
  }

  /** Pays the page one is at, as a wallet that reads its header does. */
  async pay(response: Response): Promise<void> {
    const uri = parseTalerUri(response.headers.get("Taler") ?? "");
    assert.ok(uri.action === "pay");
    const made: Made = { order_id: uri.orderId, ...(uri.claimToken !== undefined && { token: uri.claimToken }) };
    const contract = await this.#scene.contract(made);
    const [five] = await this.#scene.spender.withdraw("5");
    assert.ok(five);
    const price = contract.terms.amount.slice("KUDOS:".length);
    const coins = await this.#scene.permit(contract, [[five, price]]);
    assert.equal((await this.#scene.pay(contract, coins, uri.sessionId)).status, 200);
  }
}

const hrefs = (text: string) =>
  [...text.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, url = ""]) => url.slice(shop.length));

describe("the shop", () => {
  it("lists its articles with their prices", async () => {
    const { response, text } = await new Visitor(merchantScene()).go("GET", "");
    assert.equal(response.status, 200);
    for (const words of ["An essay about coins", "0.10 KUDOS", "A bicycle", "480.00 KUDOS"])
      assert.ok(text.includes(words));
    assert.equal(hrefs(text).length, 5);
  });

  it("asks for money by header, head and link", async () => {
    const { response, text } = await new Visitor(merchantScene()).go("POST", "shop/articles/bread");
    assert.equal(response.status, 402);
    const uri = response.headers.get("Taler") ?? "";
    assert.equal(parseTalerUri(uri).action, "pay");
    assert.ok(text.includes(`<meta name="taler-uri" content="${uri}">`));
    assert.ok(text.includes(`<a href="${uri}">`));
  });

  it("gives the goods to those who have paid, and takes them back", async () => {
    const scene = merchantScene();
    const visitor = new Visitor(scene);
    const { response, path } = await visitor.go("POST", "shop/articles/bread");
    await visitor.pay(response);
    const thanks = await visitor.go("GET", path);
    assert.equal(thanks.response.status, 200);
    assert.ok(thanks.text.includes("Your bread is on the counter."));
    const [back = ""] = hrefs(thanks.text);
    const token = /name="token" value="([^"]+)"/.exec(thanks.text)?.[1] ?? "";
    assert.equal((await visitor.go("POST", back, "token=wrong")).response.status, 404);
    const refund = await visitor.go("POST", back, `token=${token}`);
    assert.equal(refund.response.status, 402);
    const uri = parseTalerUri(refund.response.headers.get("Taler") ?? "");
    assert.ok(uri.action === "refund");
    const order = scene.merchant.desk.requireOrder(uri.orderId);
    await scene.ask("POST", `orders/${order.id}/refund`, { h_contract: order.claim?.hash ?? "" });
    assert.ok((await visitor.go("GET", path)).text.includes("Refunded: 3.49 KUDOS"));
  });

  it("shows what is read there to whoever has paid, in that session", async () => {
    const scene = merchantScene();
    const visitor = new Visitor(scene);
    const { response, path } = await visitor.go("GET", "shop/articles/essay");
    assert.equal(response.status, 402);
    await visitor.pay(response);
    assert.equal((await visitor.go("GET", path)).path, "shop/articles/essay");
    assert.ok((await visitor.go("GET", "shop/articles/essay")).text.includes("Coins are old"));
    const stranger = await new Visitor(scene).go("GET", "shop/articles/essay");
    assert.equal(stranger.response.status, 402);
  });

  it("runs out of what there is only one of, until an order lapses", async () => {
    const scene = merchantScene();
    const [one, other] = [new Visitor(scene), new Visitor(scene)];
    assert.equal((await one.go("POST", "shop/articles/apple")).response.status, 402);
    const late = await other.go("POST", "shop/articles/apple");
    assert.equal(late.response.status, 410);
    assert.ok(late.text.includes("Sold out"));
    assert.ok((await other.go("GET", "shop/")).text.includes("Sold out"));
    await scene.world.advance(hour);
    const { response } = await other.go("POST", "shop/articles/apple");
    await other.pay(response);
    await scene.world.advance(hour);
    assert.equal((await one.go("POST", "shop/articles/apple")).response.status, 410);
  });

  it("says on the page of an order that its time is over", async () => {
    const scene = merchantScene();
    const visitor = new Visitor(scene);
    const { path } = await visitor.go("POST", "shop/articles/bread");
    await scene.world.advance(hour);
    const { response, text } = await visitor.go("GET", path);
    assert.equal(response.status, 410);
    assert.ok(text.includes("Nothing was taken from you"));
  });

  it("knows neither other articles nor other pages", async () => {
    const visitor = new Visitor(merchantScene());
    assert.equal((await visitor.go("POST", "shop/articles/gold")).response.status, 404);
    assert.equal((await visitor.go("GET", "shop/articles/bread")).response.status, 404);
    assert.equal((await visitor.go("GET", "nowhere")).response.status, 404);
  });
});
