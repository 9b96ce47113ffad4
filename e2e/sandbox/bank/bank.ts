/** The sandbox bank: play money for everybody, an interface for wallets, one for programs, and pages for people. */
import type { Amount } from "../../../src/taler/amount.ts";
import { problem, type Server } from "../answers.ts";
import { serveRoutes } from "../routes.ts";
import { accountRoutes } from "./accounts.ts";
import { BankBook } from "./book.ts";
import { BankDesk, type BankSettings } from "./desk.ts";
import { integrationRoutes } from "./integration.ts";
import { pageRoutes } from "./pages.ts";

export type BankOptions = Pick<BankSettings, "world" | "baseUrl" | "exchange"> &
  Partial<BankSettings> & {
    /** What everybody gets for opening an account; its currency is the bank's. */
    readonly bonus: Amount;
  };

export interface Bank {
  readonly server: Server;
  /** For scripts and tests that do without the network. */
  readonly desk: BankDesk;
}

export function newBank({ bonus, ...settings }: BankOptions): Bank {
  const complete = { wireDelay: 0, hasOverdraft: false, manner: "documented" as const, ...settings };
  const desk = new BankDesk(new BankBook(complete.world, bonus), complete);
  const routes = [...pageRoutes(desk), ...accountRoutes(desk), ...integrationRoutes(desk)];
  const server = serveRoutes(complete.baseUrl, routes, {
    unknown: (path) => problem(404, 21, { detail: `/${path}` }),
    wrongMethod: (method) => problem(405, 20, { detail: method }),
    hasHead: true,
  });
  return { server, desk };
}
