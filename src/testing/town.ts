/** A town for tests: the whole sandbox on one hand-wound clock, and customers with wallets. */

import { chanceFrom } from "../../e2e/sandbox/chance.ts";
import { newSandbox, type Sandbox, type SandboxOptions, testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { declineBackup } from "../backup/onboarding.ts";
import { addExchange } from "../exchange/manage.ts";
import { acceptExchangeTos } from "../exchange/terms.ts";
import { Clock } from "./clock.ts";
import { type TestEnv, type TestOptions, testEnv } from "./env.ts";

/** When towns begin: a fixed day, so that signatures are the same in every run. */
export const townStart = Date.UTC(2026, 0, 5, 9);

export interface Town {
  readonly clock: Clock;
  readonly sandbox: Sandbox;
  /** Method and URL of every request any wallet has sent, in order. */
  readonly requests: readonly string[];
  /** A new worker; on an old profile or on a fresh one. */
  wallet(options?: Partial<TestOptions>): Promise<TestEnv>;
  /** Asks the bank for a withdrawal of so much (of what the wallet says when absent) and returns the customer's link. */
  withdrawal(amount?: string): Promise<string>;
  /** What the customer does at the bank's page. */
  confirm(link: string): Promise<void>;
  abort(link: string): Promise<void>;
  /** A wire from the customer's account, with this subject. */
  wire(amount: string, subject: string): Promise<void>;
}

export async function newTown(seed = "town", options: Partial<SandboxOptions> = {}): Promise<Town> {
  const clock = new Clock(townStart);
  const world = { now: clock.now, sleep: clock.sleep, random: chanceFrom(`${seed}/servers`) };
  const sandbox = newSandbox({ world, seed: "towns", rsaBits: 1024, ...options });
  const { bank, exchange, sync, paidSync } = testAddresses;
  const presets = {
    exchanges: [exchange],
    services: [
      { url: sync, name: "Free" },
      { url: paidSync, name: "Paid" },
    ],
  };
  const atBank = async (path: string, body: unknown): Promise<Response> => {
    const headers = { "Content-Type": "application/json", Authorization: `Basic ${btoa("alice:secret")}` };
    const reply = await sandbox.bank.server(
      new Request(bank + path, { method: "POST", headers, body: JSON.stringify(body) }),
    );
    if (!reply.ok) throw new Error(`the bank answers ${reply.status} to ${path}`);
    return reply;
  };
  await atBank("accounts", { username: "alice", password: "secret" });
  const requests: string[] = [];
  const fetch: Sandbox["fetch"] = (request) => {
    requests.push(`${request.method} ${request.url}`);
    return sandbox.fetch(request);
  };
  const idOf = (link: string) => link.split("/").at(-1) ?? "";
  return {
    clock,
    sandbox,
    requests,
    wallet: (wish = {}) => testEnv({ fetch, clock, seed: `${seed}/wallet`, presets, ...wish }),
    withdrawal: async (amount) => {
      const reply = await atBank("accounts/alice/withdrawals", { amount });
      return ((await reply.json()) as { taler_withdraw_uri: string }).taler_withdraw_uri;
    },
    confirm: async (link) => void (await atBank(`accounts/alice/withdrawals/${idOf(link)}/confirm`, {})),
    abort: async (link) => void (await atBank(`accounts/alice/withdrawals/${idOf(link)}/abort`, {})),
    wire: async (amount, subject) => {
      const debit = "payto://x-taler-bank/bank.test/alice?receiver-name=alice";
      await atBank("accounts/exchange/taler-wire-gateway/admin/add-incoming", {
        amount,
        reserve_pub: subject,
        debit_account: debit,
      });
    },
  };
}

/** The wallet knows the town's exchange and its owner has accepted its terms; and wants no backup, unless one is set up. */
export async function trusting(env: TestEnv): Promise<TestEnv> {
  await declineBackup(env);
  return knowing(env);
}

/** The same, and nobody has asked the owner about a backup yet. */
export async function knowing(env: TestEnv): Promise<TestEnv> {
  const { key } = await addExchange(env, testAddresses.exchange);
  const offer = await env.db.offers.get(key);
  if (offer?.tosOffered) await acceptExchangeTos(env, key, offer.tosOffered);
  return env;
}
