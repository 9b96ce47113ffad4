/** The whole sandbox in one process: an exchange, a bank, backup services, and a network between them and a wallet. */
import { amount, zero } from "../../src/taler/amount.ts";
import { textOf } from "../../src/taler/crockford.ts";
import type { Server } from "./answers.ts";
import { type Bank, type BankOptions, newBank } from "./bank/bank.ts";
import { bankPayto } from "./bank/desk.ts";
import { type Exchange, type ExchangeOptions, newExchange } from "./exchange/exchange.ts";
import { rivalKinds } from "./exchange/rival.ts";
import { privacyEdition, syncEdition } from "./exchange/terms-texts.ts";
import type { WireOut } from "./exchange/wires.ts";
import { ConnectionLost, Faults } from "./faults.ts";
import type { MerchantSettings } from "./merchant/desk.ts";
import { type Merchant, newMerchant } from "./merchant/merchant.ts";
import { newSyncService, type SyncOptions, type SyncService } from "./sync/sync.ts";
import type { PlayTill } from "./till.ts";
import type { World } from "./world.ts";

/** The base URLs of everything, each with a slash at the end. */
export interface Addresses {
  readonly bank: string;
  readonly exchange: string;
  /** Free, with terms of service. */
  readonly sync: string;
  /** Asks for an annual fee. */
  readonly paidSync: string;
  /** Where that fee is paid; it has a shop as well. */
  readonly merchant: string;
  /** A second exchange, with other coins and prices; there is none without an address. */
  readonly rival?: string;
}

export type Service = "bank" | "exchange" | "sync" | "paidSync" | "merchant";

export interface SandboxOptions {
  readonly world: World;
  readonly addresses?: Addresses;
  readonly currency?: string;
  /** Of the denominations; small keys are quick and good enough where nobody attacks. */
  readonly rsaBits?: number;
  /** Sandboxes with the same seed have the same keys, which in one process are then made only once. */
  readonly seed?: string;
  readonly bank?: Partial<BankOptions>;
  readonly exchange?: Partial<ExchangeOptions>;
  readonly sync?: Partial<SyncOptions>;
  readonly paidSync?: Partial<SyncOptions>;
  readonly merchant?: Partial<MerchantSettings>;
}

export interface Sandbox {
  readonly world: World;
  readonly addresses: Addresses;
  readonly bank: Bank;
  readonly exchange: Exchange;
  readonly rival?: Exchange;
  readonly sync: SyncService;
  readonly paidSync: SyncService;
  readonly merchant: Merchant;
  /** Knows which fees are paid, and takes cash for those that no wallet pays. */
  readonly till: PlayTill;
  /** What goes wrong on the way to each service. */
  readonly faults: Readonly<Record<Service, Faults>>;
  /** The services behind their faults. */
  readonly servers: Readonly<Record<Service, Server>>;
  /** As the browser's own: rejects with a TypeError when there is no answer, and when the request is aborted. */
  fetch(request: Request): Promise<Response>;
}

export const testAddresses: Addresses = {
  bank: "http://bank.test/",
  exchange: "http://exchange.test/",
  sync: "http://sync.test/",
  paidSync: "http://paid-sync.test/",
  merchant: "http://merchant.test/",
};

const exchangeAccount = "exchange";
const rivalAccount = "rival";
const merchantAccount = "shop";

interface Built {
  readonly bank: Bank;
  readonly exchange: Exchange;
  readonly rival?: Exchange;
  readonly sync: SyncService;
  readonly paidSync: SyncService;
  readonly merchant: Merchant;
}

/** Whoever looks at the bank finds everything there that the exchange had to wire by then. */
const timely =
  (exchanges: readonly Exchange[], server: Server): Server =>
  (request) => {
    for (const exchange of exchanges) exchange.wireDue();
    return server(request);
  };

/** The second exchange, where there is one. */
function rivalOf(options: SandboxOptions, { bank, rival }: Addresses, wireOut: WireOut): Exchange | undefined {
  const { world, currency = "KUDOS", rsaBits = 1024, seed = "sandbox" } = options;
  if (rival === undefined) return undefined;
  const exchange = newExchange({
    ...{ world, currency, rsaBits, seed: `${seed} rival`, baseUrl: rival, kinds: rivalKinds(currency) },
    ...{ accounts: [bankPayto(bank, rivalAccount)], wireOut },
  });
  exchange.publishTerms("sandbox-rival-tos-1");
  return exchange;
}

