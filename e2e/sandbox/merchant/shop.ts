/** The shop in front of the sandbox merchant: a page of articles, what was bought, and a way to give it back. */
import { type Amount, parts } from "../../../src/taler/amount.ts";
import { textOf } from "../../../src/taler/crockford.ts";
import { isBefore } from "../../../src/taler/time.ts";
import { Refusal } from "../answers.ts";
import { readForm } from "../body.ts";
import { html, type Markup, page } from "../markup.ts";
import { type Answering, type Asked, type Route, seeOther } from "../routes.ts";
import { type Article, articlesIn } from "./articles.ts";
import { isPaidIn, type Order, refundableFor } from "./book.ts";
import type { MerchantDesk } from "./desk.ts";
import { orderPage } from "./links.ts";

const cookie = "satchel-shop";

/** By what the shop knows a browser again; none on its first visit. */
const sessionOf = ({ request }: Asked): string | undefined =>
  new RegExp(`(?:^|; ?)${cookie}=([0-9A-Z]+)`).exec(request.headers.get("Cookie") ?? "")?.[1];

/** The articles that somebody has ordered, and which order is for which. */
class Shelf {
  readonly articles: readonly Article[];
  readonly #desk: MerchantDesk;
  readonly #articleByOrder = new Map<string, string>();

  constructor(desk: MerchantDesk) {
    this.#desk = desk;
    this.articles = articlesIn(desk.settings.currency);
  }

  find(id: string | undefined): Article | undefined {
    return this.articles.find((article) => article.id === id);
  }

  /** How many can still be ordered. What is ordered is kept until the order is given back or can be paid no more. */
  left({ id, stock = Number.POSITIVE_INFINITY }: Article): number {
    const orders = [...this.#articleByOrder].flatMap(([order, article]) =>
      article === id ? (this.#desk.book.order(order) ?? []) : [],
    );
    return stock - orders.filter((order) => this.#isKept(order)).length;
  }

  #isKept({ payment, payDeadline, grants }: Order): boolean {
    return payment === undefined ? isBefore(this.#desk.now(), payDeadline) : grants.length === 0;
  }

  order(article: Article): Order {
    const { id, name, price, terms, text } = article;
    const page = text === undefined ? {} : { fulfillment_url: articlePage(this.#desk, id) };
    const products = [{ product_id: id, description: name, quantity: 1, price }];
    const order = this.#desk.newOrder({ summary: name, amount: price, products, ...terms, ...page });
    this.#articleByOrder.set(order.id, id);
    return order;
  }
}

const articlePage = (desk: MerchantDesk, id: string) => `${desk.settings.baseUrl}shop/articles/${id}`;

const sorry = (desk: MerchantDesk, status: number, title: string, sentence: string): Response =>
  page(status, {
    title,
    service: desk.settings.name,
    body: html`<p role="alert">${sentence}</p><p><a href="${desk.settings.baseUrl}shop/">Back to the shop</a></p>`,
  });

/** A price as shops write it, with two digits after the point. */
function priceTag(price: Amount): string {
  const { currency, value, fraction } = parts(price);
  return `${value}.${String(Math.floor(fraction / 1_000_000)).padStart(2, "0")} ${currency}`;
}

function listed(desk: MerchantDesk, shelf: Shelf, article: Article): Markup {
  const { id, name, about, price } = article;
  const tag = html`<strong>${priceTag(price)}</strong>`;
  const offer = html`<form method="post" action="${articlePage(desk, id)}">${tag}
<button>Buy ${name.toLowerCase()}</button></form>`;
  return html`<section><h2>${name}</h2><p>${about}</p>
${shelf.left(article) > 0 ? offer : html`<p role="status">${tag} Sold out</p>`}</section>`;
}

const front =
  (desk: MerchantDesk, shelf: Shelf): Answering =>
  () =>
    page(200, {
      title: "What we have today",
      service: desk.settings.name,
      body: html`${shelf.articles.map((article) => listed(desk, shelf, article))}`,
    });

/** Makes an order and goes to its page; a browser that comes for the first time gets a session. */
function sell(desk: MerchantDesk, shelf: Shelf, article: Article, asked: Asked): Response {
  if (shelf.left(article) <= 0) return sorry(desk, 410, "Sold out", "Somebody else was first.");
  const session = sessionOf(asked) ?? textOf(desk.settings.world.random(16));
  const response = seeOther(orderPage(desk, shelf.order(article), session));
  response.headers.set("Set-Cookie", `${cookie}=${session}; Path=/; HttpOnly; SameSite=Lax`);
  return response;
}

const buy =
  (desk: MerchantDesk, shelf: Shelf): Answering =>
  (asked) => {
    const article = shelf.find(asked.parameters.article);
    if (article === undefined) return sorry(desk, 404, "No such article", "We do not sell that.");
    return sell(desk, shelf, article, asked);
  };

/** What can be read here is shown to those who have paid in this session, and sold to the others. */
const read =
  (desk: MerchantDesk, shelf: Shelf): Answering =>
  (asked) => {
    const article = shelf.find(asked.parameters.article);
    if (article?.text === undefined) return sorry(desk, 404, "No such page", "There is nothing to read here.");
    const session = sessionOf(asked);
    const url = articlePage(desk, article.id);
    const isPaid = (order: Order) =>
      order.fulfillmentUrl === url && isPaidIn(order, session) && order.grants.length === 0;
    const order = session === undefined ? undefined : desk.book.orders().find(isPaid);
    if (order === undefined) return sell(desk, shelf, article, asked);
    return page(200, {
      title: article.name,
      service: desk.settings.name,
      body: html`<p>${article.text}</p>${returnForm(desk, order)}`,
    });
  };

/** Below what was bought: the way back to the shop, and a button that gives it back while that is possible. */
export function returnForm(desk: MerchantDesk, order: Order): Markup {
  const { id, token = "", grants, refundDeadline } = order;
  const toShop = html`<p><a href="${desk.settings.baseUrl}shop/">To the shop</a></p>`;
  if (grants.length > 0 || !isBefore(desk.now(), refundDeadline)) return toShop;
  return html`${toShop}<form method="post" action="${desk.settings.baseUrl}shop/returns/${id}">
<input type="hidden" name="token" value="${token}"><button>Give it back</button></form>`;
}

const giveBack =
  (desk: MerchantDesk): Answering =>
  async (asked) => {
    const order = desk.book.order(asked.parameters.orderId ?? "");
    const token = (await readForm(asked.request))("token");
    if (order === undefined || order.token !== token)
      return sorry(desk, 404, "Not taken back", "We know no such order.");
    try {
      return seeOther(orderPage(desk, desk.grant(order, refundableFor(order)), sessionOf(asked)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return sorry(desk, 410, "Not taken back", "It is not paid, or the time for giving it back is over.");
    }
  };

export function shopRoutes(desk: MerchantDesk): readonly Route[] {
  const shelf = new Shelf(desk);
  return [
    { method: "GET", path: "", answer: () => seeOther(`${desk.settings.baseUrl}shop/`) },
    { method: "GET", path: "shop/", answer: front(desk, shelf) },
    { method: "GET", path: "shop/articles/:article", answer: read(desk, shelf) },
    { method: "POST", path: "shop/articles/:article", answer: buy(desk, shelf) },
    { method: "POST", path: "shop/returns/:orderId", answer: giveBack(desk) },
  ];
}
