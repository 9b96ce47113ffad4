/** The sandbox merchant: orders that wallets claim and pay, money given back, and a shop with pages for people. */
import { merchantEndpoints } from "../../../src/taler/merchant-api.ts";
import { json, problem, type Server } from "../answers.ts";
import { currencySpecification } from "../currency.ts";
import { Faults } from "../faults.ts";
import { type Answering, on, serveRoutes } from "../routes.ts";
import type { PlayTill } from "../till.ts";
import { MerchantBook, type MerchantBooks } from "./book.ts";
import { MerchantDesk, type MerchantSettings } from "./desk.ts";
import { payRoutes } from "./pay.ts";
import { privateRoutes } from "./private.ts";
import { refundRoutes } from "./refunds.ts";
import { shopRoutes } from "./shop.ts";
import { statusRoutes } from "./status.ts";

export interface Merchant {
  readonly server: Server;
  /** For scripts and tests that do without the network. */
  readonly desk: MerchantDesk;
  /** What goes wrong between the merchant and its exchanges. */
  readonly line: Faults;
  /** Where other services have their fees paid. */
  readonly till: PlayTill;
  books(): MerchantBooks;
}

const config =
  ({ settings }: MerchantDesk): Answering =>
  () =>
    json(200, {
      name: "taler-merchant",
      version: "18:0:15",
      implementation: "satchel sandbox",
      currency: settings.currency,
      currencies: { [settings.currency]: currencySpecification(settings.currency) },
      exchanges: settings.exchanges.map(({ url, masterPub }) => ({
        base_url: url,
        currency: settings.currency,
        master_pub: masterPub,
      })),
    });

export function newMerchant(options: MerchantSettings): Merchant {
  const line = new Faults(options.world);
  const book = new MerchantBook(options.currency);
  const desk = new MerchantDesk(book, { ...options, askExchange: line.wrap(options.askExchange) });
  const routes = [
    on(merchantEndpoints.config, config(desk)),
    ...statusRoutes(desk),
    ...payRoutes(desk),
    ...refundRoutes(desk),
    ...privateRoutes(desk),
    ...shopRoutes(desk),
  ];
  const server = serveRoutes(options.baseUrl, routes, {
    unknown: (path) => problem(404, 21, { detail: `/${path}` }),
    wrongMethod: (method) => problem(405, 20, { detail: method }),
    hasHead: true,
  });
  return { server, desk, line, till: tillOf(desk), books: () => book.books() };
}

/** Orders without a token, so that their numbers are enough to pay them; `pay` stands for a payment in cash. */
function tillOf(desk: MerchantDesk): PlayTill {
  const orders: string[] = [];
  const cash = new Set<string>();
  return {
    merchantBaseUrl: desk.settings.baseUrl,
    orders,
    newOrder: async (amount, summary) => {
      const { id } = desk.newOrder({ amount, summary, fulfillment_message: "Thank you." }, { hasToken: false });
      orders.push(id);
      return id;
    },
    isPaid: async (order) => cash.has(order) || desk.book.order(order)?.payment !== undefined,
    pay: (order) => void cash.add(order),
  };
}
