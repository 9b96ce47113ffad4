/** The sandbox exchange: turns wires into coins with real blind signatures (GNU Taler exchange protocol 23:0:6). */
import type { Amount } from "../../../src/taler/amount.ts";
import { problem, type Server } from "../answers.ts";
import { Ledger } from "../ledger.ts";
import { type Route, serveRoutes } from "../routes.ts";
import { coinRoutes } from "./coins.ts";
import { depositRoutes } from "./deposit.ts";
import { ExchangeKeys, type KeySettings } from "./keys.ts";
import type { Auditing, Identity } from "./keys-answer.ts";
import { kycRoutes } from "./kyc.ts";
import { Legitimization } from "./legitimization.ts";
import { recoupRoutes } from "./recoup.ts";
import { refreshRoutes } from "./refresh.ts";
import { refundRoutes } from "./refund.ts";
import { reserveRoutes } from "./reserves.ts";
import { staticRoutes } from "./static.ts";
import { exchangeEdition, privacyEdition } from "./terms-texts.ts";
import { type WireOut, wireDue, wireRoutes } from "./wires.ts";
import { withdrawRoutes } from "./withdraw.ts";

export interface ExchangeOptions extends KeySettings, Omit<Identity, "version"> {
  readonly version?: string;
  /** Sends money from the exchange's account; it goes nowhere when absent. */
  readonly wireOut?: WireOut;
}

export interface Exchange {
  readonly baseUrl: string;
  readonly server: Server;
  readonly keys: ExchangeKeys;
  readonly ledger: Ledger;
  /** Sets limits beyond which people are asked who they are. */
  readonly legitimization: Legitimization;
  /** Money has arrived at the exchange's account for this reserve. */
  credit(wire: { readonly reservePub: string; readonly amount: Amount; readonly sender: string }): void;
  /** Pays the merchants that are to be paid by now; also done before anything is answered. */
  wireDue(): void;
  /** From now on wallets must accept a new version of the terms; with undefined it has none. */
  publishTerms(version: string | undefined): void;
  /** From now on it is checked by this auditor; with undefined by nobody. */
  beChecked(auditing: Auditing | undefined): void;
  /** From now on it says that it speaks this version of the protocol; what it does stays the same. */
  speak(version: string): void;
  /** From now on /keys are those of an exchange with this seed and another master key; without a seed its own again. */
  showKeysOf(seed?: string): void;
}

/** Longer addresses are refused unread. */
const longestUrl = 512;

/** Tells an unknown endpoint from a known one that was asked for something it does not do. */
function unknown(path: string, routes: readonly Route[]): Response {
  const parts = path.split("/");
  const related = routes.map((route) => route.path.split("/")).filter(([first]) => first === parts[0]);
  if (path === "" || related.length === 0) return problem(404, 21, { detail: `/${path}` });
  const isKnownLength = related.some(({ length }) => length === parts.length);
  return isKnownLength ? problem(404, 1001, { detail: parts.at(-1) ?? "" }) : problem(404, 1002);
}

function wrongMethod(method: string, allowed: readonly string[]): Response {
  const names = allowed.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]));
  const response = problem(405, 20, { detail: method });
  response.headers.set("Allow", names.join(", "));
  return response;
}

export function newExchange(options: ExchangeOptions): Exchange {
  const { baseUrl, wireOut = () => undefined } = options;
  const keys = new ExchangeKeys(options);
  const ledger = new Ledger(options.currency);
  const legitimization = new Legitimization(options.world);
  const office = { baseUrl, keys, ledger, legitimization };
  const payMerchants = () => wireDue(office, wireOut);
  const face = newFace(options, keys, legitimization);
  const routes = [
    ...staticRoutes(options.world, face.shown, face.notices),
    ...reserveRoutes(keys, ledger),
    ...withdrawRoutes(office),
    ...depositRoutes(office),
    ...kycRoutes(office),
    ...coinRoutes(keys, ledger),
    ...refreshRoutes(office),
    ...recoupRoutes(keys, ledger),
    ...refundRoutes(keys, ledger),
    ...wireRoutes(office, payMerchants),
  ];
  const serve = serveRoutes(baseUrl, routes, { unknown, wrongMethod, hasHead: true });
  return {
    baseUrl,
    keys,
    ledger,
    legitimization,
    server: async (request) => {
      payMerchants();
      return request.url.length > longestUrl ? new Response(null, { status: 414 }) : serve(request);
    },
    wireDue: payMerchants,
    credit: ({ reservePub, amount, sender }) => ledger.credit(reservePub, amount, sender, keys.now()),
    ...face.changes,
  };
}

/** What the exchange says of itself, and how that is changed. */
function newFace(options: ExchangeOptions, own: ExchangeKeys, { limits }: Legitimization) {
  const { baseUrl, accounts } = options;
  let terms: string | undefined = "sandbox-tos-1";
  let version = options.version ?? "23:0:6";
  let keys = own;
  let auditing = options.auditing;
  return {
    shown: () => {
      const balanceLimits = limits.flatMap(({ operation, above }) => (operation === "BALANCE" ? above : []));
      return { keys, identity: { baseUrl, accounts, version, auditing, balanceLimits } };
    },
    notices: {
      terms: () => (terms === undefined ? undefined : exchangeEdition(terms)),
      privacy: () => privacyEdition("sandbox-privacy-1"),
    },
    changes: {
      publishTerms(next: string | undefined) {
        terms = next;
      },
      beChecked(next: Auditing | undefined) {
        auditing = next;
      },
      speak(next: string) {
        version = next;
      },
      showKeysOf(seed?: string) {
        keys = seed === undefined ? own : new ExchangeKeys({ ...options, seed });
      },
    },
  };
}