function build(options: SandboxOptions, addresses: Addresses): Built {
  const { world, currency = "KUDOS", rsaBits = 1024, seed = "sandbox" } = options;
  const accounts = [bankPayto(addresses.bank, exchangeAccount)];
  const money = (digits: string) => amount.parse(`${currency}:${digits}`);
  const exchange = newExchange({
    ...{ world, currency, rsaBits, seed, accounts, baseUrl: addresses.exchange },
    wireOut: (wire) => bank.desk.payOut(wire),
    ...options.exchange,
  });
  const rival = rivalOf(options, addresses, (wire) => bank.desk.payOut(wire, rivalAccount));
  const exchanges = rival ? [exchange, rival] : [exchange];
  const bank: Bank = newBank({
    ...{ world, baseUrl: addresses.bank, bonus: money("100") },
    otherExchanges: rival ? [{ account: rivalAccount, credit: rival.credit }] : [],
    exchange: { baseUrl: addresses.exchange, account: exchangeAccount, credit: exchange.credit },
    ...options.bank,
  });
  const merchant = newMerchant({
    ...{ world, currency, seed, baseUrl: addresses.merchant, name: "Sandbox shop", maxFee: money("0.05") },
    account: bankPayto(addresses.bank, merchantAccount),
    exchanges: exchanges.map(({ baseUrl, keys }) => ({ url: baseUrl, masterPub: textOf(keys.master.pub) })),
    askExchange: (request) =>
      (exchanges.find(({ baseUrl }) => request.url.startsWith(baseUrl)) ?? exchange).server(request),
    token: "sandbox",
    ...options.merchant,
  });
  const terms = {
    service: () => syncEdition("sandbox-sync-tos-1"),
    privacy: () => privacyEdition("sandbox-privacy-1"),
  };
  const common = { world, terms };
  return {
    bank: { ...bank, server: timely(exchanges, bank.server) },
    exchange,
    ...(rival && { rival }),
    sync: newSyncService({ ...common, baseUrl: addresses.sync, annualFee: zero(currency), ...options.sync }),
    paidSync: newSyncService({
      ...{ ...common, baseUrl: addresses.paidSync, annualFee: money("0.5"), till: merchant.till },
      ...options.paidSync,
    }),
    merchant,
  };
}

/** What browsers add to a request before it leaves. */
async function withLength(request: Request): Promise<Request> {
  if (request.body === null && request.method !== "POST") return request;
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = new Headers(request.headers);
  headers.set("Content-Length", String(body.length));
  const { url, method, signal } = request;
  return new Request(url, { method, headers, signal, ...(body.length > 0 && { body }) });
}

/** Rejects when the one who asked gives up. */
function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp);
  });
}

export function newSandbox(options: SandboxOptions): Sandbox {
  const { world, addresses = testAddresses } = options;
  const built = build(options, addresses);
  const each = <T>(make: (service: Service) => T): Readonly<Record<Service, T>> => ({
    bank: make("bank"),
    exchange: make("exchange"),
    sync: make("sync"),
    paidSync: make("paidSync"),
    merchant: make("merchant"),
  });
  const faults = each(() => new Faults(world));
  const servers = each((service) => faults[service].wrap(built[service].server));
  const services = Object.keys(servers) as Service[];
  return {
    world,
    addresses,
    ...built,
    till: built.merchant.till,
    faults,
    servers,
    async fetch(request) {
      const service = services.find((one) => request.url.startsWith(addresses[one]));
      const isForRival = addresses.rival !== undefined && request.url.startsWith(addresses.rival);
      const server = isForRival ? built.rival?.server : service && servers[service];
      if (server === undefined) throw new TypeError("fetch failed: no such host");
      const answer = withLength(request).then(server);
      return Promise.race([answer, givenUp(request.signal)]).catch((error: unknown) => {
        throw error instanceof ConnectionLost ? new TypeError("fetch failed", { cause: error }) : error;
      });
    },
  };
}
